"""Stays, households and groups that are made and ended, gathered for one chunk."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from linli.contexts.registry.imports.undo_notes import Undo
from linli.contexts.registry.models import GroupMembership, Membership, Residence
from linli.kernel import clock
from linli.kernel.history import Spell

KINDS: dict[str, Any] = {"residence": Residence, "membership": Membership, "group": GroupMembership}


@dataclass(slots=True)
class Spells:
    """Rows to be written, and rows that others take the place of."""

    new: dict[str, list[Spell]] = field(default_factory=lambda: {kind: [] for kind in KINDS})
    superseded: dict[str, list[int]] = field(default_factory=lambda: {kind: [] for kind in KINDS})

    def make(self, undo: Undo, kind: str, row: Spell) -> None:
        """Something begins."""
        self.new[kind].append(row)
        undo.made.append((kind, row))

    def end(self, undo: Undo, kind: str, row: Spell, on: date) -> None:
        """It ended then; a spell that would have ended before it began was never so."""
        copy = copied(row, valid_to=on) if on > row.valid_from else None
        self.supersede(undo, kind, row, copy)

    def supersede(self, undo: Undo, kind: str, row: Spell, copy: Spell | None) -> None:
        """A better row takes the place of this one."""
        self.superseded[kind].append(row.pk)
        if copy is not None:
            self.new[kind].append(copy)
        undo.ended.append((kind, row.pk, copy))


def copied(row: Any, **changes: Any) -> Any:
    """An unsaved copy of a spell, recorded now."""
    values = {f.attname: getattr(row, f.attname) for f in row._meta.concrete_fields if not f.primary_key}  # noqa: SLF001
    values.update(recorded_at=clock.now(), superseded_at=None, **changes)
    return type(row)(**values)
