"""Whom a notice has reached, household by household, and whom not yet, in the order in which one walks."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from linli.contexts.bulletin.models import Notice, Receipt, Way
from linli.contexts.bulletin.models.notices import ON_BOARD
from linli.contexts.registry import api as registry
from linli.contexts.registry.api import Doorstep
from linli.kernel import clock, packs
from linli.kernel.actor import Actor, Home, Resident


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a notice has come."""

    doors: int
    reached: int
    ways: Sequence[tuple[str, int]]
    """In words, with how many."""
    left: Sequence[Doorstep]
    """Not yet reached, in walking order; of one's own area only."""

    @property
    def share(self) -> int:
        """Reached of a hundred."""
        return round(100 * self.reached / self.doors) if self.doors else 0


def reach(actor: Actor, notice: Notice) -> Reach:
    """Two queries, however many doors there are."""
    doors = registry.lived_in(notice.area.code)
    came = dict(Receipt.objects.filter(notice=notice).values_list("dwelling", "way"))
    counted = Counter(came.values())
    codes = actor.areas("bulletin.view")
    left = [d for d in doors if d.key not in came and any(d.area_code.startswith(c) for c in codes)]
    ways = [(str(way.label), counted[way.value]) for way in Way if counted[way.value]]
    return Reach(len(doors), sum(d.key in came for d in doors), ways, left)


def came(actor: Actor, notice: Notice) -> list[Receipt]:
    """The receipts of one's area, the newest first."""
    codes = actor.areas("bulletin.view")
    rows = Receipt.objects.filter(notice=notice).select_related("dwelling__area").order_by("-at", "-pk")
    return [row for row in rows if any(row.dwelling.area.code.startswith(code) for code in codes)]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader of a notice is asked for."""

    homes: Sequence[tuple[Home, bool]]
    """One's homes that it concerns, and whether they have answered."""
    is_open: bool
    heard: int | None
    """How many households have answered; None while they are too few to be named to everybody."""


def asked_of(resident: Resident | None, notice: Notice) -> Asked | None:
    """None for a notice that asks for no receipts."""
    if not notice.wants_receipts or notice.state not in ON_BOARD:
        return None
    homes = resident.homes_in(notice.area.code) if resident else []
    rows = Receipt.objects.filter(notice=notice)
    done = set(rows.filter(dwelling__in=[h.dwelling for h in homes]).values_list("dwelling", flat=True))
    count, least = rows.count(), packs.pack("bulletin")["small"]["least"]
    is_open = notice.receipts_until is None or notice.receipts_until >= clock.today()
    return Asked([(h, h.dwelling in done) for h in homes], is_open, count if count >= least else None)


def waiting_for(resident: Resident) -> list[tuple[Notice, Home]]:
    """Notices that wait for a receipt of this resident's homes; two queries."""
    rows = Notice.objects.filter(
        community__code__in=resident.communities, state__in=ON_BOARD, wants_receipts=True
    ).select_related("area")
    today = clock.today()
    running = [n for n in rows if n.receipts_until is None or n.receipts_until >= today]
    dwellings = [home.dwelling for home in resident.homes]
    given = Receipt.objects.filter(notice__in=running, dwelling__in=dwellings)
    done: set[tuple[UUID, UUID]] = set(given.values_list("notice", "dwelling"))
    return [
        (notice, home)
        for notice in running
        for home in resident.homes_in(notice.area.code)
        if (notice.pk, home.dwelling) not in done
    ]
