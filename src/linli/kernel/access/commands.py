"""Giving and taking roles."""

from datetime import date, timedelta

from linli.kernel import clock
from linli.kernel.access.models import Grant
from linli.kernel.access.roles import ROLES
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, ReasonNeeded


def may_grant(actor: Actor, account_id: int, area: Area) -> bool:
    """Administrators grant roles inside their area, never to themselves."""
    return actor.may("access.grant", area.code) and actor.account_id != account_id


@command("access.granted", may_grant)
def grant(
    actor: Actor, account_id: int, area: Area, /, *, role: str, until_on: date | None = None, reason: str = ""
) -> Grant:
    """Give someone a role in an area, from today, until a day or for good."""
    if role not in ROLES:
        raise BadInput(field="role")
    today = clock.today()
    if until_on is not None and until_on < today:
        raise BadInput(field="until_on")
    given = Grant.objects.create(
        account_id=account_id, role=role, area=area, from_on=today, until_on=until_on, reason=reason
    )
    note(target=f"accounts.account:{account_id}", area=area.code, reason=reason, role=role)
    return given


def may_withdraw(actor: Actor, given: Grant) -> bool:
    """Whoever may grant there may also withdraw."""
    return actor.may("access.grant", given.area.code)


@command("access.withdrawn", may_withdraw)
def withdraw(actor: Actor, given: Grant, /, *, reason: str) -> Grant:
    """End a grant now; the row stays as history."""
    if not reason.strip():
        raise ReasonNeeded
    given.until_on = clock.today() - timedelta(days=1)
    given.reason = reason
    given.save(update_fields=["until_on", "reason"])
    note(target=f"accounts.account:{given.account_id}", area=given.area.code, reason=reason, role=given.role)
    return given


@command("access.cover_given", may_grant)
def cover(
    actor: Actor, account_id: int, area: Area, /, *, role: str, days: tuple[date, date], reason: str
) -> Grant:
    """Let someone stand in for somebody from one day to another, both included."""
    begins, ends = days
    given = Grant.objects.create(
        account_id=account_id, role=role, area=area, from_on=begins, until_on=ends, reason=reason
    )
    note(target=f"accounts.account:{account_id}", area=area.code, reason=reason, role=role)
    return given


@command("access.cover_ended", may_grant)
def end_cover(actor: Actor, account_id: int, area: Area, /, *, from_on: date) -> int:
    """Whoever stood in no longer does; only grants with an end are touched."""
    held = Grant.objects.filter(
        account_id=account_id, area=area, until_on__gte=clock.today(), from_on=from_on
    )
    ended = held.update(until_on=clock.today() - timedelta(days=1))
    note(target=f"accounts.account:{account_id}", area=area.code, ended=ended)
    return ended
