"""A visit that was set aside: opened on the visit page as it was entered, put right, saved and settled."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _

from linli.contexts.visits.commands.photos import MOST, keep_photo
from linli.contexts.visits.imports.replay import entries_of
from linli.kernel.actor import Actor
from linli.kernel.errors import OutsideYourArea, Refusal
from linli.kernel.sync import acts, chunks
from linli.kernel.sync.models import SetAside


def aside_named(actor: Actor, named: str, dwelling_id: UUID) -> SetAside | None:
    """What was set aside at this door and still waits; nothing when the page was opened without it."""
    if not named:
        return None
    try:
        found = acts.waiting(actor, UUID(named))
    except ValueError as trouble:
        raise OutsideYourArea from trouble
    if str(acts.body_of(found).get("door")) != str(dwelling_id):
        raise OutsideYourArea
    return found


def entries(aside: SetAside) -> QueryDict:
    """What was entered, with the day on which it was."""
    body = acts.body_of(aside)
    return entries_of(body, datetime.fromisoformat(body["made_at"]))


def photos(aside: SetAside) -> list[bytes]:
    """The photos that came with it; one that never arrived holds up nothing."""
    named = acts.body_of(aside).get("photos")
    found = [_photo(aside, one) for one in (named if isinstance(named, list) else [])[:MOST]]
    return [data for data in found if data]


def _photo(aside: SetAside, one: Mapping[str, Any]) -> bytes:
    try:
        return chunks.whole_of(aside.account_id, str(one["digest"]), int(one["size"]))
    except (Refusal, KeyError, TypeError, ValueError):
        return b""


def keep_photos(actor: Actor, aside: SetAside, area_code: str) -> tuple[tuple[UUID, str], ...]:
    """The same, stored for the visit."""
    return tuple(keep_photo(actor, data, area_code) for data in photos(aside))


def settle(actor: Actor, aside: SetAside) -> None:
    """It has been written down."""
    acts.settle(actor, aside, how=_("已核对补记"))
