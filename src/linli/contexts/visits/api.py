"""The door of visits: what the roof may ask of it."""

from linli.contexts.visits.queries.due import Uncovered, waiting_below

__all__ = ["Uncovered", "waiting_below"]
