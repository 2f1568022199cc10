"""The sources of music."""
