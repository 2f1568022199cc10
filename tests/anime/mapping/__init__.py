"""Tests: anime mapping."""
