"""Facts leave here after commit, at least once, in order, to whoever declared a reaction."""
