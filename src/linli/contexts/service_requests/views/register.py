"""The list of requests: what waits for whom; taken along as a workbook, printed."""

from datetime import date, datetime

from django.http import HttpResponse
from django.utils.translation import gettext as _

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.commands import many
from linli.contexts.service_requests.commands.showing import count_export
from linli.contexts.service_requests.exports import requests as exports
from linli.contexts.service_requests.models import Channel, Kind, Request, State
from linli.contexts.service_requests.queries import listing, words
from linli.contexts.service_requests.queries.listing import SORTS, TABS, Wish
from linli.contexts.service_requests.states import DISPATCH, HANDLE
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas import queries as areas
from linli.kernel.areas.models import Kind as Floor
from linli.web.files import saved
from linli.web.htmx import page_or_part
from linli.web.paging import Page, page_of

SIZE = 50
URGENT = ("life", "utilities")
TAGS: dict[str, str] = {State.CLOSED: "tag-good", State.MERGED: "tag-plain", State.WITHDRAWN: "tag-plain"}
FLOORS = (Floor.COMMUNITY, Floor.GRID, Floor.BUILDING)


def wish_of(request: ActedRequest) -> Wish:
    """What the address bar narrows the list by; what cannot be read is left out."""
    asked = request.GET

    def day(name: str) -> date | None:
        try:
            return clock.day_of(asked.get(name, ""))
        except ValueError:
            return None

    unit = asked.get("unit", "")
    return Wish(
        group=asked.get("group") or first_tab(request), state=asked.get("state", ""),
        category=asked.get("category", ""), kind=asked.get("kind", ""), urgency=asked.get("urgency", ""),
        channel=asked.get("channel", ""), unit=int(unit) if unit.isdecimal() and len(unit) < 10 else None,
        place=asked.get("place", ""), since=day("since"), until=day("until"),
        words=asked.get("q", "").strip()[:40], sort=asked.get("sort", "new"),
    )  # fmt: skip


def first_tab(request: ActedRequest) -> str:
    """Where one begins: a unit from outside with its own work, everybody else with everything."""
    if request.GET.get("q") or request.actor.holds(policies.VIEW):
        return "all"
    return "mine"


@requires(HANDLE)
def register(request: ActedRequest) -> HttpResponse:
    """Fifty requests, the tabs with what waits under each, the filters."""
    wish = wish_of(request)
    page = page_of(request, listing.listed(request.actor, wish), size=SIZE)
    values = {
        "page": page,
        "wish": wish,
        "rows": rows_of(page),
        "tabs": _tabs(request, page, wish),
        "filters": _filters(request),
        "may_sort": request.actor.holds(DISPATCH),
        "at_once": many.MOST,
        "is_narrowed": any([wish.state, wish.category, wish.kind, wish.urgency, wish.channel, wish.unit,
                            wish.place, wish.since, wish.until]),
    }  # fmt: skip
    return page_or_part(request, "service_requests/register.html", "service_requests/_register.html", values)


def rows_of(page: Page) -> list[dict[str, object]]:
    """The rows with what stands beside them."""
    people, now = listing.reporters_of(list(page.rows)), clock.now()
    states = {state.value: state.label for state in State}
    return [
        {
            "it": row, "place": listing.place_of(row), "people": people.get(row.pk, 0),
            "category": words.category_label(row.category),
            "urgency": words.urgency_label(row.urgency) if row.urgency in URGENT else "",
            "state": states[row.state], "tag": TAGS.get(row.state, ""), **_clock(row, now),
        }
        for row in page.rows
    ]  # fmt: skip


def _clock(row: Request, now: datetime) -> dict[str, object]:
    """When it is due, or looked at again; nothing once it was done."""
    if row.closed_at or row.state == State.CALLBACK:
        return {}
    return {
        "due": row.due_at, "is_late": row.due_at is not None and row.due_at < now,
        "review_on": None if row.due_at else row.review_on,
    }  # fmt: skip


def _tabs(request: ActedRequest, page: Page, wish: Wish) -> list[dict[str, object]]:
    counted = listing.counts(request.actor)
    hidden = set() if request.actor.organisation_id else {"mine"}
    return [
        {
            "key": key, "label": label, "count": counted.get(key), "is_here": wish.group == key,
            "address": page.address(group=key),
        }
        for key, label in TABS
        if key not in hidden
    ]  # fmt: skip


def _filters(request: ActedRequest) -> list[tuple[str, str, list[tuple[object, object, bool]]]]:
    """The lists one can narrow by: name of the entry, what it is called, choices and which is chosen."""
    chosen = {"sort": "new", **request.GET.dict()}
    return [
        (name, label, [(value, words, str(value) == chosen.get(name)) for value, words in choices])
        for name, label, choices in _choices(request)
    ]


def _choices(request: ActedRequest) -> list[tuple[str, str, list[tuple[object, object]]]]:
    seen = areas.within(request.actor, policies.VIEW).filter(kind__in=FLOORS)
    return [
        ("category", _("类别"), [(c.key, c.label) for c in words.categories().values()]),
        ("kind", _("类型"), list(Kind.choices)),
        ("urgency", _("紧急程度"), [(u.key, u.label) for u in words.urgencies().values()]),
        ("unit", _("单位"), [(u.pk, u.name) for u in listing.units_seen(request.actor)]),
        ("place", _("地点"), list(seen.values_list("code", "name")[:400])),
        ("channel", _("来源"), list(Channel.choices)),
        ("state", _("状态"), list(State.choices)),
        ("sort", _("排列"), [(key, label) for key, (label, _order) in SORTS.items()]),
    ]


@requires(policies.VIEW)
def export(request: ActedRequest) -> HttpResponse:
    """The list as narrowed, as a workbook without anybody's name or number."""
    rows = list(listing.listed(request.actor, wish_of(request))[: exports.MOST])
    count_export(request.actor, rows=len(rows))
    return saved(exports.workbook(rows), _("诉求_%(day)s.xlsx") % {"day": clock.today().isoformat()})
