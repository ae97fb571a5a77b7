"""Long work: how far it is, how it ended; what runs by itself: how it is."""
