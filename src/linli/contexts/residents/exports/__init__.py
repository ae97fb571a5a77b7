"""What leaves the residents' door on paper."""
