"""The streets and houses of the example city, before anyone lives in them."""
