"""Pages of Today."""
