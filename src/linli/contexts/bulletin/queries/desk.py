"""What workers read: every notice of their area, and what waits for them."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from linli.contexts.bulletin import policies
from linli.contexts.bulletin.models import Notice, State
from linli.contexts.bulletin.queries import groups
from linli.contexts.bulletin.queries.kinds import kind_of, kinds
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor
from linli.kernel.areas import queries as areas
from linli.kernel.areas.models import Area, Kind
from linli.kernel.catalogue.manifest import Due
from linli.kernel.workflow import Step

MOST = 20


def seen(actor: Actor) -> QuerySet[Notice]:
    """Every notice of one's area, the newest first."""
    rows = Notice.objects.filter(policies.notices_seen(actor)).select_related("area", "community")
    return rows.order_by("-made_at", "-pk")


def found(actor: Actor, *, words: str = "", kind: str = "", state: str = "") -> QuerySet[Notice]:
    """Those that somebody looks for."""
    rows = seen(actor)
    rows = rows.filter(Q(title__contains=words) | Q(words__contains=words)) if words else rows
    rows = rows.filter(kind=kind) if kind in kinds() else rows
    return rows.filter(state=state) if state in State.values else rows.exclude(state=State.DROPPED)


def notice(actor: Actor, notice_id: UUID) -> Notice:
    """One notice of one's area; Notice.DoesNotExist otherwise."""
    return seen(actor).get(pk=notice_id)


def places(actor: Actor) -> list[Area]:
    """Where one may hang something: communities, grids and buildings."""
    rows = areas.within(actor, policies.WRITE).filter(kind__in=(Kind.COMMUNITY, Kind.GRID, Kind.BUILDING))
    return list(rows.order_by("code"))


def offered(actor: Actor, row: Notice, steps: list[Step]) -> list[Step]:
    """The steps that this person may press now."""
    own = row.account_id == actor.account_id
    needs_second = kind_of(row.kind).second
    left = [step for step in steps if actor.may(step.needs, row.area.code)]
    left = [step for step in left if not (step.verb == "approve" and own)]
    return [step for step in left if step.verb != ("post" if needs_second else "submit")]


def waiting(actor: Actor) -> int:
    """Notices that wait for this person's eyes."""
    rows = Notice.objects.filter(policies.notices_seen(actor), state=State.IN_REVIEW)
    return rows.exclude(account_id=actor.account_id).count() if actor.holds(policies.REVIEW) else 0


def due(actor: Actor, today: date) -> Iterator[Due]:
    """For Today's desk: notices to read, own drafts that came back, groups that cannot be told."""
    if actor.holds(policies.REVIEW):
        rows = seen(actor).filter(state=State.IN_REVIEW).exclude(account_id=actor.account_id)
        for row in rows[:MOST]:
            yield _of(row, "review", _("等您复核后张贴"), today)
    if actor.holds(policies.WRITE) and actor.account_id:
        rows = seen(actor).filter(state=State.DRAFT, account_id=actor.account_id).exclude(returned_why="")
        for row in rows[:MOST]:
            yield _of(row, "returned", _("退回修改：%(why)s") % {"why": row.returned_why}, today)

    if actor.holds(policies.GROUPS) and (n := groups.stopped(actor)):
        words = _("有 %(n)s 条公告没能发到居民群，请看看机器人还在不在") % {"n": n}
        yield Due("bulletin-groups", _("居民群"), words, today, reverse("bulletin:groups"))


def _of(row: Notice, what: str, why: str, day: date) -> Due:
    return Due(f"bulletin-{what}:{row.pk}", row.title, why, day, reverse("bulletin:notice", args=[row.pk]))


def names(rows: list[Notice]) -> dict[int | None, str]:
    """Authors and second readers; one query."""
    wanted = {key for row in rows for key in (row.account_id, row.checked_by) if key is not None}
    return dict(Account.objects.filter(pk__in=wanted).values_list("pk", "name"))


def boards(actor: Actor) -> list[Area]:
    """The communities whose boards one works with."""
    return areas.communities_seen(actor, policies.VIEW)


def signature(actor: Actor) -> str:
    """What usually stands below a notice: the committee of one's community."""
    found = areas.communities_seen(actor, policies.WRITE)
    return f"{found[0].name}居民委员会" if found else ""
