"""Categories at an MQTT broker."""
