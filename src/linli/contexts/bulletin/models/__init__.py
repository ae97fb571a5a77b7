"""The tables of the bulletin board."""

from linli.contexts.bulletin.models.notices import Attachment, Notice, State, Version
from linli.contexts.bulletin.models.receipts import Receipt, Way

__all__ = ["Attachment", "Notice", "Receipt", "State", "Version", "Way"]
