"""One box over what all contexts offer."""
