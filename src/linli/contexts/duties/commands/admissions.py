"""The life of an application: applied for, handed in, heard, decided, begun, ended or withdrawn."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.contexts.duties import policies
from linli.contexts.duties.commands.burden import weigh
from linli.contexts.duties.commands.steps import next_number, walk
from linli.contexts.duties.commands.telling import tell_wish
from linli.contexts.duties.models import Admission, Opinion
from linli.contexts.duties.models.admissions import Often, Stance, Wanted
from linli.contexts.duties.queries import admissions as queries
from linli.contexts.duties.queries.rules import limit
from linli.contexts.duties.states import ADMISSION, OPEN
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded

TOLD = (
    "wanted", "title", "asks", "basis", "duty", "often", "starts_on", "ends_on", "people", "funds",
    "funds_source", "training", "exception",
)  # fmt: skip
HEARD_IN = OPEN | {"approved", "in_effect"}


@dataclass(frozen=True, slots=True)
class Blank:
    """The department's blank form, as it arrived, and whom it is about when its own words do not say."""

    data: bytes = b""
    name: str = ""
    people: str = ""


NO_BLANK = Blank()


@command("duties.admission_drafted", policies.may_apply)
def draft(actor: Actor, area: Area, /, *, told: Mapping[str, Any], blank: Blank = NO_BLANK) -> Admission:
    """Begin an application; nobody else sees it until it is handed in."""
    row = Admission(
        area=area, organisation_id=actor.organisation_id, number=next_number("准入"),
        account_id=actor.account_id, at=clock.now(),
    )  # fmt: skip
    _take(row, told)
    weigh(actor, row, blank.data, blank.name, blank.people)
    row.save(force_insert=True)
    note(target=row, area=area.code, number=row.number)
    return row


@command("duties.admission_changed", policies.may_edit)
def revise(actor: Actor, row: Admission, /, *, told: Mapping[str, Any], blank: Blank = NO_BLANK) -> Admission:
    """Change an application that is still a draft."""
    if row.state != "draft":
        raise NotAllowedNow
    _take(row, told)
    weigh(actor, row, blank.data, blank.name, blank.people)
    row.save()
    note(area=row.area.code, number=row.number)
    return row


def _take(row: Admission, told: Mapping[str, Any]) -> None:
    for key in TOLD:
        if key in told:
            value = told[key]
            setattr(row, key, value.strip() if isinstance(value, str) else value)
    _judge_words(row)
    _judge_days(row)
    _judge_funds(row)


def _judge_words(row: Admission) -> None:
    if row.wanted not in Wanted.values or row.often not in Often.values:
        raise BadInput
    for key in ("title", "asks", "basis", "people", "training"):
        if not getattr(row, key):
            raise BadInput(_("这一项要填。"), field=key)


def _judge_days(row: Admission) -> None:
    if row.starts_on < clock.today():
        raise BadInput(_("开始日期已经过去了。"), field="starts_on")
    if row.ends_on < row.starts_on:
        raise BadInput(_("结束日期早于开始日期。"), field="ends_on")


def _judge_funds(row: Admission) -> None:
    if row.funds < Decimal(0):
        raise BadInput(_("经费不能是负数。"), field="funds")
    if row.funds and not row.funds_source:
        raise BadInput(_("请写明经费从哪里来。"), field="funds_source")


@command("duties.admission_submitted", policies.may_edit)
def submit(actor: Actor, row: Admission, /) -> Admission:
    """Hand it in: the deadline for the decision begins; asked too late, it must say why."""
    ADMISSION.step("submit", row.state)
    now = clock.now()
    row.lead_days = queries.lead_days(clock.today(), row.starts_on)
    _judge_days(row)
    if row.lead_days < limit("ahead") and not row.exception.strip():
        raise ReasonNeeded(
            _("离开始只有 %(days)s 个工作日，少于 %(ahead)s 个。请写明为什么来不及，再提交。"),
            field="exception", days=row.lead_days, ahead=limit("ahead"),
        )  # fmt: skip
    if row.wanted == Wanted.FORM and row.file_id is None:
        raise BadInput(_("申请准入的是报表，请附上空白表，填报负担才算得出来。"), field="blank")
    row.submitted_at, row.decide_by = now, queries.decision_due(now)
    row.reminded_on = None
    row.decided_at, row.decision = None, ""
    return walk(actor, row, "submit", row.exception)


@command("duties.admission_retracted", policies.may_edit)
def retract(actor: Actor, row: Admission, /, *, reason: str) -> Admission:
    """The department no longer asks for it."""
    return walk(actor, row, "retract", reason)


@command("duties.admission_taken_up", policies.may_decide)
def take_up(actor: Actor, row: Admission, /) -> Admission:
    """The subdistrict begins to examine it; communities are asked."""
    return walk(actor, row, "take_up", "")


@command("duties.admission_sent_back", policies.may_decide)
def send_back(actor: Actor, row: Admission, /, *, reason: str) -> Admission:
    """Something is missing: the department completes it and hands it in again."""
    row.decide_by = None
    return walk(actor, row, "send_back", reason)


@command("duties.opinion_given", policies.may_speak)
def speak(actor: Actor, row: Admission, community: Area, /, *, stance: str, words: str) -> Opinion:
    """What a community says; said again, the newer word counts.

    To something already let in, an opposing word is a request to withdraw it.
    """
    if row.state not in HEARD_IN:
        raise NotAllowedNow
    if stance not in Stance.values:
        raise BadInput(field="stance")
    if stance != Stance.SUPPORTS and not words.strip():
        raise ReasonNeeded(field="words")
    said, _new = Opinion.objects.update_or_create(
        admission=row, community=community,
        defaults={
            "stance": stance, "words": words.strip()[:600], "account_id": actor.account_id, "at": clock.now(),
            "wants_withdrawal": stance == Stance.OPPOSES and row.state not in OPEN,
        },
    )  # fmt: skip
    if said.wants_withdrawal:
        tell_wish(actor, row, community.name)
    note(target=row, area=community.code, reason=words.strip()[:200], number=row.number)
    return said


@command("duties.admission_approved", policies.may_decide)
def approve(
    actor: Actor, row: Admission, /, *, days: tuple[date, date], words: str = "", unheard: str = ""
) -> Admission:
    """Let it in, from one day to another; a community that was not heard must be explained."""
    ADMISSION.step("approve", row.state)
    first, last = days
    if last < first or last < clock.today():
        raise BadInput(_("结束日期早于开始日期。"), field="valid_to")
    silent = [h.community.name for h in queries.heard(row) if h.opinion is None]
    if silent and not unheard.strip():
        raise ReasonNeeded(
            _("还有 %(n)s 个社区没有回复意见，请写明为什么不再等。"), field="unheard", n=len(silent)
        )
    row.valid_from, row.valid_to = first, last
    row.unheard = unheard.strip()[:300]
    _decide(row, words)
    return walk(actor, row, "approve", words)


@command("duties.admission_rejected", policies.may_decide)
def reject(actor: Actor, row: Admission, /, *, reason: str) -> Admission:
    """It does not come in: communities need not do it."""
    _decide(row, reason)
    return walk(actor, row, "reject", reason)


def _decide(row: Admission, words: str) -> None:
    row.decided_at, row.decision = clock.now(), words.strip()[:600]


@command("duties.admission_withdrawn", policies.may_decide)
def withdraw(actor: Actor, row: Admission, /, *, reason: str) -> Admission:
    """What was let in is taken back: communities stop doing it."""
    row.valid_to = min(row.valid_to or clock.today(), clock.today())
    return walk(actor, row, "withdraw", reason)
