"""How right and how quick the matching of music is, on tracks with a known truth."""
