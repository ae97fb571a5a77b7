"""Groups of people and homes that forms and registers speak about, each as a condition on one query."""

from collections.abc import Callable
from datetime import date

from django.db.models import F, Q

from linli.contexts.registry.models import GroupMembership, Residency
from linli.contexts.registry.queries.expressions import (
    PARTY_MEMBER,
    empty_nest_q,
    lives_alone_q,
    years_before,
)
from linli.kernel import history
from linli.kernel.catalogue.fields import Subject
from linli.kernel.catalogue.manifest import Population

LIVING = Q(home__isnull=False)
HEADS = Q(household__head=F("pk"))
"""One row for each household: its head."""
Where = Callable[[date], Q]


def members(group: str) -> Q:
    """People who belong to an attested group now."""
    rows = GroupMembership.objects.filter(history.current(), group=group)
    return Q(pk__in=rows.values("person"))


def aged(today: date, at_least: int | None = None, at_most: int | None = None) -> Q:
    """People of an age in full years on that day, both ends included."""
    found = Q()
    if at_least is not None:
        found &= Q(born_on__lte=years_before(today, at_least))
    if at_most is not None:
        found &= Q(born_on__gt=years_before(today, at_most + 1))
    return found


def _of_age(at_least: int | None = None, at_most: int | None = None) -> Where:
    return lambda today: LIVING & aged(today, at_least, at_most)


def _in(group: str, extra: Q | None = None) -> Where:
    return lambda _today: members(group) & (extra or Q())


def _always(condition: Q) -> Where:
    return lambda _today: condition


PERSON, DWELLING = Subject.PERSON, Subject.DWELLING
TABLE: tuple[tuple[str, Subject, Where], ...] = (
    ("全部居民", PERSON, _always(LIVING)),
    ("全部住户", PERSON, _always(HEADS)),
    ("独居老人", PERSON, lives_alone_q),
    ("空巢老人", PERSON, empty_nest_q),
    ("60周岁以上老年人", PERSON, _of_age(60)),
    ("65周岁以上老年人", PERSON, _of_age(65)),
    ("80周岁以上老年人", PERSON, _of_age(80)),
    ("90周岁以上老年人", PERSON, _of_age(90)),
    ("百岁老人", PERSON, _of_age(100)),
    ("失能老人", PERSON, lambda today: members("care_dependent") & aged(today, 60)),
    ("失智老人", PERSON, lambda today: members("dementia") & aged(today, 60)),
    ("留守老人", PERSON, _in("left_behind_older")),
    ("高龄津贴对象", PERSON, _in("longevity_allowance")),
    ("计生特殊家庭", PERSON, _in("bereaved_parents")),
    ("低保户", PERSON, _in("subsistence_allowance", HEADS)),
    ("低保人员", PERSON, _in("subsistence_allowance")),
    ("低保边缘家庭", PERSON, _in("allowance_margin", HEADS)),
    ("特困人员", PERSON, _in("extreme_poverty")),
    ("残疾人", PERSON, _in("disability")),
    ("退役军人", PERSON, _in("veteran")),
    ("困境儿童", PERSON, _in("child_in_difficulty")),
    ("留守儿童", PERSON, _in("left_behind_child")),
    ("重病患者", PERSON, _in("serious_illness")),
    ("精神障碍患者", PERSON, _in("mental_illness")),
    ("孕产妇", PERSON, _in("pregnant")),
    ("登记失业人员", PERSON, _in("unemployed")),
    ("志愿者", PERSON, _in("volunteer")),
    ("党员", PERSON, _always(LIVING & Q(details__politics__in=PARTY_MEMBER))),
    ("0-3岁婴幼儿", PERSON, _of_age(0, 3)),
    ("0-6岁儿童", PERSON, _of_age(0, 6)),
    ("未成年人", PERSON, _of_age(0, 17)),
    ("人户分离流入人口", PERSON, _always(Q(residency=Residency.IN))),
    ("人户分离流出人口", PERSON, _always(Q(residency=Residency.OUT))),
    ("出租房屋", DWELLING, _always(Q(use__in=("rented", "shared")))),
    ("空置房屋", DWELLING, _always(Q(use="vacant"))),
    ("全部房屋", DWELLING, _always(Q())),
)
POPULATIONS = tuple(
    Population(name, subject, where, order) for order, (name, subject, where) in enumerate(TABLE)
)
