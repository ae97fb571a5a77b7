"""The tables of the register."""

from linli.contexts.registry.models.contacts import Contact
from linli.contexts.registry.models.duplicates import Merge, Resemblance
from linli.contexts.registry.models.groups import GroupMembership
from linli.contexts.registry.models.imports import ImportRow, ImportRun, RosterTemplate
from linli.contexts.registry.models.people import Household, Person, Residency, Source, Standing, Statement
from linli.contexts.registry.models.places import Dwelling, Premises
from linli.contexts.registry.models.plans import GridPlan
from linli.contexts.registry.models.registers import ExportRequest, Register
from linli.contexts.registry.models.stays import Membership, Residence

__all__ = [
    "Contact", "Dwelling", "ExportRequest", "GridPlan", "GroupMembership", "Household", "ImportRow",
    "ImportRun", "Membership", "Merge", "Person", "Premises", "Register", "Resemblance", "Residence",
    "Residency", "RosterTemplate", "Source", "Standing", "Statement",
]  # fmt: skip
