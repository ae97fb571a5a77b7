"""Small functions that make believable people and homes."""
