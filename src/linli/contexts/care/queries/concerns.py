"""Restricted records, for those named in them and for nobody else."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from linli.contexts.care.models import ChildLead, Concern, ConcernTrace
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.catalogue.manifest import Due
from linli.kernel.errors import OutsideYourArea

VERBS = {
    "opened": gettext_lazy("写下这件事"),
    "reported": gettext_lazy("已报告"),
    "noted": gettext_lazy("补充"),
    "shared": gettext_lazy("告知同事"),
    "read": gettext_lazy("看过"),
    "reminded": gettext_lazy("提醒马上报告"),
    "closed": gettext_lazy("了结"),
}
TOP = 100


def named(actor: Actor) -> QuerySet[Concern]:
    """Records in which this person is named."""
    if actor.account_id is None:
        return Concern.objects.none()
    rows = Concern.objects.filter(readers__account=actor.account_id)
    return rows.select_related("person__home", "community").order_by("closed_at", "-opened_at")


def concern(actor: Actor, concern_id: UUID) -> Concern:
    """One of them; for everybody else it does not exist."""
    found = named(actor).filter(pk=concern_id).first()
    if found is None:
        raise OutsideYourArea
    return found


def traces(found: Concern) -> list[tuple[ConcernTrace, str]]:
    """Everything that was done with it and by whom, newest first; two queries."""
    rows = list(ConcernTrace.objects.filter(concern=found).order_by("-at", "-pk"))
    names = Account.objects.in_bulk({row.account_id for row in rows if row.account_id})
    return [(row, names[row.account_id].name if row.account_id in names else "") for row in rows]


def readers(found: Concern) -> list[str]:
    """Who is named."""
    return list(Account.objects.filter(pk__in=found.readers.values("account")).values_list("name", flat=True))


def leads(community: Area) -> list[Account]:
    """Who looks after children's safety in a community."""
    keys = ChildLead.objects.filter(community=community).values("account")
    return list(Account.objects.filter(pk__in=keys).order_by("name"))


def desk(actor: Actor, today: date) -> Iterator[Due]:
    """What those named must do: report at once; the entry names no child."""
    for row in named(actor).filter(state="opened"):
        until = timezone.localtime(row.report_by)
        yield Due(
            key=f"care-concern:{row.pk}", title=_("有一件孩子的事要马上报告"),
            why=_("%(time)s前报公安、民政或教育部门；只有您和被告知的同事看得到")
            % {"time": f"{until:%H:%M}"},
            due_on=today, address=reverse("care:concern", args=[row.pk]), priority=TOP, postpone_days=0,
        )  # fmt: skip
