"""What leaves the board as a file."""
