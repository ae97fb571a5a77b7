"""Groups that hear what is posted, what a message says, and what waits on its way."""

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse

from linli.contexts.bulletin import policies
from linli.contexts.bulletin.models import Group, Notice, Sending
from linli.contexts.bulletin.queries.kinds import kind_of
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.db import inside

What, State = Sending.What, Sending.State
MOST = 40
"""Messages sent in one round: what a robot may say in a minute, for a few groups."""


def seen(actor: Actor) -> QuerySet[Group]:
    """Groups of the communities where one may look after them."""
    rows = Group.objects.filter(inside("area__code", actor.areas(policies.GROUPS)))
    return rows.select_related("area", "community").order_by("ended_at", "area__code", "name")


def group(actor: Actor, group_id: UUID) -> Group:
    """One of them; Group.DoesNotExist otherwise."""
    return seen(actor).get(pk=group_id, ended_at=None)


@dataclass(frozen=True, slots=True)
class Card:
    """One group and how its messages are."""

    group: Group
    sent: int
    waiting: int
    stopped: int


def cards(actor: Actor) -> list[Card]:
    """The groups that are there, with counts; one query."""
    rows = seen(actor).filter(ended_at=None).annotate(
        sent=Count("sendings", filter=Q(sendings__state=State.SENT)),
        waiting=Count("sendings", filter=Q(sendings__state=State.WAITING)),
        stopped=Count("sendings", filter=Q(sendings__state=State.STOPPED)),
    )  # fmt: skip
    return [Card(row, row.sent, row.waiting, row.stopped) for row in rows]


def sendings(actor: Actor) -> QuerySet[Sending]:
    """Messages to those groups, the newest first."""
    rows = Sending.objects.filter(inside("group__area__code", actor.areas(policies.GROUPS)))
    return rows.select_related("notice", "group__area").order_by("-made_at", "-pk")


def of_notice(notice: Notice) -> list[Sending]:
    """What groups heard of a notice; one query."""
    rows = Sending.objects.filter(notice=notice).exclude(state=State.DROPPED)
    return list(rows.select_related("group").order_by("made_at", "pk"))


def stopped(actor: Actor) -> int:
    """Messages that want somebody's eyes."""
    return sendings(actor).filter(state=State.STOPPED).count()


def next_ones() -> QuerySet[Sending]:
    """What is due now; in each group one notice's messages keep their order."""
    unsent = Sending.objects.filter(
        notice=OuterRef("notice"), group=OuterRef("group"), state__in=(State.WAITING, State.STOPPED)
    )
    at = OuterRef("made_at")
    earlier = unsent.filter(Q(made_at__lt=at) | Q(made_at=at, pk__lt=OuterRef("pk")))
    rows = Sending.objects.filter(state=State.WAITING, next_at__lte=clock.now(), group__ended_at=None)
    rows = rows.select_related("notice__community", "notice__area", "group__area")
    return rows.filter(~Exists(earlier)).order_by("made_at", "pk")[:MOST]


def text_of(sending: Sending, most_bytes: int) -> str:
    """What the group reads: head, words as far as there is room, whom to ask, where all of it stands."""
    notice = sending.notice
    version = notice.versions.filter(number=sending.version).first()
    title = version.title if version else notice.title
    head = {
        What.POSTED: f"【{kind_of(notice.kind).name}】{title}",
        What.CORRECTED: f"【更正】{title}\n更正原因：{version.reason if version else ''}",
        What.WITHDRAWN: f"【撤下】{notice.title}\n原因：{notice.withdrawn_why}\n请不要再转发这份公告。",
    }[What(sending.what)]
    words = "" if sending.what == What.WITHDRAWN else (version.words if version else notice.words).strip()
    tail = f"——{notice.signed}" + (f"，咨询电话 {notice.phone}" if notice.phone else "")
    if settings.ADDRESS:
        tail += f"\n看全文：{settings.ADDRESS}{reverse('bulletin:read', args=[notice.pk])}"
    room = most_bytes - len(f"{head}\n\n\n{tail}".encode())
    return f"{head}\n{_cut(words, room)}\n{tail}" if words else f"{head}\n{tail}"


def _cut(words: str, room: int) -> str:
    """So much of a text as fits into so many bytes, whole characters only."""
    raw = words.encode()
    if len(raw) <= room:
        return words
    return raw[: max(room - 3, 0)].decode(errors="ignore").rstrip() + "…"
