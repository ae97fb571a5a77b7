"""Beginning, adjusting, pausing and ending to look after somebody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from linli.contexts.care import policies
from linli.contexts.care.models import CareRecord, CareStep, Proposal
from linli.contexts.care.queries.words import days, group_of, rules, suggested
from linli.contexts.care.states import OPEN, RECORD
from linli.contexts.registry import api as registry
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.areas.queries import community_of
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded

EVIDENCE = "关爱档案"
"""What attests the group that stands for a tier, in the language of the register."""


@dataclass(frozen=True, slots=True)
class Told:
    """Why somebody is looked after, how closely, and what would help."""

    classes: Sequence[str]
    tier: str
    tier_why: str = ""
    needs: Sequence[str] = ()
    remarks: str = ""


@command("care.taken_up", policies.may_take_up)
def take_up(actor: Actor, held: registry.Held, /, *, told: Told) -> CareRecord:
    """Begin to look after somebody."""
    _judge(told)
    if CareRecord.objects.filter(person=held.key, ended_on=None).exists():
        raise BadInput(_("已经在照看了。"))
    today = clock.today()
    area = Area.objects.get(code=held.area_code)
    made = CareRecord.objects.create(
        person_id=held.key, community=community_of(held.area_code), area=area,
        kind=suggested(told.classes)[0], classes=list(told.classes), tier=told.tier, tier_why=told.tier_why,
        needs=list(told.needs), remarks=told.remarks, since_on=today,
        review_on=today + timedelta(days=FIRST_PLAN),
    )  # fmt: skip
    registry.join_group(actor, held.key, group_of(told.tier), evidence=EVIDENCE)
    Proposal.objects.filter(person=held.key).update(
        state=Proposal.State.ACCEPTED, decided_on=today, decided_by=actor.account_id, reason=""
    )
    did(actor, made, "taken_up")
    note(target=made, area=held.area_code, tier=told.tier)
    return made


FIRST_PLAN = 14
"""Within so many days one talks over a first plan."""


@command("care.adjusted", policies.may_change)
def adjust(actor: Actor, record: CareRecord, /, *, told: Told) -> CareRecord:
    """Other reasons, another tier, other needs."""
    _judge(told)
    row = still_open(record)
    before = row.tier
    row.classes, row.kind = list(told.classes), suggested(told.classes)[0]
    row.tier, row.tier_why = told.tier, told.tier_why
    row.needs, row.remarks = list(told.needs), told.remarks
    row.save(update_fields=["classes", "kind", "tier", "tier_why", "needs", "remarks"])
    if before != told.tier:
        reason = told.tier_why or str(_("重新商量过"))
        _leave(actor, row, before, reason)
        if row.state == "active":
            registry.join_group(actor, row.person_id, group_of(told.tier), evidence=EVIDENCE)
        review = clock.today() + timedelta(days=days(told.tier, "plan_review"))
        if row.review_on is None or row.review_on > review:
            row.review_on = review
            row.save(update_fields=["review_on"])
    did(actor, row, "adjusted")
    note(target=row, area=record.area.code, tier=told.tier)
    return row


@command("care.stepped", policies.may_change)
def step(actor: Actor, record: CareRecord, /, *, verb: str, reason: str = "") -> CareRecord:
    """Pause, go on, or end because it is no longer needed."""
    row = still_open(record)
    found = RECORD.step(verb, row.state)
    if verb not in ("pause", "resume", "end"):
        raise NotAllowedNow
    if found.reason and not reason.strip():
        raise ReasonNeeded(field="reason")
    row.state = found.to
    if verb == "end":
        row.ended_on, row.review_on = clock.today(), None
    row.save(update_fields=["state", "ended_on", "review_on"])
    if verb == "resume":
        registry.join_group(actor, row.person_id, group_of(row.tier), evidence=EVIDENCE)
    else:
        _leave(actor, row, row.tier, reason.strip())
    did(actor, row, verb, reason.strip())
    note(target=row, area=record.area.code, reason=reason.strip(), verb=verb)
    return row


def did(actor: Actor, record: CareRecord, verb: str, words: str = "") -> None:
    """Add a line to the history of a record; inside a command."""
    CareStep.objects.create(
        record=record, verb=verb, words=words[:200], account_id=actor.account_id, at=clock.now()
    )


def _leave(actor: Actor, row: CareRecord, tier: str, reason: str) -> None:
    registry.leave_group(
        actor, row.person_id, group_of(tier), on=clock.today(), reason=reason, missing_ok=True
    )


def still_open(record: CareRecord) -> CareRecord:
    """The row, held; ``NotAllowedNow`` when looking after has ended."""
    row = db.lock_row(CareRecord, pk=record.pk)
    if row.state not in OPEN:
        raise NotAllowedNow
    return row


def _judge(told: Told) -> None:
    """Everything must be a word of the pack; another tier than suggested wants a reason."""
    pack = rules()
    if not told.classes or set(told.classes) - set(pack["class"]):
        raise BadInput(_("请选至少一项照看的原因。"), field="classes")
    if told.tier not in pack["tier"]:
        raise BadInput(_("请选多久看望一次。"), field="tier")
    if set(told.needs) - set(pack["need"]):
        raise BadInput(field="needs")
    if told.tier != suggested(told.classes)[1] and not told.tier_why.strip():
        raise ReasonNeeded(_("和建议的不一样，请写一句为什么。"), field="tier_why")
