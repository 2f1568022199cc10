"""The door to Plex: one server, with the token of one of its users."""
