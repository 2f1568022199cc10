"""Tests: plex."""
