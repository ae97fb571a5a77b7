"""What somebody who lives in a guarded home is shown: what is read there, until when it is at rest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.contexts.guard.models import Consent, Kind, Pause
from linli.contexts.guard.queries.rules import kept_days
from linli.contexts.guard.queries.words import HEARS
from linli.kernel import clock
from linli.kernel.actor import Home, Resident
from linli.kernel.catalogue.manifest import Tile
from linli.kernel.errors import OutsideYourArea


def tiles(resident: Resident) -> Iterable[Tile]:
    """A tile for each home that agreed to be guarded; three queries at most."""
    homes = {home.dwelling: home for home in resident.homes if home.lives_there}
    agreed = Consent.objects.filter(dwelling__in=list(homes), withdrawn_at=None) if homes else ()
    kinds: dict[UUID, set[str]] = {}
    for consent in agreed:
        kinds.setdefault(consent.dwelling_id, set()).add(consent.kind)
    until = away_until(kinds) if kinds else {}
    dry = cuts_of([homes[key] for key, held in kinds.items() if Kind.WATER in held and key not in until])
    for key in kinds:
        words = _at_rest(until.get(key), dry.get(key)) or homes[key].place
        address = reverse("guard:own", args=[homes[key].link])
        yield Tile("guard.own", _("家里的守护"), "heartbeat", address, words, order=70)


def _at_rest(away: datetime | None, cut: Pause | None) -> str:
    """Why nobody calls just now, in a few words; empty when the guard goes on as ever."""
    if away is not None:
        return _("%(day)s以前不打扰") % {"day": f"{timezone.localtime(away):%m-%d}"}
    if cut is None or cut.since > clock.now():
        return ""
    if cut.account_id is None:
        return _("看来停水了，没有用水不打扰")
    return _("停水到 %(at)s，没有用水不打扰") % {"at": f"{timezone.localtime(cut.until):%m-%d %H:%M}"}


def cuts_of(homes: Iterable[Home]) -> dict[UUID, Pause]:
    """The water cut that holds for each home now, or else the next one; one query."""
    asked = {home.dwelling: home.area_code for home in homes}
    above = {code[:n] for code in asked.values() for n in range(1, len(code) + 1)}
    if not above:
        return {}
    rows = Pause.objects.filter(
        kind=Pause.Kind.CUT, dwelling=None, until__gt=clock.now(), area__code__in=above
    )
    running = list(rows.exclude(until=F("since")).select_related("area").order_by("since", "-until"))
    first = {
        key: next((r for r in running if code.startswith(r.area.code)), None) for key, code in asked.items()
    }
    return {key: row for key, row in first.items() if row is not None}


def away_until(dwellings: Iterable[UUID]) -> dict[UUID, datetime]:
    """Until when homes are away; one query."""
    rows = Pause.objects.filter(dwelling__in=list(dwellings), kind=Pause.Kind.AWAY, until__gt=clock.now())
    return {key: until for key, until in rows.values_list("dwelling_id", "until") if key is not None}


def home_of(resident: Resident, link: UUID) -> Home:
    """The home behind a link, for whoever lives there."""
    for home in resident.homes:
        if home.link == link and home.lives_there:
            return home
    raise OutsideYourArea


@dataclass(frozen=True, slots=True)
class OwnGuard:
    """What is read in a home, and whether it rests."""

    kinds: tuple[tuple[str, Any, int], ...]
    """(kind, what is read and why, days that it is kept)"""
    until: datetime | None
    """Until when nobody is called."""
    cut: Pause | None
    """The water is off, or will be: what is heard by the water does not ring."""
    ending: tuple[Consent, ...]
    """Withdrawn, and still to be erased."""


def guard_of(home: Home) -> OwnGuard:
    """Of one home; three queries at most."""
    rows = list(Consent.objects.filter(dwelling=home.dwelling).order_by("given_on", "pk"))
    held = [Kind(row.kind) for row in rows if row.withdrawn_at is None]
    kinds = tuple((str(kind.label), HEARS[kind], kept_days(kind)) for kind in held)
    ending = tuple(row for row in rows if row.withdrawn_at is not None and row.erased_at is None)
    cut = cuts_of([home]).get(home.dwelling) if Kind.WATER in held else None
    return OwnGuard(kinds, away_until([home.dwelling]).get(home.dwelling), cut, ending)
