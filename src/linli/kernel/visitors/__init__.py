"""Doors that anybody may use without an account: limits, and phones proved by a code."""
