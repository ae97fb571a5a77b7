"""What visit plans are judged by: people, contacts, changes and promises of many doors, in few queries."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from uuid import UUID

from django.utils import timezone

from linli.contexts.registry.api import DoorLine, PersonLine
from linli.contexts.visits.models import MISSED, Change, DoorPlan, Promise, Seen, Visit
from linli.contexts.visits.queries.weather import spells_on
from linli.engines import plans
from linli.engines.identity import age_on
from linli.kernel import clock, packs

LOOKED_BACK = timedelta(days=800)
AHEAD_DAYS = 45
OLDER = 60
COMMUNITY = 12
"""How long the code of a community is."""
ELSEWHERE = frozenset({"verification", "person_question", "household_question", "return_due"})
"""Plans whose matters other contexts contribute to Today by themselves."""


@cache
def book() -> plans.Book:
    """The visit plans of the pack."""
    return plans.book(packs.pack("visit_plans"))


def day(community_code: str) -> plans.Day:
    """Now in a community, looking some weeks ahead so that a kept list stays right until worked out again."""
    first = Visit.objects.order_by("at").values_list("at", flat=True).first()
    return plans.Day(
        now=_local(clock.now()),
        ahead_days=AHEAD_DAYS,
        # Nothing is overdue from before anybody wrote visits down here.
        started_on=_local(first).date() if first else clock.today(),
        spells=spells_on(clock.today(), community_code),
    )


def households(doors: Sequence[DoorLine]) -> Iterator[plans.Household]:
    """The doors as plans see them; five queries, however many doors."""
    ids = [door.key for door in doors]
    rows = _visits(ids)
    contacts, tries = _contacts(rows), _tries(rows)
    changes, promises = _changes(ids), _promises(ids)
    colours = dict(
        DoorPlan.objects.filter(dwelling__in=ids)
        .exclude(chosen_colour="")
        .values_list("dwelling", "chosen_colour")
    )
    today = clock.today()
    for door in doors:
        yield plans.Household(
            key=str(door.key),
            people=tuple(_person(person, door, today) for person in door.people),
            contacts=tuple(contacts[door.key]),
            changes=tuple(changes[door.key]),
            matters=tuple(promises[door.key]),
            postponements=_put_off(tries.get(door.key)),
            worker="-",
            attributes={
                "use": door.use,
                "colour": colours.get(door.key, ""),
                "asked_part": tries[door.key].next_try_part if door.key in tries else "",
            },
        )


def colours_of(doors: Sequence[DoorLine]) -> dict[UUID, str]:
    """The colour of each door, without working out what is due there."""
    if not doors:
        return {}
    when, plan_book = day(doors[0].area_code[:COMMUNITY]), book()
    return {
        door.key: plans.colour(household, plan_book, when)
        for door, household in zip(doors, households(doors), strict=True)
    }


def _person(person: PersonLine, door: DoorLine, today: date) -> plans.Person:
    is_alone = len(door.people) == 1
    ages = [age_on(p.born_on, today) if p.born_on else 0 for p in door.people]
    # The key stands for the name: what is kept of a plan holds no personal data, pages put the name in.
    return plans.Person(
        str(person.key), str(person.key), person.born_on, person.since_on,
        {
            "groups": person.groups, "residency": person.residency, "sex": person.sex,
            "lives_alone": is_alone, "empty_nest": not is_alone and min(ages) >= OLDER,
            "employment": str(person.details.get("employment", "")),
        },
    )  # fmt: skip


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment).replace(tzinfo=None)


def _visits(ids: Iterable[UUID]) -> list[Visit]:
    """What was done at some doors, earliest first."""
    rows = Visit.objects.filter(dwelling__in=ids, withdrawn_at=None, at__gte=clock.now() - LOOKED_BACK)
    columns = ("dwelling_id", "at", "channel", "outcome", "settled", "next_try_on", "next_try_part")
    return list(rows.only(*columns).order_by("at", "pk"))


def _contacts(visits: Sequence[Visit]) -> dict[UUID, list[plans.Contact]]:
    seen: dict[UUID, list[str]] = defaultdict(list)
    doors = {visit.dwelling_id for visit in visits}
    rows = Seen.objects.filter(visit__dwelling__in=doors, visit__withdrawn_at=None)
    for visit_id, person in rows.values_list("visit_id", "person_id"):
        seen[visit_id].append(str(person))
    found: dict[UUID, list[plans.Contact]] = defaultdict(list)
    for one in visits:
        contact = plans.Contact(
            str(one.pk), _local(one.at), one.channel, one.outcome, tuple(seen[one.pk]), tuple(one.settled)
        )
        found[one.dwelling_id].append(contact)
    return found


def _tries(visits: Sequence[Visit]) -> dict[UUID, Visit]:
    """The last visit of each door where nobody was met then."""
    last = {visit.dwelling_id: visit for visit in visits}
    return {door: visit for door, visit in last.items() if visit.outcome in MISSED}


def _put_off(tried: Visit | None) -> tuple[plans.Postponement, ...]:
    """A door where the next try was fixed for a day rests until then."""
    if tried is None or tried.next_try_on is None:
        return ()
    made_at = _local(tried.at)
    return tuple(plans.Postponement(plan.key, made_at, tried.next_try_on) for plan in book().plans)


def _changes(ids: Iterable[UUID]) -> dict[UUID, list[plans.Change]]:
    since = clock.now() - timedelta(days=120)
    found: dict[UUID, list[plans.Change]] = defaultdict(list)
    rows = Change.objects.filter(dwelling__in=ids, at__gte=since)
    for dwelling, person, kind, at in rows.values_list("dwelling_id", "person_id", "kind", "at"):
        found[dwelling].append(plans.Change(kind, _local(at), str(person or "")))
    return found


def _promises(ids: Iterable[UUID]) -> dict[UUID, list[plans.Matter]]:
    found: dict[UUID, list[plans.Matter]] = defaultdict(list)
    rows = Promise.objects.filter(visit__dwelling__in=ids, kept_on=None, visit__withdrawn_at=None)
    for row in rows.select_related("visit"):
        # What was promised is sealed: the list keeps no words, only that something was promised.
        values = {"what": str(row.pk)}
        matter = plans.Matter(
            str(row.pk), "promise", row.due_on, opened_at=_local(row.visit.at), values=values
        )
        found[row.visit.dwelling_id].append(matter)
    return found
