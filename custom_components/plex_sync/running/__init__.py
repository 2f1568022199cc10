"""When a profile runs, why, and what follows from a run."""
