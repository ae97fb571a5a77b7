"""Pages that belong to no context: the door, one's own account, search, the house."""
