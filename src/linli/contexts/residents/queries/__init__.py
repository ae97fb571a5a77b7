"""Reading the residents' door."""
