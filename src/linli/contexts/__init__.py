"""The business, one bounded context for each folder."""
