"""How many check calls a day a community can make: people decide, and think twice about a large step."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from linli.contexts.guard import policies
from linli.contexts.guard.models import Budget
from linli.contexts.guard.queries import budgets
from linli.contexts.guard.queries.rules import rules
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput


@command("guard.budget_set", policies.may_set_budget)
def decide(
    actor: Actor, community: Area, /, *, calls_a_day: Decimal, reason: str = "", is_sure: bool = False
) -> Budget:
    """From the next round on, homes ring as early as so many calls allow."""
    limits = rules()["budget"]
    least, most = Decimal(str(limits["least_a_day"])), Decimal(str(limits["most_a_day"]))
    if not least <= calls_a_day <= most:
        raise BadInput(_("一天要在半个到五十个电话之间。"), field="calls_a_day")
    before = budgets.calls_a_day(community)
    step = Decimal(str(limits["large_step"]))
    if not is_sure and not before / step < calls_a_day < before * step:
        raise BadInput(_("和现在差一倍以上。请再看一遍上面的表，想好了打个勾再保存。"), field="is_sure")
    made = Budget.objects.create(
        community=community, calls_a_day=calls_a_day, reason=reason, account_id=actor.account_id,
        set_at=clock.now(),
    )  # fmt: skip
    note(
        target=made, area=community.code, before=str(before.normalize()), calls=str(calls_a_day.normalize()),
        reason=reason,
    )  # fmt: skip
    return made
