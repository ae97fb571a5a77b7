"""Groups of people and homes that forms and registers speak about, each as a condition on one query."""

from collections.abc import Callable
from datetime import date

from django.db.models import F, Q
from django.utils.translation import gettext_noop as label

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
    (label("全部居民"), PERSON, _always(LIVING)),
    (label("全部住户"), PERSON, _always(HEADS)),
    (label("独居老人"), PERSON, lives_alone_q),
    (label("空巢老人"), PERSON, empty_nest_q),
    (label("60周岁以上老年人"), PERSON, _of_age(60)),
    (label("65周岁以上老年人"), PERSON, _of_age(65)),
    (label("80周岁以上老年人"), PERSON, _of_age(80)),
    (label("90周岁以上老年人"), PERSON, _of_age(90)),
    (label("百岁老人"), PERSON, _of_age(100)),
    (label("失能老人"), PERSON, lambda today: members("care_dependent") & aged(today, 60)),
    (label("失智老人"), PERSON, lambda today: members("dementia") & aged(today, 60)),
    (label("留守老人"), PERSON, _in("left_behind_older")),
    (label("高龄津贴对象"), PERSON, _in("longevity_allowance")),
    (label("计生特殊家庭"), PERSON, _in("bereaved_parents")),
    (label("低保户"), PERSON, _in("subsistence_allowance", HEADS)),
    (label("低保人员"), PERSON, _in("subsistence_allowance")),
    (label("低保边缘家庭"), PERSON, _in("allowance_margin", HEADS)),
    (label("特困人员"), PERSON, _in("extreme_poverty")),
    (label("残疾人"), PERSON, _in("disability")),
    (label("退役军人"), PERSON, _in("veteran")),
    (label("困境儿童"), PERSON, _in("child_in_difficulty")),
    (label("留守儿童"), PERSON, _in("left_behind_child")),
    (label("重病患者"), PERSON, _in("serious_illness")),
    (label("精神障碍患者"), PERSON, _in("mental_illness")),
    (label("孕产妇"), PERSON, _in("pregnant")),
    (label("登记失业人员"), PERSON, _in("unemployed")),
    (label("志愿者"), PERSON, _in("volunteer")),
    (label("党员"), PERSON, _always(LIVING & Q(details__politics__in=PARTY_MEMBER))),
    (label("0-3岁婴幼儿"), PERSON, _of_age(0, 3)),
    (label("0-6岁儿童"), PERSON, _of_age(0, 6)),
    (label("未成年人"), PERSON, _of_age(0, 17)),
    (label("人户分离流入人口"), PERSON, _always(Q(residency=Residency.IN))),
    (label("人户分离流出人口"), PERSON, _always(Q(residency=Residency.OUT))),
    (label("出租房屋"), DWELLING, _always(Q(use__in=("rented", "shared")))),
    (label("空置房屋"), DWELLING, _always(Q(use="vacant"))),
    (label("全部房屋"), DWELLING, _always(Q())),
)
POPULATIONS = tuple(
    Population(name, subject, where, order) for order, (name, subject, where) in enumerate(TABLE)
)
