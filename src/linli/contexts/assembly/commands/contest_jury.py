"""A jury: who belongs to it, and the marks that each gives by hand or on paper."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Max
from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.models.contests import (
    Contest,
    ContestEntry,
    ContestState,
    EntryState,
    Juror,
    Mark,
)
from linli.contexts.assembly.policies import contests as policies
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, OutsideYourArea

OPEN_TO_JURORS = (ContestState.DRAFT, ContestState.NOMINATING, ContestState.JUDGING)
TAKES_MARKS = (ContestState.JUDGING, ContestState.VOTING)


@command("assembly.contest_juror_called", policies.may_lead_contest)
def call_juror(actor: Actor, contest: Contest, /, *, name: str) -> Juror:
    """Call somebody to the jury; names are published with the result."""
    held = db.lock_row(Contest, pk=contest.pk)
    words = name.strip()[:40]
    if held.state not in OPEN_TO_JURORS:
        raise NotAllowedNow(_("投票开始以后，评委不能再变。"))
    if not words:
        raise BadInput(_("请写评委怎么称呼。"), field="name")
    if held.jurors.filter(name=words).exists():
        raise BadInput(_("已经请了这位评委。"), field="name")
    number = (held.jurors.aggregate(last=Max("number"))["last"] or 0) + 1
    row = Juror.objects.create(contest=held, number=number, name=words)
    note(target=held, area=held.area.code, number=number)
    return row


@command("assembly.contest_juror_left", policies.may_mark_off)
def leave(actor: Actor, juror: Juror, /) -> None:
    """A juror who has given no marks leaves."""
    held = db.lock_row(Contest, pk=juror.contest_id)
    if held.state not in OPEN_TO_JURORS or juror.marks.exists():
        raise NotAllowedNow(_("已经打过分的评委不能撤下。"))
    note(target=held, area=held.area.code, number=juror.number)
    Juror.objects.filter(pk=juror.pk).delete()


@dataclass(frozen=True, slots=True)
class Given:
    """What a juror gives to one place."""

    points: Mapping[str, int] = field(default_factory=dict)
    is_aside: bool = False
    """Stands aside, because it is one's own stairway."""


@command("assembly.contest_marked", policies.may_mark)
def give(actor: Actor, juror: Juror, /, *, entry: ContestEntry, given: Given) -> Mark:
    """Give marks; given again before the count, the last ones hold."""
    held = db.lock_row(Contest, pk=juror.contest_id)
    if entry.contest_id != held.pk or entry.state != EntryState.ACCEPTED:
        raise OutsideYourArea
    if held.state not in TAKES_MARKS:
        raise NotAllowedNow(_("现在不在打分的时间里。"))
    points: dict[str, int] = {}
    if not given.is_aside:
        for key, words, most in held.criteria:
            value = given.points.get(key)
            if value is None or not 0 <= value <= most:
                raise BadInput(_("“%(words)s”要打 0 到 %(most)s 分。"), field=key, words=words, most=most)
            points[key] = value
    row, _is_new = Mark.objects.update_or_create(
        juror=juror, entry=entry,
        defaults={
            "points": points, "is_aside": given.is_aside, "at": clock.now(), "account_id": actor.account_id,
        },
    )  # fmt: skip
    note(target=entry, area=held.area.code, juror=juror.number)
    return row
