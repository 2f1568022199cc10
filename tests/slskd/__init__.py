"""The door to slskd, through HTTP."""
