"""Libraries of music kept on disk."""
