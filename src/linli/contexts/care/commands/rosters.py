"""A roster that came as a file: every line enrolled as if by hand, all of them or none."""

from collections.abc import Sequence
from dataclasses import dataclass

from linli.contexts.care import policies
from linli.contexts.care.commands.rooms import Enrolled, enrol_one
from linli.contexts.care.models import Room
from linli.contexts.registry import api as registry
from linli.kernel import db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput


@dataclass(frozen=True, slots=True)
class Line:
    """A child of the register with what the file says."""

    held: registry.Held
    told: Enrolled


@command("care.roster_taken", policies.may_keep_room)
def take(actor: Actor, room: Room, /, *, lines: Sequence[Line]) -> int:
    """Enrol them in the order of the file; who finds no place waits in line."""
    if not lines:
        raise BadInput(field="file")
    row = db.lock_row(Room, pk=room.pk)
    for line in lines:
        policies.may_enrol(actor, room, line.held)
        enrol_one(row, line.held, line.told)
    note(target=room, area=room.community.code, rows=len(lines))
    return len(lines)


@command("care.roster_exported", policies.may_keep_room)
def count_export(actor: Actor, room: Room, /, *, rows: int, reason: str) -> None:
    """The roster was taken along, without telephone numbers."""
    note(target=room, area=room.community.code, rows=rows, reason=reason)
