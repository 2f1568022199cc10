"""Music: sources, library, matching, merging, planning."""
