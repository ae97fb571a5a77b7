"""What every page needs to know: who is here, where one can go, how one likes to read."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.catalogue import shelf
from linli.kernel.catalogue.manifest import Entry
from linli.kernel.notices import post
from linli.web.waiting import counts

READING, THEME = "linli_reading", "linli_theme"
ON_THE_THUMB = 4
"""Entries in the bar at the bottom of a phone; the rest stands under "more"."""


GROUPS = (
    (0, ""),
    (20, _("照看和守护")),
    (30, _("大家的事")),
    (40, _("居民和房屋")),
    (60, _("汇总")),
    (70, _("管理")),
)
"""Headings of the navigation, each from an entry's order on; the first needs none: it is the day's work."""


@dataclass(frozen=True, slots=True)
class Link:
    """A line of the navigation as one person sees it."""

    entry: Entry
    waiting: int
    address: str
    is_here: bool


def grouped(found: list[Link]) -> list[tuple[str, list[Link]]]:
    """Links under their headings; a heading without links is left out."""
    borders = [start for start, _name in GROUPS[1:]]
    groups: list[tuple[str, list[Link]]] = [(str(name), []) for _start, name in GROUPS]
    for link in found:
        groups[bisect_right(borders, link.entry.order)][1].append(link)
    return [group for group in groups if group[1]]


def links(actor: Actor, path: str = "") -> list[Link]:
    """Where one may go, how much waits there, and where one is."""
    entries = [entry for entry in shelf.navigation() if actor.holds(entry.needs)]
    numbers, addresses = counts(actor, entries), _addresses()
    here = _belongs_to(path)
    return [
        Link(entry, numbers.get(entry.address, 0), address, address == here)
        for entry in entries
        if (address := addresses[entry.address])
    ]


@cache
def _addresses() -> dict[str, str]:
    return {entry.address: reverse(entry.address) for entry in shelf.navigation()}


def _belongs_to(path: str) -> str:
    """The entry whose address is the longest beginning of a path; the first page begins none but itself."""
    roots = (root for root in _addresses().values() if root != "/" and path.startswith(root))
    return max(roots, key=len, default=path)


def bell_address(since: float, newest: float) -> str:
    """Where a page asks what rang since it was opened, and tells what it knows of."""
    return f"{reverse('web:bell')}?since={since:.3f}&newest={newest:.6f}"


def page_context(request: HttpRequest) -> dict[str, Any]:
    """The context that the shell uses; cheap, because it runs for parts too."""
    actor = getattr(request, "actor", None)
    base = {
        "actor": actor,
        "account": getattr(request, "account", None),
        "resident": getattr(request, "resident", None),
        "resident_home": reverse("residents:home"),
        "reading": "elder" if request.COOKIES.get(READING) == "elder" else "",
        "theme": request.COOKIES.get(THEME, "") if request.COOKIES.get(THEME) in {"light", "dark"} else "",
        "language": translation.get_language(),
        "languages": settings.LANGUAGES,
        "is_demo": settings.DEMO,
    }
    if actor is None or request.headers.get("HX-Request"):
        return base
    navigation = links(actor, request.path)
    return base | {
        "navigation": grouped(navigation),
        "thumb_entries": navigation[:ON_THE_THUMB],
        "bell_address": bell_address(clock.now().timestamp(), 0.0) if shelf.hears_bells(actor) else "",
        "unread": post.unread(actor.account_id) if actor.account_id else 0,
    }
