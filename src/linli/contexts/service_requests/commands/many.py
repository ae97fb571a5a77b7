"""Many requests at once: each by its own command with its own trace and answer, a few in each transaction."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from linli.contexts.service_requests.commands import sorting
from linli.contexts.service_requests.models import Request
from linli.contexts.service_requests.policies import visible_to
from linli.kernel import db
from linli.kernel.actor import Actor
from linli.kernel.errors import BadInput, Refusal
from linli.kernel.organisations.models import Organisation

CHUNK = 25
"""In one transaction: ending each alone would be dear, and others have to wait for a longer one."""
MOST = 5000
"""At once; a flood of two thousand fits in."""
Tell = Callable[[int, int], None]


@dataclass(slots=True)
class Outcome:
    """What became of them: how many were done, and the sentence for each that was not."""

    done: int = 0
    lines: list[tuple[str, str, str]] = field(default_factory=list)
    """Key, number, sentence; an empty sentence means done."""


def classify(actor: Actor, row: Request, said: dict[str, Any]) -> object:
    """What all of them are about; what is left open stays as it was."""
    return sorting.classify(
        actor, row, category=said["category"], kind=said.get("kind") or row.kind,
        urgency=said.get("urgency") or row.urgency,
    )  # fmt: skip


def dispatch(actor: Actor, row: Request, said: dict[str, Any]) -> object:
    """All of them to one unit."""
    return sorting.dispatch(actor, row, unit=said["unit"], words_to_unit=said.get("words_to_unit", ""))


def merge(actor: Actor, row: Request, said: dict[str, Any]) -> object:
    """All of them into one; the one itself stays."""
    if said["lead"].pk == row.pk:
        return row
    return sorting.merge(actor, row, said["lead"], words_to_reporters=said.get("words_to_reporters", ""))


def divert(actor: Actor, row: Request, said: dict[str, Any]) -> object:
    """All of them elsewhere, with the same words."""
    return sorting.divert(actor, row, to=said["to"], reason=said["reason"])


DEEDS: dict[str, Callable[[Actor, Request, dict[str, Any]], object]] = {
    "classify": classify, "dispatch": dispatch, "merge": merge, "divert": divert,
}  # fmt: skip


def carry_out(actor: Actor, act: str, ids: Sequence[str], said: dict[str, Any], tell: Tell) -> Outcome:
    """Do one thing with many requests; what one sees of them is read in chunks."""
    if act not in DEEDS or len(ids) > MOST:
        raise BadInput
    outcome, total, keys = Outcome(), len(ids), [UUID(key) for key in ids]
    told = said | _looked_up(actor, act, said)
    for start in range(0, total, CHUNK):
        with db.write():
            _some(actor, act, keys[start : start + CHUNK], told, outcome)
        tell(min(start + CHUNK, total), total)
    return outcome


def _looked_up(actor: Actor, act: str, said: dict[str, Any]) -> dict[str, Any]:
    """What is the same for all of them, read once."""
    if act == "dispatch":
        return {"unit": Organisation.objects.get(pk=said["unit"])}
    if act == "merge":
        seen = Request.objects.filter(visible_to(actor)).select_related("area")
        return {"lead": seen.get(number=said["lead"])}
    return {}


def _some(actor: Actor, act: str, keys: list[UUID], said: dict[str, Any], outcome: Outcome) -> None:
    """A few of them, all held before the first is changed: whoever has one of them goes first."""
    lead = [said["lead"].pk] if act == "merge" else []
    db.hold_rows(Request, [*keys, *lead])
    found = Request.objects.filter(visible_to(actor)).select_related("area").in_bulk(keys)
    for row in (found[key] for key in keys if key in found):
        try:
            DEEDS[act](actor, row, said)
        except Refusal as refusal:
            outcome.lines.append((str(row.pk), row.number, str(refusal)))
        else:
            outcome.done += 1
            outcome.lines.append((str(row.pk), row.number, ""))
