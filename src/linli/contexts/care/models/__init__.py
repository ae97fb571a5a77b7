"""The tables of care, one module for each kind of record."""

from linli.contexts.care.models.cards import EmergencyCard
from linli.contexts.care.models.plans import Goal, Talk
from linli.contexts.care.models.records import CareRecord, CareStep, Proposal

__all__ = ["CareRecord", "CareStep", "EmergencyCard", "Goal", "Proposal", "Talk"]
