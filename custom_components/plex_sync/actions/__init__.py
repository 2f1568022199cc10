"""The actions, and what they answer."""
