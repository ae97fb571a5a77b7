"""Every change of the register."""
