"""The plan in plain words: talked over, with goals that are reached or dropped."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from linli.contexts.care import policies
from linli.contexts.care.commands.records import did, still_open
from linli.contexts.care.models import CareRecord, Goal, Talk
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow

MOST_GOALS = 12


@dataclass(frozen=True, slots=True)
class Talked:
    """What came of a talk."""

    plan: str
    with_whom: str
    said: str
    next_on: date


@command("care.plan_talked_over", policies.may_change)
def talk_over(actor: Actor, record: CareRecord, /, *, told: Talked) -> Talk:
    """Talk the plan over with the person or the family, and say when to do so again."""
    today = clock.today()
    if not today < told.next_on <= today.replace(year=today.year + 2, day=min(today.day, 28)):
        raise BadInput(_("下次商量的日期要在今天以后、两年以内。"), field="next_on")
    row = still_open(record)
    row.plan, row.agreed_with = told.plan.strip(), told.with_whom
    row.agreed_on, row.review_on = today, told.next_on
    row.save(update_fields=["plan", "agreed_with", "agreed_on", "review_on"])
    made = Talk.objects.create(
        record=row, on=today, with_whom=told.with_whom, said=told.said.strip(), plan=told.plan.strip(),
        next_on=told.next_on, account_id=actor.account_id,
    )  # fmt: skip
    did(actor, row, "talked_over")
    note(target=row, area=record.area.code)
    return made


@command("care.goal_set", policies.may_change)
def set_goal(actor: Actor, record: CareRecord, /, *, words: str, by_on: date | None = None) -> Goal:
    """Something to bring about."""
    row = still_open(record)
    if Goal.objects.filter(record=row, state=Goal.State.OPEN).count() >= MOST_GOALS:
        raise BadInput(_("想做到的事最多同时 %(n)s 件，先完成几件再加。"), field="words", n=MOST_GOALS)
    if by_on is not None and by_on < clock.today():
        raise BadInput(_("日期要在今天以后。"), field="by_on")
    note(target=row, area=record.area.code)
    return Goal.objects.create(record=row, words=words.strip(), by_on=by_on)


@command("care.goal_closed", policies.may_change)
def close_goal(actor: Actor, record: CareRecord, /, *, goal: Goal, state: str) -> Goal:
    """It is reached, or no longer wanted."""
    still_open(record)
    row = db.lock_row(Goal, pk=goal.pk)
    if row.state != Goal.State.OPEN or state not in (Goal.State.REACHED, Goal.State.DROPPED):
        raise NotAllowedNow
    row.state, row.closed_on = state, clock.today()
    row.save(update_fields=["state", "closed_on"])
    note(target=record, area=record.area.code, state=state)
    return row
