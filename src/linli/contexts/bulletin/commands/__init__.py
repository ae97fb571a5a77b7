"""Every change of the board."""
