"""The published language: things that happened, as ids and codes, never personal data."""
