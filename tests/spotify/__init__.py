"""The door to Spotify."""
