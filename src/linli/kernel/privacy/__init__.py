"""Which fields are sensitive, how they are sealed, found, masked, shown with a reason, and erased."""
