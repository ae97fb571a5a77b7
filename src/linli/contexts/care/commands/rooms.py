"""The after-school room: opened, children enrolled, each afternoon written down, nobody missed in silence."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from linli.contexts.care import policies
from linli.contexts.care.models import Afternoon, PickUp, Pupil, Room
from linli.contexts.care.queries import rooms as queries
from linli.contexts.care.queries.offers import pack
from linli.contexts.care.states import AFTERNOON
from linli.contexts.registry import api as registry
from linli.kernel import clock, db
from linli.kernel.access.queries import holders
from linli.kernel.access.roles import COMMUNITY_MANAGER
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded
from linli.kernel.notices import post


@dataclass(frozen=True, slots=True)
class Planned:
    """A room for a term."""

    name: str
    opens: int
    closes: int
    weekdays: Sequence[int]
    capacity: int
    from_on: date
    until_on: date
    on_duty_id: int | None = None


@dataclass(frozen=True, slots=True)
class Fetcher:
    """Somebody who may fetch a child."""

    name: str
    relation: str
    phone: str


@dataclass(frozen=True, slots=True)
class Enrolled:
    """A child's days, who agreed, and who may fetch it."""

    weekdays: Sequence[int]
    consent_by: str
    fetchers: Sequence[Fetcher]
    remarks: str = ""


@command("care.room_opened", policies.may_arrange)
def open_room(actor: Actor, place: Area, /, *, told: Planned) -> Room:
    """A room begins."""
    judge_plan(told)
    made = Room.objects.create(
        community=place, name=told.name.strip(), opens=told.opens, closes=told.closes,
        weekdays=sorted(set(told.weekdays)), capacity=told.capacity, from_on=told.from_on,
        until_on=told.until_on, on_duty_id=told.on_duty_id, absent_minutes=pack()["room"]["absent_minutes"],
    )  # fmt: skip
    note(target=made, area=place.code)
    return made


def judge_plan(told: Planned) -> None:
    """Refuse a room that cannot be."""
    if not 0 <= told.opens < told.closes <= 24 * 60:
        raise BadInput(_("关门的时间要在开门之后。"), field="closes")
    if told.until_on < told.from_on or told.until_on < clock.today():
        raise BadInput(_("学期的最后一天要在第一天之后，也要在今天之后。"), field="until_on")


@command("care.pupil_enrolled", policies.may_enrol)
def enrol(actor: Actor, room: Room, held: registry.Held, /, *, told: Enrolled) -> Pupil:
    """Put a child on the roster with a guardian's consent; a full room waits in line and says so."""
    made = enrol_one(db.lock_row(Room, pk=room.pk), held, told)
    note(target=made, area=room.community.code)
    return made


def enrol_one(row: Room, held: registry.Held, told: Enrolled) -> Pupil:
    """Inside a command, with the room held."""
    if not told.consent_by.strip() or not told.fetchers:
        raise BadInput(_("要有监护人同意，并至少写一位可以接孩子的人。"), field="consent_by")
    if not told.weekdays or set(told.weekdays) - set(row.weekdays):
        raise BadInput(_("请选教室开门的日子。"), field="weekdays")
    if Pupil.objects.filter(room=row, person=held.key, left_on=None).exists():
        raise BadInput(_("已经报过名了。"))
    taken = Pupil.objects.filter(room=row, left_on=None, is_waiting=False).count()
    made = Pupil.objects.create(
        room=row, person_id=held.key, weekdays=sorted(set(told.weekdays)), is_waiting=taken >= row.capacity,
        remarks=told.remarks.strip(), consent_by=told.consent_by.strip(), at=clock.now(),
    )  # fmt: skip
    for one in told.fetchers:
        PickUp.objects.create(pupil=made, name=one.name, relation=one.relation, phone=one.phone)
    return made


@command("care.pupil_left", policies.may_keep_room)
def leave(actor: Actor, room: Room, /, *, pupil: Pupil) -> Pupil:
    """A child leaves the roster; whoever waits first moves up."""
    db.lock_row(Room, pk=room.pk)
    row = db.lock_row(Pupil, pk=pupil.pk, room=room)
    if row.left_on:
        raise NotAllowedNow
    row.left_on = clock.today()
    row.save(update_fields=["left_on"])
    give_place_to_next(room, row)
    note(target=row, area=room.community.code)
    return row


def give_place_to_next(room: Room, left: Pupil) -> None:
    """Inside a command, with the room held: a child left, whoever waits first moves up."""
    first = Pupil.objects.filter(room=room, left_on=None, is_waiting=True).order_by("at", "pk").first()
    if first is not None and not left.is_waiting:
        first.is_waiting = False
        first.save(update_fields=["is_waiting"])


@command("care.afternoon_stepped", policies.may_keep_room)
def step(actor: Actor, room: Room, /, *, pupil: Pupil, verb: str, words: str = "") -> Afternoon:
    """A child came, is excused, or somebody said that it is well elsewhere."""
    if verb not in ("arrive", "excuse", "account", "undo"):
        raise NotAllowedNow
    row = _missed(room, pupil) if verb == "account" else _today(room, pupil)
    found = AFTERNOON.step(verb, row.state)
    if found.reason and not words.strip():
        raise ReasonNeeded(field="words")
    row.state, row.words = found.to, words.strip()[:100] or row.words
    row.came_at = clock.now() if verb == "arrive" else None
    row.account_id = actor.account_id
    row.save()
    note(target=row, area=room.community.code, verb=verb)
    return row


@command("care.child_collected", policies.may_keep_room)
def collect(
    actor: Actor, room: Room, /, *, pupil: Pupil, fetcher: PickUp | None = None, word: str = ""
) -> Afternoon:
    """Hand a child to somebody on the list, or to the one who says today's word."""
    row = _today(room, pupil)
    row.state = AFTERNOON.after("collect", row.state)
    if fetcher is not None:
        if fetcher.pupil_id != pupil.pk or fetcher.ended_on:
            raise BadInput(_("这位不在接送名单上，请先给监护人打电话。"))
        row.fetched_by = f"{fetcher.name}（{fetcher.relation}）"
    elif row.once_word and secrets.compare_digest(word.strip().encode(), row.once_word.encode()):
        row.fetched_by, row.once_word = f"{row.once_name}（一次口令）", ""
    else:
        raise BadInput(_("口令不对，孩子先留在教室，请给监护人打电话。"), field="word")
    row.left_at, row.account_id = clock.now(), actor.account_id
    row.save()
    note(target=row, area=room.community.code)
    return row


@command("care.word_given", policies.may_keep_room)
def give_word(actor: Actor, room: Room, /, *, pupil: Pupil, name: str) -> Afternoon:
    """A guardian called: somebody else comes today and says this word, once."""
    if not name.strip():
        raise BadInput(_("请写来接的人的名字。"), field="name")
    row = _today(room, pupil)
    if row.state == "collected":
        raise NotAllowedNow
    row.once_name, row.once_word = name.strip()[:40], secrets.choice(pack()["room"]["words"])
    row.save(update_fields=["once_name", "once_word"])
    note(target=row, area=room.community.code)
    return row


@command("care.guardians_shown", policies.may_keep_room)
def show_guardians(actor: Actor, room: Room, /, *, pupils: Sequence[Pupil], reason: str) -> None:
    """Telephone numbers of guardians were shown or printed."""
    note(target=room, area=room.community.code, reason=reason, rows=len(pupils))


@command("care.children_missed", policies.is_linli)
def ask_after(actor: Actor, room: Room, /) -> int:
    """Children who should be there by now and are not: the person on duty hears of each at once."""
    today = clock.today()
    missing = []
    for pupil in queries.late(room):
        row = _today(room, pupil)
        row.state, row.asked_at = AFTERNOON.after("miss", row.state), clock.now()
        row.save(update_fields=["state", "asked_at"])
        missing.append(row)
    if missing:
        managers = set(holders(COMMUNITY_MANAGER, room.community.code).values_list("account_id", flat=True))
        told = {room.on_duty_id} if room.on_duty_id else managers
        address = reverse("care:room", args=[room.pk])
        post.tell({one for one in told if one}, "care.child_missing", address, room=room.name, n=len(missing))
    note(target=room, area=room.community.code, rows=len(missing), on=today.isoformat())
    return len(missing)


def _missed(room: Room, pupil: Pupil) -> Afternoon:
    """The oldest day on which the child was missed and nobody has said yet where it is; held."""
    row = Afternoon.objects.filter(pupil=pupil, pupil__room=room, state="missing").order_by("on").first()
    if row is None:
        raise NotAllowedNow
    return db.lock_row(Afternoon, pk=row.pk)


def _today(room: Room, pupil: Pupil) -> Afternoon:
    """The row of today, held."""
    if pupil.room_id != room.pk or pupil.is_waiting:
        raise NotAllowedNow
    made, _new = Afternoon.objects.get_or_create(pupil=pupil, on=clock.today())
    return db.lock_row(Afternoon, pk=made.pk)
