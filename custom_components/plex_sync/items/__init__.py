"""The saved items of a music profile in Home Assistant."""
