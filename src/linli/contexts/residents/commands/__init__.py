"""Every change at the residents' door."""
