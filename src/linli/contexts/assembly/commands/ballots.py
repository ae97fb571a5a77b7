"""Lay out a vote and lead it from step to step."""

import secrets
from dataclasses import dataclass, field
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly import policies
from linli.contexts.assembly.models import Ballot, Kind, Part, State
from linli.contexts.assembly.queries import results, rolls
from linli.contexts.assembly.queries.ballots import may_begin_at, usual_hours
from linli.contexts.assembly.states import BALLOT
from linli.engines.tally.ballots import Form, Per
from linli.engines.tally.quorum import Choice
from linli.facts.assembly import BallotPublished
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.ballots import boxes, publishing
from linli.kernel.ballots.models import Box
from linli.kernel.commands import command, note
from linli.kernel.commands import publish as tell
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded

SIDES = ((Choice.FOR.value, "赞成"), (Choice.AGAINST.value, "反对"), (Choice.ABSTAIN.value, "弃权"))
"""As printed on Chinese ballots; pages translate by the key."""
MOST_OPTIONS = 30


@dataclass(frozen=True, slots=True)
class Wanted:
    """A vote as somebody wants it."""

    title: str
    kind: str
    per: str
    opens_on: date
    closes_on: date
    words: str = ""
    matter: str = ""
    secret: bool = True
    options: tuple[str, ...] = ()
    most: int = 1
    places: int = 0
    roll_shown: bool = field(default=False)
    opens_time: time | None = None
    closes_time: time | None = None
    """None for the hours that are usual here."""


@command("assembly.ballot_drafted", policies.may_begin)
def draft(actor: Actor, area: Area, /, *, wanted: Wanted) -> Ballot:
    """Begin a vote."""
    row = Ballot(area=area, made_at=clock.now(), account_id=actor.account_id)
    _write(row, wanted)
    row.save(force_insert=True)
    note(target=row, area=area.code)
    return row


@command("assembly.ballot_changed", policies.may_run)
def change(actor: Actor, ballot: Ballot, /, *, wanted: Wanted) -> Ballot:
    """Change what is asked; only while it is a draft."""
    held = db.lock_row(Ballot, pk=ballot.pk)
    if held.state != State.DRAFT:
        raise NotAllowedNow
    _write(held, wanted)
    held.save()
    note(area=held.area.code)
    return held


def _write(row: Ballot, wanted: Wanted) -> None:
    usual = usual_hours()
    row.opens_time, row.closes_time = wanted.opens_time or usual[0], wanted.closes_time or usual[1]
    if (wanted.closes_on, row.closes_time) <= (wanted.opens_on, row.opens_time):
        raise BadInput(_("结束要在开始之后。"), field="closes_on")
    if wanted.opens_on < clock.today():
        raise BadInput(_("开始日期已经过去了。"), field="opens_on")
    if wanted.kind == Kind.OWNERS and not wanted.matter:
        raise BadInput(_("请选业主共同决定的是哪一类事项。"), field="matter")
    if wanted.kind == Kind.MOTION and wanted.per == Per.PART:
        raise BadInput(_("居民会议按人或按户投票。"), field="per")
    row.title, row.words, row.kind = wanted.title.strip(), wanted.words.strip(), wanted.kind
    row.opens_on, row.closes_on, row.roll_shown = wanted.opens_on, wanted.closes_on, wanted.roll_shown
    is_owners = wanted.kind == Kind.OWNERS
    row.per = Per.PART.value if is_owners else wanted.per
    row.matter = wanted.matter if is_owners else ""
    row.secret = wanted.secret and not is_owners
    _write_options(row, wanted)


def _write_options(row: Ballot, wanted: Wanted) -> None:
    if row.kind != Kind.QUESTION:
        row.options, row.most, row.places = [list(one) for one in SIDES], 1, 0
        return
    names = [one.strip() for one in wanted.options if one.strip()]
    if len(names) < 2 or len(set(names)) < len(names) or len(names) > MOST_OPTIONS:
        raise BadInput(_("请写 2 到 %(most)s 个不同的选项，一行一个。"), field="options", most=MOST_OPTIONS)
    if not 1 <= wanted.most <= len(names):
        raise BadInput(_("最多选几项，要在 1 和选项数之间。"), field="most")
    if wanted.places >= len(names):
        raise BadInput(_("名额要比候选人少。"), field="places")
    row.options = [[str(n), name[:80]] for n, name in enumerate(names, start=1)]
    row.most, row.places = wanted.most, wanted.places


@command("assembly.roll_made", policies.may_run)
def make_roll(actor: Actor, ballot: Ballot, /) -> Ballot:
    """Write the roll from the register."""
    held = _step(ballot, "make_roll")
    roll = rolls.roll_of(held)
    form = Form(tuple(key for key, _words in held.options), 1, held.most)
    held.box = boxes.lay(held.area, f"assembly.ballot:{held.pk}", form, per=Per(held.per), secret=held.secret)
    boxes.enrol(held.box, roll.lines)
    db.insert_all(
        Part,
        [Part(ballot=held, key=h.key, floor_area=h.floor_area, owner=h.owner) for h in roll.holdings],
    )
    held.save()
    note(area=held.area.code, lines=len(roll.lines))
    return held


@command("assembly.ballot_redrafted", policies.may_run)
def redraft(actor: Actor, ballot: Ballot, /) -> Ballot:
    """Take a vote back to change what is asked; its roll is made anew afterwards."""
    held = _step(ballot, "redraft")
    box, held.box = held.box, None
    held.save()
    held.parts.all().delete()
    held.changes.all().delete()
    if box is not None:
        box.delete()
    note(area=held.area.code)
    return held


@command("assembly.roll_announced", policies.may_run)
def announce(actor: Actor, ballot: Ballot, /) -> Ballot:
    """Show the roll, so that people can say who is missing."""
    held = _step(ballot, "announce")
    found = rolls.doubts(held)
    if found.empty:
        raise BadInput(_("名册是空的，这里没有登记到有投票权的人。"))
    if found.no_area:
        raise BadInput(_("还有 %(n)s 套房没有面积，请先在名册里补上。"), n=found.no_area)
    held.announced_on = clock.today()
    held.save()
    note(area=held.area.code)
    return held


@command("assembly.ballot_opened", policies.may_run)
def open_ballot(actor: Actor, ballot: Ballot, /) -> Ballot:
    """Begin to take votes: the roll was shown long enough, and the day has come."""
    held = _step(ballot, "open")
    first = may_begin_at(held)
    if first is None or clock.now() < first:
        raise NotAllowedNow(_("名册公示还没到期，或没到开始时间，%(day)s 起才能开始投票。"), day=_when(first))
    if clock.now() >= held.ends:
        raise NotAllowedNow(_("投票日期已经过了，请取消后重新安排。"))
    boxes.open_box(_box(held))
    held.save()
    note(area=held.area.code)
    return held


@command("assembly.ballot_closed", policies.may_run)
def close(actor: Actor, ballot: Ballot, /) -> Ballot:
    """Take no more votes; not before the time laid out, unless everybody has voted.

    What was taken in and has no second person is decided by somebody first: nothing is dropped.
    """
    held = _step(ballot, "close")
    turnout = boxes.turnout(_box(held))
    if clock.now() < held.ends and turnout.voted < turnout.entitled:
        raise NotAllowedNow(_("投票到 %(day)s 才结束，之后再计票。"), day=_when(held.ends))
    boxes.close_box(_box(held))
    held.save()
    note(area=held.area.code, voted=turnout.voted, entitled=turnout.entitled)
    return held


@command("assembly.result_published", policies.may_run)
def publish(actor: Actor, ballot: Ballot, /) -> Ballot:
    """Publish the result with the file by which anybody can count again."""
    held = _step(ballot, "publish")
    box = _box(held)
    tags = None
    if held.kind == Kind.OWNERS:
        voted = publishing.tags_by_seat(box)
        tags = {
            key: voted.get(key) or secrets.token_hex(16) for key in held.parts.values_list("key", flat=True)
        }
    fingerprint = publishing.publish(box, results.vote_of(held, tags), title=held.title)
    held.save()
    note(area=held.area.code, fingerprint=fingerprint[:16])
    tell(BallotPublished(held.pk, held.area.code))
    return held


@command("assembly.ballot_cancelled", policies.may_run)
def cancel(actor: Actor, ballot: Ballot, /, *, reason: str) -> Ballot:
    """Give a vote up; everybody sees why."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    held = _step(ballot, "cancel")
    held.ended_why = reason.strip()
    if held.box is not None:
        boxes.give_up(held.box)
    held.save()
    note(area=held.area.code, reason=held.ended_why)
    return held


def _step(ballot: Ballot, verb: str) -> Ballot:
    """The vote, held and moved; NotAllowedNow when its state does not offer the step."""
    held = db.lock_row(Ballot, pk=ballot.pk)
    held.state = BALLOT.after(verb, held.state)
    return held


def _when(moment: datetime | None) -> str:
    return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""


def _box(ballot: Ballot) -> Box:
    if ballot.box is None:
        raise NotAllowedNow
    return ballot.box
