"""The door to Lidarr, against a fake over real HTTP."""
