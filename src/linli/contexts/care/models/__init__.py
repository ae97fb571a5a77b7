"""The tables of care, one module for each kind of record."""

from linli.contexts.care.models.cards import EmergencyCard
from linli.contexts.care.models.concerns import ChildLead, Concern, ConcernReader, ConcernTrace
from linli.contexts.care.models.family import FamilyLink, Rang, Seen
from linli.contexts.care.models.holdings import Holding
from linli.contexts.care.models.offers import Occasion, Offer, Order
from linli.contexts.care.models.opinions import Asking, Opinion, Texting
from linli.contexts.care.models.plans import Goal, Talk
from linli.contexts.care.models.records import CareRecord, CareStep, Proposal
from linli.contexts.care.models.rooms import Afternoon, PickUp, Pupil, Room, RoomDay
from linli.contexts.care.models.screenings import Screening
from linli.contexts.care.models.settlements import Settlement, SettlementLine
from linli.contexts.care.models.vouchers import Voucher, VoucherEntry, VoucherRun

__all__ = [
    "Afternoon", "Asking", "CareRecord", "CareStep", "ChildLead", "Concern", "ConcernReader", "ConcernTrace",
    "EmergencyCard", "FamilyLink", "Goal", "Holding", "Occasion", "Offer", "Opinion", "Order", "PickUp",
    "Proposal", "Pupil", "Rang", "Room", "RoomDay", "Screening", "Seen", "Settlement", "SettlementLine",
    "Talk", "Texting", "Voucher", "VoucherEntry", "VoucherRun",
]  # fmt: skip
