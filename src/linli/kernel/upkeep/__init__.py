"""Care of the house itself: the worker's round, telling facts again, keeping and purging."""
