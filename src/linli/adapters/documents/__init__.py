"""Printable pages: typst layouts filled with values."""
