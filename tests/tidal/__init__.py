"""The door to Tidal, through HTTP."""
