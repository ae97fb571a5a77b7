"""Lists from people's own Excel sheets."""
