"""The music libraries of Plex, kept on disk and loaded for a run."""
