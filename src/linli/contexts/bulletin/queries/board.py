"""What everybody reads: the board of a community, one notice, its corrections."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q, QuerySet

from linli.contexts.bulletin.models import Attachment, Notice, State, Version
from linli.contexts.bulletin.models.notices import ON_BOARD, PUBLIC
from linli.contexts.bulletin.queries.kinds import Count, Kind, count_of, kind_of, kinds
from linli.engines.deadlines import WorkCalendar
from linli.kernel import clock
from linli.kernel.areas.models import Area
from linli.kernel.areas.models import Kind as Place
from linli.kernel.errors import OutsideYourArea
from linli.kernel.workdays.calendar import work_calendar


@dataclass(frozen=True, slots=True)
class Line:
    """A notice in a list."""

    notice: Notice
    kind: Kind
    count: Count | None
    lead: str
    """The beginning of its words."""


@dataclass(frozen=True, slots=True)
class Page:
    """A notice with everything that belongs to it."""

    notice: Notice
    kind: Kind
    count: Count | None
    paragraphs: Sequence[str]
    corrections: Sequence[Version]
    """Newest first; empty when it says what it always said."""
    first: Version | None
    attachments: Sequence[Attachment]


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody looks for on a board."""

    words: str = ""
    kind: str = ""
    archive: bool = False


def community_of(code: str) -> Area:
    """The community whose board it is."""
    found = Area.objects.filter(code=code, kind=Place.COMMUNITY).first()
    if found is None:
        raise OutsideYourArea
    return found


def board(community: Area, wish: Wish) -> QuerySet[Notice]:
    """What hangs there now, or did: the newest first."""
    rows = Notice.objects.filter(community=community, state__in=ON_BOARD).select_related("area")
    today = clock.today()
    over = Q(shown_until__lt=today)
    rows = rows.filter(over) if wish.archive else rows.exclude(over)
    if wish.words:
        rows = rows.filter(Q(title__contains=wish.words) | Q(words__contains=wish.words))
    rows = rows.filter(kind=wish.kind) if wish.kind in kinds() else rows
    return rows.order_by("-posted_at", "-pk")


def lines(notices: Iterable[Notice]) -> list[Line]:
    """Notices as a list shows them; one query, for the calendar."""
    calendar = work_calendar()
    return [line(one, calendar) for one in notices]


def line(notice: Notice, calendar: WorkCalendar | None = None) -> Line:
    """A notice as a list shows it."""
    kind, is_on = kind_of(notice.kind), notice.state in ON_BOARD
    lead = " ".join(notice.words.split())
    running = count_of(kind, notice.counted_from, notice.ends_on, calendar) if is_on else None
    return Line(notice, kind, running, lead[:90] + "…" * (len(lead) > 90))  # noqa: PLR2004 - a line or two


def public(notice_id: UUID) -> Notice:
    """A notice that everybody may read; not found while it is not posted."""
    rows = Notice.objects.filter(state__in=PUBLIC).select_related("area", "community")
    return rows.get(pk=notice_id)


def page(notice: Notice) -> Page:
    """A notice whole; two queries."""
    kind = kind_of(notice.kind)
    versions = list(notice.versions.order_by("-number"))
    return Page(
        notice, kind,
        count_of(kind, notice.counted_from, notice.ends_on) if notice.state in ON_BOARD else None,
        [p.strip() for p in notice.words.splitlines() if p.strip()],
        [v for v in versions if v.number > 1], versions[-1] if versions else None,
        list(notice.attachments.order_by("at", "pk")) if notice.state != State.WITHDRAWN else [],
    )  # fmt: skip
