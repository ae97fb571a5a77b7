"""Pages of service requests."""
