"""The tables of care, one module for each kind of record."""

from linli.contexts.care.models.records import CareRecord, CareStep, Proposal

__all__ = ["CareRecord", "CareStep", "Proposal"]
