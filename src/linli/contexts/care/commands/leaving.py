"""What leaves the house: every time is on record."""

from django.utils.translation import gettext_lazy as _

from linli.contexts.care import policies
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput

FREELY = 100
"""Up to so many people a reason is enough, as in the register."""
TOO_MANY = _("超过 %(most)s 人的名单要经第二个人批准：请先筛选得小一些，或在居民台账里按人群申请导出。")


@command("care.exported", policies.may_export)
def count_export(actor: Actor, /, *, rows: int, reason: str) -> None:
    """The list of people we look after was taken along."""
    refuse_many(rows)
    note(target=f"accounts.account:{actor.account_id}", rows=rows, reason=reason)


@command("care.exported", policies.may_print_slips)
def count_orders(actor: Actor, /, *, rows: int, reason: str) -> None:
    """Orders of so many people were taken along."""
    refuse_many(rows)
    note(target=f"accounts.account:{actor.account_id}", rows=rows, reason=reason)


def refuse_many(rows: int) -> None:
    """For few people a reason is enough; more need a second person, which the register asks for."""
    if rows > FREELY:
        raise BadInput(TOO_MANY, field="reason", most=FREELY)
