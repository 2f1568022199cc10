"""Tests of Plex Sync."""
