"""The door to MusicBrainz, against a fake over real HTTP."""
