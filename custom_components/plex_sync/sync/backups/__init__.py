"""Backups: all that an account's targets hold, in files that people can read."""
