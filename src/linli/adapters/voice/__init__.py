"""Automatic telephone calls."""
