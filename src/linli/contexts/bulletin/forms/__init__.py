"""What is entered on the board's pages."""
