"""What somebody who lives in a guarded home is shown: what is read there, until when it is at rest."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

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
    """A tile for each home that agreed to be guarded; two queries at most."""
    homes = {home.dwelling: home for home in resident.homes if home.lives_there}
    agreed = Consent.objects.filter(dwelling__in=list(homes), withdrawn_at=None) if homes else ()
    guarded = {consent.dwelling_id for consent in agreed}
    until = away_until(guarded) if guarded else {}
    for key in guarded:
        day = until.get(key)
        words = (
            _("%(day)s以前不打扰") % {"day": f"{timezone.localtime(day):%m-%d}"} if day else homes[key].place
        )
        address = reverse("guard:own", args=[homes[key].link])
        yield Tile("guard.own", _("家里的守护"), "heartbeat", address, words, order=70)


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
    ending: tuple[Consent, ...]
    """Withdrawn, and still to be erased."""


def guard_of(home: Home) -> OwnGuard:
    """Of one home; two queries."""
    rows = list(Consent.objects.filter(dwelling=home.dwelling).order_by("given_on", "pk"))
    held = [Kind(row.kind) for row in rows if row.withdrawn_at is None]
    kinds = tuple((str(kind.label), HEARS[kind], kept_days(kind)) for kind in held)
    ending = tuple(row for row in rows if row.withdrawn_at is not None and row.erased_at is None)
    return OwnGuard(kinds, away_until([home.dwelling]).get(home.dwelling), ending)
