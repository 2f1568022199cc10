"""From the ids that Plex knows to AniList media, episode by episode."""
