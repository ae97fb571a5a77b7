"""Visits that were written down elsewhere, taken over in bulk with a reason for every row that cannot be."""
