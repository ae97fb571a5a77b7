"""People whom the first community looks after already, and others who wait for a decision."""

import random
from collections.abc import Callable, Sequence

from linli.contexts.care.commands import proposals, records
from linli.contexts.care.models import CareRecord, Proposal
from linli.contexts.care.queries.words import TIERS
from linli.contexts.registry import api as registry
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area

Progress = Callable[[str, int, int], None]
STREAM = 20260501
MOST = 60
"""How many are looked after in the demonstration; everybody else waits for a decision."""
NEEDS = {
    "older": ("meals", "company", "cleaning", "doctor", "medicine", "home_safety", "bathing", "phone"),
    "child": ("schooling", "minding", "company"),
    "hardship": ("money", "medicine", "work", "repairs"),
}


def looked_after(communities: Sequence[str], progress: Progress) -> None:
    """The first community; the others begin with proposals only."""
    if CareRecord.objects.exists():
        return
    actor = linli("demo")
    for community in Area.objects.filter(code__in=communities).order_by("code"):
        proposals.propose(actor, community)
    place = Area.objects.filter(code__in=communities).order_by("code").first()
    if place is None:
        return
    chance = random.Random(STREAM)  # noqa: S311 - a believable past, not a secret
    waiting = list(Proposal.objects.filter(community=place).order_by("person__name_order", "pk"))
    by_tier = [[row for row in waiting if row.tier == tier] for tier in TIERS]
    chosen = [row for rows in by_tier for row in chance.sample(rows, min(MOST // 3, len(rows)))]
    cards = registry.held(actor, [row.person_id for row in chosen])
    for number, row in enumerate(chosen):
        needs = chance.sample(NEEDS[row.kind], chance.randint(1, 2))
        records.take_up(actor, cards[row.person_id], told=records.Told(row.classes, row.tier, needs=needs))
        if number % 20 == 0:
            progress("关爱", number, len(chosen))
    progress("关爱", len(chosen), len(chosen))
