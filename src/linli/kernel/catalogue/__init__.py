"""Collects what every context contributes to the whole: its manifest."""
