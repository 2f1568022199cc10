"""Backups of a profile: taken, looked after, restored."""
