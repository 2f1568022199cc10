"""The steps of the config flow, by what they are about."""
