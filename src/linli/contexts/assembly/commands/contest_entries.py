"""Places put forward by those who live there or by neighbours, and looked at before the jury comes."""

from dataclasses import dataclass

from django.db import IntegrityError
from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.models.contests import Contest, ContestEntry, ContestState, EntryState
from linli.contexts.assembly.policies import contests as policies
from linli.contexts.assembly.queries.contests import place_words, usual
from linli.contexts.assembly.states.contests import ENTRY
from linli.kernel import clock, db
from linli.kernel.actor import Actor, Resident
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, ReasonNeeded
from linli.kernel.files import pictures

PURPOSE = "assembly.contest"


@dataclass(frozen=True, slots=True)
class Forward:
    """A place as somebody puts it forward."""

    area: Area
    why: str
    photo: bytes | None = None


@command("assembly.contest_place_proposed", policies.may_put_forward)
def propose(actor: Actor, contest: Contest, /, *, forward: Forward) -> ContestEntry:
    """Put a place forward by phone: one's own stairway, or a neighbour's."""
    if not isinstance(actor, Resident):
        raise NotAllowed
    most = usual()["each"]
    if contest.entries.filter(visitor=actor.visitor).count() >= most:
        raise NotAllowedNow(_("一个人在一次评选里最多推荐 %(n)s 处。"), n=most)
    is_own = any(home.area_code.startswith(forward.area.code) for home in actor.homes)
    return _add(actor, contest, forward, ContestEntry(visitor=actor.visitor, is_own=is_own))


@command("assembly.contest_place_written_down", policies.may_help_contest)
def write_down(actor: Actor, contest: Contest, /, *, forward: Forward, is_own: bool = False) -> ContestEntry:
    """Write down what somebody said at the counter or on paper."""
    return _add(actor, contest, forward, ContestEntry(is_own=is_own))


def _add(actor: Actor, contest: Contest, forward: Forward, row: ContestEntry) -> ContestEntry:
    held = db.lock_row(Contest, pk=contest.pk)
    if held.state != ContestState.NOMINATING or held.until < clock.today():
        raise NotAllowedNow(_("现在不在自荐和推荐的时间里。"))
    area = forward.area
    if area.kind != held.unit or not area.code.startswith(held.area.code):
        raise BadInput(_("请选这个社区里的地方。"), field="area")
    if len(forward.why.strip()) < 4:
        raise BadInput(_("请写两句好在哪里。"), field="why")
    row.contest, row.area, row.place = held, area, place_words(area)
    row.why, row.at, row.account_id = forward.why.strip()[:300], clock.now(), actor.account_id
    row.number = (held.entries.aggregate(last=Max("number"))["last"] or 0) + 1
    if forward.photo is not None:
        row.photo, _digest = pictures.keep_picture(actor, forward.photo, PURPOSE, held.area.code)
    try:
        with db.write():
            row.save(force_insert=True)
    except IntegrityError:
        raise BadInput(_("这一处已经有人推荐了，谢谢您也惦记着它。"), field="area") from None
    note(target=row, area=held.area.code, number=row.number)
    return row


@command("assembly.contest_place_accepted", policies.may_look_at)
def accept(actor: Actor, entry: ContestEntry, /) -> ContestEntry:
    """It takes part."""
    row = _moved(entry, "accept")
    row.reason = ""
    row.save(update_fields=["state", "reason"])
    return row


@command("assembly.contest_place_declined", policies.may_look_at)
def decline(actor: Actor, entry: ContestEntry, /, *, reason: str) -> ContestEntry:
    """It does not take part; whoever put it forward reads why."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    row = _moved(entry, "decline")
    row.reason = reason.strip()[:200]
    row.save(update_fields=["state", "reason"])
    note(reason=row.reason)
    return row


def _moved(entry: ContestEntry, verb: str) -> ContestEntry:
    held = db.lock_row(Contest, pk=entry.contest_id)
    if held.state != ContestState.NOMINATING:
        raise NotAllowedNow(_("评委已经在看了，参加的不能再变。"))
    row = db.lock_row(ContestEntry, pk=entry.pk)
    row.state = EntryState(ENTRY.after(verb, row.state))
    note(target=row, area=held.area.code, number=row.number)
    return row
