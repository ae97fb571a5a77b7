"""A visit that was written down without a network, carried out by the same command as any other."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from linli.contexts.registry import api as registry
from linli.contexts.registry.api import Door
from linli.contexts.visits import forms
from linli.contexts.visits.commands.photos import MOST, keep_photo
from linli.contexts.visits.commands.visits import Visited, record
from linli.contexts.visits.queries.checklists import remark
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import BadInput, OutsideYourArea
from linli.kernel.sync import chunks
from linli.kernel.sync.kinds import Act, Done

KIND = "visits.record"


def replay(actor: Actor, act: Act) -> Done:
    """Record the visit; ``StillComing`` while a photo is on its way, refusals are for a person to read."""
    door = registry.door(actor, _door(act.body))
    brought = _photos(actor, act.body)
    entries = entries_of(act.body, act.made_at)
    photos = tuple(keep_photo(actor, data, door.area.code) for _digest, data in brought)
    told = _read(actor, door, act, forms.Sent(entries, photos, "phone"))
    visit = record(actor, door.area, door=door, told=told)
    for digest, _data in brought:
        chunks.drop(actor, digest)
    remarks = " ".join(filter(None, (remark(kept) for kept in told.answers)))
    return Done(reverse("visits:visit", args=[visit.pk]), visit.conflicts.count(), remarks)


def _read(actor: Actor, door: Door, act: Act, sent: forms.Sent) -> Visited:
    """What was entered, judged by the day of the act; every entry at fault is named at once."""
    try:
        with clock.standing_at(act.made_at):
            return forms.read_all(actor, door, sent)
    except forms.Faulty as faulty:
        raise BadInput(" ".join(dict.fromkeys(faulty.faults.values()))) from faulty


def _door(body: Mapping[str, Any]) -> UUID:
    try:
        return UUID(str(body.get("door")))
    except ValueError as trouble:
        raise BadInput from trouble


def entries_of(body: Mapping[str, Any], made_at: datetime) -> QueryDict:
    """The form entries; when nobody typed a day or a time, the moment of the act by a right clock."""
    entries = QueryDict(mutable=True)
    told = body.get("entries")
    for pair in told if isinstance(told, list) else ():
        if isinstance(pair, list) and len(pair) == 2:  # noqa: PLR2004 - name and value
            entries.appendlist(str(pair[0]), str(pair[1]))
    at = timezone.localtime(made_at)
    if not entries.get("date"):
        entries["date"] = f"{at:%Y-%m-%d}"
        if not entries.get("time"):
            entries["time"] = f"{at:%H:%M}"
    return entries


def page_of(actor: Actor, body: Mapping[str, Any]) -> str:
    """The visit page of the door, as long as it lies in one's area."""
    try:
        return reverse("visits:door", args=[registry.door(actor, _door(body)).key])
    except (BadInput, OutsideYourArea):
        return ""


def _photos(actor: Actor, body: Mapping[str, Any]) -> list[tuple[str, bytes]]:
    named = body.get("photos")
    photos = named if isinstance(named, list) else []
    if len(photos) > MOST:
        raise BadInput
    return [_photo(actor, one) for one in photos]


def _photo(actor: Actor, one: Any) -> tuple[str, bytes]:
    if not isinstance(one, dict) or not isinstance(one.get("size"), int):
        raise BadInput
    digest = str(one.get("digest", ""))
    return digest, chunks.whole(actor, digest, one["size"])
