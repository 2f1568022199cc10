"""Plex Sync: keeps a Plex server in step with the services around it."""
