"""Measuring what the integration promises to stay within."""
