"""One request with everything around it: who reported, what can be done now, what belongs to it."""

from collections.abc import Sized
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Manager

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.models import Part, PartState, Photo, Reporter, Request, Stage, State
from linli.contexts.service_requests.queries import words
from linli.contexts.service_requests.states import HANDLE, LIFE
from linli.engines.identity import mask_phone
from linli.kernel.actor import Actor
from linli.kernel.errors import OutsideYourArea
from linli.kernel.workflow import Step

MOST = 20
"""Reporters and merged requests that a page shows; the rest is counted."""
FIRST = (
    "dispatch", "classify", "sign", "contact", "report", "accept", "close", "redirect", "arbitrate", "order",
    "grant_extension", "grant_suspension", "resume",
)  # fmt: skip
"""What usually comes next, so that it stands in front."""
BESIDE_PARTS = ("finish_part", "take_back_part")
QUIET = (
    "merge",
    "unmerge",
    "withdraw",
    "reconsider",
    "reopen",
    "supervise",
    "divert",
    "object",
    "object_again",
)
"""Steps off the usual way: on offer, but not in front."""


@dataclass(frozen=True, slots=True)
class Person:
    """A reporter as the page shows him."""

    key: UUID
    name: str
    phone: str
    """Masked."""
    joined_at: datetime
    me_too: bool
    row: Reporter
    remark: str


@dataclass(frozen=True, slots=True)
class OnOffer:
    """A step that is one's own to take now."""

    verb: str
    label: str
    is_main: bool


def steps(actor: Actor, row: Request) -> list[OnOffer]:
    """The buttons: steps open from this state that are the actor's, the usual way first."""
    handles = actor.may(HANDLE, row.area.code) and policies.acts_for(actor, row, row.unit_id)
    found = []
    for step in LIFE.open_from(row.state):
        mine = handles if step.needs == HANDLE else actor.may(step.needs, row.area.code)
        if mine and _fits(actor, row, step):
            found.append(OnOffer(step.verb, str(step.label), step.verb not in QUIET))
    return sorted(found, key=_order)


def _order(one: OnOffer) -> tuple[bool, int]:
    return not one.is_main, FIRST.index(one.verb) if one.verb in FIRST else len(FIRST)


def _fits(actor: Actor, row: Request, step: Step) -> bool:
    """True when the row offers a step that its state offers in general."""
    verb = step.verb
    if verb in BESIDE_PARTS:
        return False
    if verb in ("object", "object_again"):
        return not row.is_bound and (verb == "object_again") == _was_objected(row)
    if verb in ("reopen", "supervise"):
        return row.unit_id is not None and (verb == "supervise") == bool(row.reopened)
    if verb.startswith(("grant_", "refuse_")):
        return actor.account_id is None or row.asked.get("by") != actor.account_id
    return not (
        (verb == "reconsider" and row.state == State.CLOSED and row.unit_id is not None)
        or (verb == "ask_extension" and row.extended_days)
    )


def _was_objected(row: Request) -> bool:
    return row.hops.filter(verb__in=("object", "object_again")).exists()


def people(actor: Actor, row: Request) -> list[Person]:
    """Those who reported, at most twenty; nobody for those who may not know."""
    if not policies.knows_reporters(actor, row):
        return []
    found = row.reporters.order_by("joined_at", "pk")[:MOST]
    return [as_person(one) for one in found]


def as_person(one: Reporter) -> Person:
    """A reporter with the number masked."""
    phone = mask_phone(one.phone.reveal()) if one.phone else ""
    return Person(one.pk, one.name.reveal(), phone, one.joined_at, one.me_too, one, one.remark.reveal())


def reporter(actor: Actor, reporter_id: UUID) -> Reporter:
    """One reporter of a request one sees."""
    found = Reporter.objects.select_related("request__area", "request__unit").filter(pk=reporter_id).first()
    if found is None or not policies.sees(actor, found.request):
        raise OutsideYourArea
    return found


def part(actor: Actor, part_id: UUID) -> Part:
    """One part of a request one sees."""
    found = Part.objects.select_related("request__area", "request__unit", "unit").filter(pk=part_id).first()
    if found is None or not policies.sees(actor, found.request):
        raise OutsideYourArea
    return found


@dataclass(frozen=True, slots=True)
class PartLine:
    """A part, and what one may do with it."""

    part: Part
    may_finish: bool
    may_take_back: bool


def parts(actor: Actor, row: Request) -> list[PartLine]:
    """What other units were asked for."""
    found = list(row.parts.select_related("unit").order_by("at", "pk"))
    runs = row.state == State.IN_PROGRESS and actor.may(HANDLE, row.area.code)
    leads = bool(found) and runs and policies.acts_for(actor, row, row.unit_id)
    return [
        PartLine(
            one,
            runs and one.state == PartState.OPEN and policies.acts_for(actor, row, one.unit_id),
            leads and one.state == PartState.OPEN,
        )
        for one in found
    ]


def photos(row: Request) -> list[tuple[str, list[Photo]]]:
    """Pictures by when they were taken."""
    found: dict[str, list[Photo]] = {}
    for photo in row.photos.order_by("at", "pk"):
        found.setdefault(photo.stage, []).append(photo)
    return [(str(Stage(stage).label), found[stage]) for stage in Stage.values if stage in found]


def merged(row: Request) -> list[Request]:
    """Requests that were merged into it."""
    return list(row.merged.order_by("at")[:MOST])


def number(shown: Sized, rows: Manager[Any]) -> int:
    """How many there are: counted only where the page does not show them all."""
    return len(shown) if len(shown) < MOST else rows.count()


def asked(row: Request) -> dict[str, object]:
    """What waits for approval, in words."""
    if not row.asked:
        return {}
    why = row.asked.get("why")
    return {**row.asked, "why_label": words.reason_label("suspend", str(why)) if why else ""}
