"""Where the house is wired together."""
