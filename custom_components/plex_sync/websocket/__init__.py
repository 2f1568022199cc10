"""What the cards ask for and subscribe to, over Home Assistant's websocket."""
