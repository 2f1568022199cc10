"""The anime profile: what a Plex user watches, as wishes for an AniList list."""
