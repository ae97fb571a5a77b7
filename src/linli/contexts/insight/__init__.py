"""Insight: first figures across contexts, each with the list it was counted from."""
