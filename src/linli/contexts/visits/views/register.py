"""The visit register, one visit, the visits of a door."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.contexts.registry import api as registry
from linli.contexts.visits import exports, policies
from linli.contexts.visits.commands.visits import count_export
from linli.contexts.visits.models import Channel, Outcome, Visit
from linli.contexts.visits.queries import checklists
from linli.contexts.visits.queries import visits as queries
from linli.contexts.visits.queries.words import category_label
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas.models import Kind
from linli.kernel.areas.queries import within
from linli.kernel.catalogue import shelf
from linli.kernel.catalogue.manifest import Due
from linli.kernel.errors import OutsideYourArea
from linli.web.files import saved, stored
from linli.web.htmx import page_or_part
from linli.web.paging import page_of


def wish_of(request: ActedRequest) -> queries.Wish:
    """What the address bar narrows the register by; what cannot be read is left out."""
    asked = request.GET

    def day(name: str) -> object:
        try:
            return clock.day_of(asked.get(name, ""))
        except ValueError:
            return None

    return queries.Wish(
        place=asked.get("place", ""), channel=asked.get("channel", ""), outcome=asked.get("outcome", ""),
        since=day("since"), until=day("until"), mine=asked.get("mine") == "1",  # type: ignore[arg-type]
        words=asked.get("q", "").strip()[:40],
    )  # fmt: skip


@requires("visits.view")
def register(request: ActedRequest) -> HttpResponse:
    """Every visit in one's area, newest first."""
    wish = wish_of(request)
    page = page_of(request, queries.register(request.actor, wish))
    values = {
        "page": page,
        "names": queries.names_of(page.rows),
        "wish": wish,
        "channels": Channel.choices,
        "outcomes": Outcome.choices,
        "grids": within(request.actor, policies.VIEW, Kind.GRID),
        "findings": queries.count_open_findings(request.actor),
        "conflicts": queries.count_open_conflicts(request.actor),
        "query": request.GET.urlencode(),
    }
    return page_or_part(request, "visits/register.html", "visits/_register.html", values)


@requires("visits.view")
def visit(request: ActedRequest, visit_id: UUID) -> HttpResponse:
    """One visit: what was said, what the register learned, what is open."""
    found = queries.visit(request.actor, visit_id)
    mine = found.account_id == request.actor.account_id
    values = {
        "visit": found,
        "who": queries.names_of([found]).get(found.account_id or 0, ""),
        "words": found.words.reveal(),
        "people": queries.people_of(request.actor, found),
        "findings": [
            (
                f,
                category_label(f.kind, f.category),
                f.words.reveal(),
                f.answer.reveal(),
                queries.request_page(f),
            )
            for f in found.findings.all()
        ],
        "promises": [(p, p.words.reveal()) for p in found.promises.all()],
        "conflicts": found.conflicts.filter(decided_at=None).count(),
        "photos": found.photos.all(),
        "checklists": checklists.filled(found),
        "learned": _learned(request, found.changed),
        "following": _following(request, found),
        "can_withdraw": found.withdrawn_at is None
        and request.actor.may(policies.RECORD if mine else policies.MANAGE, found.area.code),
    }
    return render(request, "visits/visit.html", values)


def _following(request: ActedRequest, found: Visit) -> Due | None:
    """The next door of one's day, when one has just been at this one."""
    is_mine = found.account_id == request.actor.account_id
    is_today = timezone.localdate(found.recorded_at) == clock.today()
    return shelf.following(request.actor, found.dwelling_id) if is_mine and is_today else None


def _learned(request: ActedRequest, changed: dict[str, list[str]]) -> list[tuple[registry.Held, list[str]]]:
    held = registry.held(request.actor, [UUID(key) for key in changed])
    return [(held[UUID(key)], keys) for key, keys in changed.items() if UUID(key) in held]


@requires("visits.view")
def history(request: ActedRequest, dwelling_id: UUID) -> HttpResponse:
    """What was done at one door."""
    door = registry.door(request.actor, dwelling_id)
    rows = queries.at_door(request.actor, dwelling_id)
    values = {
        "door": door,
        "rows": [(row, row.words.reveal()) for row in rows],
        "names": queries.names_of(rows),
    }
    return render(request, "visits/history.html", values)


@requires("visits.view")
def photo(request: ActedRequest, visit_id: UUID, file_id: UUID) -> HttpResponse:
    """A photo of a visit in one's area."""
    found = queries.visit(request.actor, visit_id)
    if not found.photos.filter(file_id=file_id).exists():
        raise OutsideYourArea
    return stored(file_id)


@requires("visits.view")
def export(request: ActedRequest) -> HttpResponse:
    """The register as narrowed, as a workbook or (``as=tsv``) as lines to paste."""
    rows = queries.register(request.actor, wish_of(request)).prefetch_related("seen")[: exports.MOST]
    visits = list(rows)
    count_export(request.actor, rows=len(visits))
    if request.GET.get("as") == "tsv":
        text = exports.pasteable([exports.HEADINGS, *exports.lines(request.actor, visits)])
        return HttpResponse(text, content_type="text/plain; charset=utf-8")
    name = _("走访记录_%(day)s.xlsx") % {"day": clock.today().isoformat()}
    return saved(exports.workbook(request.actor, visits), name)
