"""Who may do what, where.  Anything not granted is refused."""
