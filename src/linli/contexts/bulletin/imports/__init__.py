"""What comes onto the board from files."""
