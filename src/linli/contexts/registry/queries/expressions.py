"""How each field is read in one query: columns, JSON details, and what is computed from them."""

from calendar import isleap, monthrange
from collections.abc import Callable
from datetime import date

from django.db.models import (
    BooleanField,
    Case,
    CharField,
    F,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.expressions import Combinable, ExpressionWrapper
from django.db.models.fields.json import KT
from django.db.models.functions import Coalesce, ExtractDay, ExtractMonth, ExtractYear

from linli.contexts.registry.models import Residency
from linli.kernel.access.queries import in_force
from linli.kernel.access.roles import GRID_WORKER
from linli.kernel.catalogue.fields import Expression, Reach, Subject

OLDER = 60
PARTY_MEMBER = ("01", "02")
PERSON, HOUSEHOLD, DWELLING = Subject.PERSON, Subject.HOUSEHOLD, Subject.DWELLING


def column(path: str, home: Subject = PERSON) -> Expression:
    """A plain column."""
    return lambda reach: reach.to(home, path)


def of_community(path: str) -> Expression:
    """Something of the community that holds the row, whatever the row is."""
    return lambda reach: F(f"community__{path}")


def detail(key: str) -> Expression:
    """A further field of a person."""
    return lambda reach: KT(reach.path(PERSON, f"details__{key}"))


def box(key: str) -> Expression:
    """A further sealed field of a person: the sealed text."""
    return lambda reach: KT(reach.path(PERSON, f"boxes__{key}"))


def of_group(group: str, key: str) -> Expression:
    """A field that a group adds."""
    return lambda reach: KT(reach.path(PERSON, f"groups__{group}__{key}"))


def in_group(group: str) -> Expression:
    """Whether the person belongs to a group."""
    return lambda reach: truth(Q(**{f"{reach.path(PERSON, 'groups')}__has_key": group}))


def truth(condition: Q) -> Combinable:
    """A condition as a value."""
    return Case(
        When(condition, then=Value(value=True)), default=Value(value=False), output_field=BooleanField()
    )


def age(reach: Reach) -> Combinable:
    """Full years on the day (周岁), the same as ``engines.identity.age_on``: one less before the birthday."""
    born = reach.path(PERSON, "born_on")
    month, day = reach.today.month, _last_day_reached(reach.today)
    years = Value(reach.today.year) - ExtractYear(born)
    not_yet = Case(
        When(**{f"{born}__month__gt": month}, then=Value(1)),
        When(**{f"{born}__month": month, f"{born}__day__gt": day}, then=Value(1)),
        default=Value(0),
    )
    return ExpressionWrapper(years - not_yet, output_field=IntegerField())


def years_before(day: date, years: int) -> date:
    """The latest birthday of someone who is ``years`` old on ``day``."""
    year = day.year - years
    reached = _last_day_reached(day)
    return day.replace(year=year, day=min(reached, monthrange(year, day.month)[1]))


def _last_day_reached(day: date) -> int:
    """Birthdays of this month that have come: on 28 February of a common year also the 29th."""
    is_short = (day.month, day.day) == (2, 28) and not isleap(day.year)
    return 29 if is_short else day.day


def lives_alone_q(today: date, path: str = "") -> Q:
    """An older person who is the only one living in the dwelling, by actual residence."""
    return Q(
        **{
            f"{path}born_on__lte": years_before(today, OLDER),
            f"{path}home__living_count": 1,
            f"{path}standing": "present",
        }
    )


def empty_nest_q(today: date, path: str = "") -> Q:
    """An older person in a dwelling where everyone is older and more than one lives."""
    return Q(
        **{
            f"{path}born_on__lte": years_before(today, OLDER),
            f"{path}home__living_count__gt": 1,
            f"{path}home__youngest_born_on__lte": years_before(today, OLDER),
            f"{path}standing": "present",
        }
    )


def lives_alone(reach: Reach) -> Combinable:
    """独居, computed."""
    return truth(lives_alone_q(reach.today, reach.path(PERSON, "")))


def empty_nest(reach: Reach) -> Combinable:
    """空巢, computed."""
    return truth(empty_nest_q(reach.today, reach.path(PERSON, "")))


def is_party_member(reach: Reach) -> Combinable:
    """Full and probationary members, from the political status."""
    return truth(Q(**{f"{reach.path(PERSON, 'details__politics')}__in": PARTY_MEMBER}))


def registration_agrees(reach: Reach) -> Combinable:
    """GB 01 when living and registered at the same place, 02 when not."""
    where = reach.path(PERSON, "residency")
    return Case(
        When(**{where: Residency.SAME}, then=Value("01")),
        When(**{where: ""}, then=Value("")),
        default=Value("02"),
        output_field=CharField(),
    )


def lives_as(reach: Reach) -> Combinable:
    """居住类型 as departments ask: own home, rented, lodging, collective."""
    where, use = reach.path(PERSON, "residency"), reach.path(DWELLING, "use")
    return Case(
        When(**{where: Residency.COLLECTIVE}, then=Value("7")),
        When(**{where: Residency.LODGING}, then=Value("6")),
        When(**{f"{use}__in": ("rented", "shared", "public")}, then=Value("5")),
        When(**{use: "own"}, then=Value("4")),
        default=Value(""),
        output_field=CharField(),
    )


def grid_worker(what: str) -> Expression:
    """Name or phone of whoever works the grid today."""

    def read(reach: Reach) -> Combinable:
        grid = OuterRef(reach.path(DWELLING, "area__parent__parent_id"))
        worker = in_force().filter(role=GRID_WORKER, area_id=grid).order_by("pk")
        return Coalesce(Subquery(worker.values(f"account__{what}")[:1]), Value(""))

    return read


def grid_name(reach: Reach) -> Combinable:
    """The grid of the home."""
    return reach.to(DWELLING, "area__parent__parent__name")


def birthday_parts(path: str) -> tuple[Combinable, Combinable]:
    """Month and day of birth."""
    return ExtractMonth(path), ExtractDay(path)


Compute = Callable[[Reach], Combinable]
