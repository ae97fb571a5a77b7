"""What duties want done at the desk: decisions, opinions, answers, and what soon ends."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.duties import policies
from linli.contexts.duties.models import Admission
from linli.contexts.duties.queries import admissions, demands, lists
from linli.contexts.duties.queries.rules import limit
from linli.engines.deadlines import due_after
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.catalogue.manifest import Due
from linli.kernel.workdays.calendar import work_calendar

MOST = 20


def desk(actor: Actor, today: date) -> Iterator[Due]:
    """Everything of duties that waits for this person at the desk."""
    if actor.holds(policies.DECIDE):
        yield from _decisions(today, actor)
    if actor.holds(policies.SPEAK):
        for row in admissions.to_hear(actor)[:MOST]:
            why = _("%(who)s申请准入，等社区的意见") % {"who": _who(row)}
            yield _of(row, "hear", why, row.decide_by or today)
    if actor.holds(policies.ANSWER):
        yield from _answers(actor, today)
    if actor.holds(policies.DECIDE) or actor.holds(policies.APPLY):
        for row in admissions.ending(actor, today)[:MOST]:
            yield _of(row, "ending", _("准入快到期；要继续，就重新申请"), row.valid_to or today)
    if actor.holds(policies.MANAGE):
        yield from _items_ending(actor, today)


def _decisions(today: date, actor: Actor) -> Iterator[Due]:
    near = due_after(clock.now(), limit("near"), work_calendar()).date()
    for row in admissions.to_decide(actor, near)[:MOST]:
        why = _("%(who)s申请准入，答复期限快到了") % {"who": _who(row)}
        yield _of(row, "decide", why, row.decide_by or today)


def waiting(actor: Actor) -> int:
    """How much waits for this person, for the navigation."""
    answers = demands.count_open(actor) if actor.holds(policies.ANSWER) else 0
    return admissions.count_waiting(actor) + answers


def _answers(actor: Actor, today: date) -> Iterator[Due]:
    for row in demands.waiting(actor, today + timedelta(days=limit("ending")))[:MOST]:
        why = (
            _("%(who)s交来，还没有核对清单")
            if row.state == "received"
            else _("不在清单，等出具退回函（%(who)s）")
        )
        yield Due(
            f"duties-demand:{row.pk}", row.title, why % {"who": row.sender},
            row.due_on or row.received_on + timedelta(days=limit("near")),
            reverse("duties:demand", args=[row.pk]),
        )  # fmt: skip


def _items_ending(actor: Actor, today: date) -> Iterator[Due]:
    last = today + timedelta(days=limit("ending"))
    ends = lists.count_ending(actor, last)
    if ends:
        yield Due(
            "duties-items-ending", _("权责清单有 %(n)s 项快失效") % {"n": ends},
            _("看看要不要续，或换成新印发的"), last, f"{reverse('duties:items')}?sort=changed",
        )  # fmt: skip


def _who(row: Admission) -> str:
    return row.organisation.name if row.organisation else _("部门")


def _of(row: Admission, what: str, why: str, on: date) -> Due:
    address = reverse("duties:admission", args=[row.pk])
    return Due(f"duties-{what}:{row.pk}", row.title, why, on, address)
