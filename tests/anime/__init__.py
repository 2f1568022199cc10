"""Tests: anime."""
