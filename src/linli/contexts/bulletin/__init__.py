"""What a community tells its residents, how long it has hung, whom it reached, where money went."""
