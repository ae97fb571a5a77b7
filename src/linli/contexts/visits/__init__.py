"""Visits (走访): going to a door once, and everything that follows from it."""
