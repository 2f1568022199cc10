"""The door to a broker, against a real one."""
