"""What care knows about a person for any form or list: how closely one looks in, and since when."""

from django.db.models import OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from linli.contexts.care.models import CareRecord
from linli.contexts.care.queries.words import label
from linli.kernel.catalogue.fields import Field, Kind, Reach, Sensitivity, Subject

GROUP = _("照看")
PURPOSE, BASIS = _("按约定看望，不漏一人"), _("社区日常服务职责")


def _open(reach: Reach) -> QuerySet[CareRecord]:
    """The open record of the person of the row."""
    person = OuterRef(reach.path(Subject.PERSON, "pk"))
    return CareRecord.objects.filter(person=person, ended_on=None)


def _tier(reach: Reach) -> Combinable:
    return Coalesce(Subquery(_open(reach).values("tier")[:1]), Value(""))


def _since(reach: Reach) -> Combinable:
    return Subquery(_open(reach).values("since_on")[:1])


def _tier_words(tier: object) -> str:
    return label("tier", str(tier)) if tier else ""


FIELDS = (
    Field(
        "care_tier", "看望间隔", Kind.TEXT, Subject.PERSON, _tier, Sensitivity.PRIVATE, origin="",
        derived_from=("care",), purpose=PURPOSE, basis=BASIS, group=GROUP, show=_tier_words,
    ),
    Field(
        "care_since", "开始照看日期", Kind.DATE, Subject.PERSON, _since, Sensitivity.PRIVATE, origin="",
        derived_from=("care",), purpose=PURPOSE, basis=BASIS, group=GROUP,
    ),
)  # fmt: skip
