"""What visits know about a person for any form or list: when one last spoke, who did, how often this year."""

from django.db.models import Count, F, OuterRef, QuerySet, Subquery, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, TruncDate
from django.utils.translation import gettext_lazy as _

from linli.contexts.visits.models import SPOKEN, Visit
from linli.kernel.accounts.models import Account
from linli.kernel.catalogue.fields import Field, Kind, Reach, Subject

GROUP = _("走访")
PURPOSE, BASIS = _("按时看望，不漏一户"), _("社区日常服务职责")


def _spoken(reach: Reach) -> QuerySet[Visit]:
    """Visits at the door of the row on which somebody spoke, newest first."""
    door = OuterRef(reach.path(Subject.DWELLING, "pk"))
    return Visit.objects.filter(dwelling=door, withdrawn_at=None, outcome__in=SPOKEN).order_by("-at")


def _last_on(reach: Reach) -> Combinable:
    return Subquery(_spoken(reach).values(on=TruncDate("at"))[:1])


def _last_by(reach: Reach) -> Combinable:
    name = Account.objects.filter(pk=OuterRef("account_id")).values("name")[:1]
    return Coalesce(Subquery(_spoken(reach).annotate(who=Subquery(name)).values("who")[:1]), Value(""))


def _count(reach: Reach) -> Combinable:
    this_year = _spoken(reach).filter(at__year=reach.today.year).order_by().values("dwelling")
    return Coalesce(Subquery(this_year.annotate(n=Count("pk")).values(n_=F("n"))), Value(0))


FIELDS = (
    Field(
        "last_visited_on", "最近走访日期", Kind.DATE, Subject.DWELLING, _last_on, origin="",
        derived_from=("visits",), purpose=PURPOSE, basis=BASIS, group=GROUP,
    ),
    Field(
        "last_visitor", "最近走访人", Kind.NAME, Subject.DWELLING, _last_by, origin="",
        derived_from=("visits",), purpose=PURPOSE, basis=BASIS, group=GROUP,
    ),
    Field(
        "visit_count", "走访次数", Kind.NUMBER, Subject.DWELLING, _count, origin="",
        derived_from=("visits",), purpose=PURPOSE, basis=BASIS, group=GROUP,
    ),
)  # fmt: skip
