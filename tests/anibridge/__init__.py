"""Tests: anibridge."""
