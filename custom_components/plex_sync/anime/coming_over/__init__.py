"""Coming over from PlexAniBridge: what its files hold that has a counterpart here."""
