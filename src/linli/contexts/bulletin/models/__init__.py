"""The tables of the bulletin board."""

from linli.contexts.bulletin.models.funds import Entry, Fund
from linli.contexts.bulletin.models.groups import Group, Sending
from linli.contexts.bulletin.models.notices import Attachment, Notice, State, Version
from linli.contexts.bulletin.models.receipts import Receipt, Way

__all__ = ["Attachment", "Entry", "Fund", "Group", "Notice", "Receipt", "Sending", "State", "Version", "Way"]
