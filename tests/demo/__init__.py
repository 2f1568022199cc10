"""A believable household, and a real Home Assistant that serves it."""
