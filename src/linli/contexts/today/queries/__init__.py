"""Reading days."""
