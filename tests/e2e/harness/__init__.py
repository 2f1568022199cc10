"""What the end-to-end tests and the demo stand on: real programs, on loopback only."""
