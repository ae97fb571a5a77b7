"""Lay out an open space, invite to it, lead it from step to step."""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.commands.space_promises import promise_all
from linli.contexts.assembly.models.spaces import OpenSpace, SpacePlace, SpaceRound, SpaceState
from linli.contexts.assembly.policies import spaces as policies
from linli.contexts.assembly.queries.spaces import ALPHABET, usual
from linli.contexts.assembly.states.spaces import SPACE
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded

CODE = 6


@dataclass(frozen=True, slots=True)
class Wanted:
    """An open space as somebody wants it."""

    title: str
    on: date
    begins_at: time
    venue: str
    places: Sequence[tuple[str, int]]
    """Names and seats."""
    first_at: time
    """When the first groups begin."""
    rounds: int
    minutes: int
    pause: int = 0
    words: str = ""
    dots: int = 3


@command("assembly.space_drafted", policies.may_begin_space)
def draft(actor: Actor, area: Area, /, *, wanted: Wanted) -> OpenSpace:
    """Begin an open space."""
    row = OpenSpace(area=area, made_at=clock.now(), account_id=actor.account_id, code=_code())
    _write(row, wanted)
    if wanted.on < clock.today() and not actor.system:
        raise BadInput(_("这一天已经过去了。"), field="on")
    row.save(force_insert=True)
    _write_room(row, wanted)
    note(area=area.code)
    return row


@command("assembly.space_changed", policies.may_lead_space)
def change(actor: Actor, space: OpenSpace, /, *, wanted: Wanted) -> OpenSpace:
    """Change what was laid out; cards stay where they are as far as place and round still exist."""
    row = db.lock_row(OpenSpace, pk=space.pk)
    if row.state not in (SpaceState.DRAFT, SpaceState.CALLING, SpaceState.MARKET):
        raise NotAllowedNow(_("讨论开始以后，时间和地点不能再改。"))
    _write(row, wanted)
    row.save()
    _write_room(row, wanted)
    note(area=row.area.code)
    return row


def _code() -> str:
    return "".join(secrets.choice(ALPHABET) for _letter in range(CODE))


def _write(row: OpenSpace, wanted: Wanted) -> None:
    limits = usual()
    if len(wanted.title.strip()) < 4:
        raise BadInput(_("请写明主题，至少四个字。"), field="title")
    if not 1 <= wanted.dots <= limits["most_dots"]:
        raise BadInput(_("每人点数要在 1 到 %(most)s 之间。"), field="dots", most=limits["most_dots"])
    if wanted.first_at < wanted.begins_at:
        raise BadInput(_("第一场不能早于会议开始。"), field="first_at")
    if not 1 <= wanted.rounds <= limits["most_rounds"]:
        raise BadInput(_("场次要在 1 到 %(most)s 之间。"), field="rounds", most=limits["most_rounds"])
    least, most = limits["least_minutes"], limits["most_minutes"]
    if not least <= wanted.minutes <= most:
        raise BadInput(
            _("每场要在 %(least)s 到 %(most)s 分钟之间。"), field="minutes", least=least, most=most
        )
    names = [name.strip() for name, _seats in wanted.places]
    if not 1 <= len(names) <= limits["most_places"] or len(set(names)) < len(names) or not all(names):
        raise BadInput(
            _("请写 1 到 %(most)s 个不同的地点，一行一个。"), field="places", most=limits["most_places"]
        )
    if any(not 1 <= seats <= limits["most_guests"] for _name, seats in wanted.places):
        raise BadInput(_("每个地点坐几个人，要写一个大于零的数。"), field="places")
    row.title, row.words, row.venue = wanted.title.strip(), wanted.words.strip(), wanted.venue.strip()
    row.on, row.begins_at, row.dots = wanted.on, wanted.begins_at, wanted.dots


def _write_room(row: OpenSpace, wanted: Wanted) -> None:
    for number, (name, seats) in enumerate(wanted.places, start=1):
        SpacePlace.objects.update_or_create(
            space=row, number=number, defaults={"name": name.strip()[:30], "seats": seats}
        )
    row.places.filter(number__gt=len(wanted.places)).delete()
    for number, begins_at in enumerate(_times(wanted), start=1):
        SpaceRound.objects.update_or_create(
            space=row, number=number, defaults={"begins_at": begins_at, "minutes": wanted.minutes}
        )
    row.rounds.filter(number__gt=wanted.rounds).delete()
    row.cards.filter(place=None).update(round=None)
    row.cards.filter(round=None).update(place=None)


def _times(wanted: Wanted) -> list[time]:
    start = datetime.combine(wanted.on, wanted.first_at)
    step = timedelta(minutes=wanted.minutes + wanted.pause)
    found = [start + n * step for n in range(wanted.rounds)]
    if (found[-1] + timedelta(minutes=wanted.minutes)).date() != wanted.on:
        raise BadInput(_("排到半夜以后了，请少排几场或早点开始。"), field="rounds")
    return [one.time() for one in found]


@command("assembly.space_led_on", policies.may_lead_space)
def lead_on(actor: Actor, space: OpenSpace, /, *, verb: str) -> OpenSpace:
    """Lead an open space to its next step, or one back."""
    row = db.lock_row(OpenSpace, pk=space.pk)
    state = SPACE.step(verb, row.state)
    if state.reason:
        raise ReasonNeeded(field="reason")
    if verb in READY:
        READY[verb](row)
    row.state = state.to
    if verb == "talk":
        row.round_now = 1
    row.save(update_fields=["state", "round_now"])
    if verb == "close":
        promise_all(actor, row)
    note(area=row.area.code, step=verb)
    return row


def _has_cards(row: OpenSpace) -> None:
    if not row.cards.filter(withdrawn_why="").exists():
        raise NotAllowedNow(_("还没有题卡，先请大家写一张。"))


def _has_market(row: OpenSpace) -> None:
    if not row.cards.filter(withdrawn_why="").exclude(place=None).exists():
        raise NotAllowedNow(_("还没有一张题卡排上时间和地点。"))


READY: dict[str, Callable[[OpenSpace], None]] = {"hold_market": _has_cards, "talk": _has_market}
"""What must be there before a step."""


@command("assembly.space_round_called", policies.may_lead_space)
def call_round(actor: Actor, space: OpenSpace, /, *, number: int) -> OpenSpace:
    """Say which round talks now; the screen shows it."""
    row = db.lock_row(OpenSpace, pk=space.pk)
    if row.state != SpaceState.TALKING or not row.rounds.filter(number=number).exists():
        raise NotAllowedNow
    row.round_now = number
    row.save(update_fields=["round_now"])
    note(area=row.area.code, round=number)
    return row


@command("assembly.space_cancelled", policies.may_lead_space)
def cancel(actor: Actor, space: OpenSpace, /, *, reason: str) -> OpenSpace:
    """Give an open space up; everybody sees why."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    row = db.lock_row(OpenSpace, pk=space.pk)
    row.state = SPACE.after("cancel", row.state)
    row.ended_why = reason.strip()
    row.save(update_fields=["state", "ended_why"])
    note(area=row.area.code, reason=row.ended_why)
    return row
