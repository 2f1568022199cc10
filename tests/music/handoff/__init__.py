"""Handing on what is missing."""
