"""What phones and other ways are told."""
