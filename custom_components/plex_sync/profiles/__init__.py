"""Profiles at work: what each kind brings."""
