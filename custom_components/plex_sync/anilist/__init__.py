"""The door to AniList: lists, media, search, saves and deletes over GraphQL."""
