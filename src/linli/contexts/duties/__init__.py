"""Duties (权责): what is a community's to do, what is not, and how a new demand comes in."""
