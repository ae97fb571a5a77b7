"""A community that has looked after people for a year, and others who wait for a decision."""

from linli.contexts.care.seeds.people import looked_after

__all__ = ["looked_after"]
