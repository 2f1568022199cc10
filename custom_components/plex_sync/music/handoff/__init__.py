"""Handing on what is missing: who is asked for it, and what becomes of that."""
