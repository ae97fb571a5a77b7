"""Pages of guard."""
