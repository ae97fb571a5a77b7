"""Requests that come from elsewhere."""
