"""Many requests at once: each by its own command and in its own transaction, each with its own answer."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from linli.contexts.service_requests.commands import sorting
from linli.contexts.service_requests.models import Request
from linli.contexts.service_requests.policies import visible_to
from linli.kernel.actor import Actor
from linli.kernel.errors import BadInput, Refusal
from linli.kernel.organisations.models import Organisation

CHUNK = 100
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
    unit = Organisation.objects.get(pk=said["unit"])
    return sorting.dispatch(actor, row, unit=unit, words_to_unit=said.get("words_to_unit", ""))


def merge(actor: Actor, row: Request, said: dict[str, Any]) -> object:
    """All of them into one; the one itself stays."""
    lead = Request.objects.filter(visible_to(actor)).select_related("area").get(number=said["lead"])
    if lead.pk == row.pk:
        return row
    return sorting.merge(actor, row, lead, words_to_reporters=said.get("words_to_reporters", ""))


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
    outcome, total = Outcome(), len(ids)
    for n, row in enumerate(_rows(actor, ids), 1):
        try:
            DEEDS[act](actor, row, said)
        except Refusal as refusal:
            outcome.lines.append((str(row.pk), row.number, str(refusal)))
        else:
            outcome.done += 1
            outcome.lines.append((str(row.pk), row.number, ""))
        if n % CHUNK == 0 or n == total:
            tell(n, total)
    return outcome


def _rows(actor: Actor, ids: Sequence[str]) -> Iterator[Request]:
    for start in range(0, len(ids), CHUNK):
        keys = [UUID(key) for key in ids[start : start + CHUNK]]
        found = Request.objects.filter(visible_to(actor)).select_related("area").in_bulk(keys)
        yield from (found[key] for key in keys if key in found)
