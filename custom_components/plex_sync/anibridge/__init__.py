"""The door to the community's mapping files: downloads, and nothing of their content."""
