"""The plan of somebody: goals, and every talk about it."""

from uuid import UUID

from linli.contexts.care.models import CareRecord, Goal, Talk
from linli.kernel.accounts.models import Account
from linli.kernel.errors import OutsideYourArea


def goals(record: CareRecord) -> list[Goal]:
    """What should become so; open goals first, soonest first."""
    rows = list(Goal.objects.filter(record=record).order_by("by_on", "pk"))
    return sorted(rows, key=lambda row: (row.state != Goal.State.OPEN, row.by_on is None))


def goal(record: CareRecord, goal_id: UUID) -> Goal:
    """One of them."""
    found = Goal.objects.filter(record=record, pk=goal_id).first()
    if found is None:
        raise OutsideYourArea
    return found


def talks(record: CareRecord, most: int = 10) -> list[tuple[Talk, str]]:
    """Talks and who held them, newest first; two queries."""
    rows = list(Talk.objects.filter(record=record).order_by("-on", "-pk")[:most])
    names = Account.objects.in_bulk({row.account_id for row in rows if row.account_id})
    return [(row, names[row.account_id].name if row.account_id in names else "") for row in rows]
