"""Handing on what is missing, between real doors and fake services."""
