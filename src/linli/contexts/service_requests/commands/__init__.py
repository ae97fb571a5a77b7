"""Every change of a request."""
