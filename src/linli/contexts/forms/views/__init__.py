"""Pages of One Form."""
