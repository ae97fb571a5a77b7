"""Who is on duty on which night (值班表)."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from linli.contexts.guard import policies
from linli.contexts.guard.models import Turn
from linli.contexts.guard.queries import people
from linli.contexts.guard.queries.rules import rules
from linli.kernel import clock
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area, Kind
from linli.kernel.areas.queries import COMMUNITY_DIGITS, within
from linli.kernel.catalogue import shelf
from linli.kernel.errors import OutsideYourArea
from linli.kernel.workdays.calendar import work_calendar


@dataclass(frozen=True, slots=True)
class Night:
    """One evening until the next morning; on a day off from the morning on."""

    on: date
    is_whole_day: bool
    turns: tuple[Turn, ...]
    away: tuple[str, ...]
    """Names of those among them who are on leave that day."""
    is_now: bool


def community(actor: Actor, code: str = "") -> Area:
    """The community whose roster one looks at: the one asked for, else the first of one's area."""
    codes = sorted({c[:COMMUNITY_DIGITS] for c in actor.areas(policies.RESPOND)})
    rows = Area.objects.filter(kind=Kind.COMMUNITY)
    found = [a for a in rows.order_by("code") if any(a.code.startswith(c) for c in codes)]
    chosen = [a for a in found if a.code == code] if code else found
    if not chosen:
        raise OutsideYourArea
    return chosen[0]


def led(actor: Actor) -> list[Area]:
    """The communities whose roster one lays."""
    return list(within(actor, policies.LEAD, Kind.COMMUNITY))


def nights(place: Area, first: date, days: int) -> list[Night]:
    """So many nights from one on; two queries, and one for leaves."""
    last = first + timedelta(days=days - 1)
    rows = Turn.objects.filter(community=place, on__gte=first, on__lte=last, ended_at=None)
    by_day: dict[date, list[Turn]] = {}
    for row in rows.select_related("account").order_by("on", "made_at", "pk"):
        by_day.setdefault(row.on, []).append(row)
    calendar, now = work_calendar(), policies.duty_day(clock.now())
    found = []
    for back in range(days):
        day = first + timedelta(days=back)
        turns = tuple(by_day.get(day, ()))
        gone = {account for account, _code in shelf.away(day)} if turns else set()
        away = tuple(t.account.name for t in turns if t.account_id in gone)
        found.append(Night(day, not calendar.is_working(day), turns, away, day == now))
    return found


def choices(place: Area) -> list[Account]:
    """Who may be put on the roster: whoever may answer alarms somewhere in the community."""
    keys = people.holders_within(policies.RESPOND, place.code)
    return list(Account.objects.filter(pk__in=keys, is_active=True).order_by("name", "pk"))


def turn(actor: Actor, turn_id: UUID) -> Turn:
    """One night of a community that one works in."""
    found = Turn.objects.filter(pk=turn_id).select_related("community", "account").first()
    if found is None or not _works_in(actor, found.community):
        raise OutsideYourArea
    return found


def _works_in(actor: Actor, place: Area) -> bool:
    codes = actor.areas(policies.RESPOND)
    return any(c.startswith(place.code) or place.code.startswith(c) for c in codes)


def hours() -> dict[str, int]:
    """When a night begins and ends."""
    found: dict[str, int] = rules()["roster"]
    return found
