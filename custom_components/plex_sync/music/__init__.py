"""Playlists: the music of a streaming account, or of a file, becomes playlists on Plex."""
