"""Tests: anilist."""
