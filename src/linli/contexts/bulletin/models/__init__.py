"""The tables of the bulletin board."""

from linli.contexts.bulletin.models.notices import Attachment, Notice, State, Version

__all__ = ["Attachment", "Notice", "State", "Version"]
