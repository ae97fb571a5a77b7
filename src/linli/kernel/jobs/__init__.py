"""Long work: how far it is, how it ended; the pages show it while a worker does it."""
