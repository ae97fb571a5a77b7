"""Elections from files."""
