"""The journal: what was done, what is settled, and what must not be forgotten."""
