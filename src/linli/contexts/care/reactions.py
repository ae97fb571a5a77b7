"""What care does when the register changes: it follows people, and takes leave of them."""

from uuid import UUID

from linli.contexts.care.commands import farewells
from linli.contexts.care.models import CareRecord
from linli.contexts.registry import api as registry
from linli.facts.registry import PeopleMerged, PersonErased, ResidentDied, ResidentMoved
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area
from linli.kernel.areas.queries import community_of

CARE = linli("care")


def follow(fact: ResidentMoved) -> None:
    """Somebody moved: to another door of ours, or away."""
    door = registry.doors_of([fact.to_dwelling]) if fact.to_dwelling else []
    for record in _records(fact.person_id, open_only=True):
        if door:
            farewells.follow(CARE, record, area=Area.objects.get(code=door[0].area_code))
        elif fact.from_dwelling is not None:
            farewells.part_with(CARE, record, verb="move_away", on=fact.on)


def take_leave(fact: ResidentDied) -> None:
    """Somebody died."""
    for record in _records(fact.person_id):
        farewells.part_with(CARE, record, verb="die", on=fact.on)


def put_together(fact: PeopleMerged) -> None:
    """Two records were one person."""
    for record in _records(fact.gone_id):
        farewells.merge(CARE, record, kept=fact.kept_id)


def forget(fact: PersonErased) -> None:
    """Somebody's record was erased."""
    farewells.erase(CARE, community_of(fact.area_code), person=fact.person_id)


def _records(person_id: UUID, *, open_only: bool = False) -> list[CareRecord]:
    rows = CareRecord.objects.filter(person=person_id).select_related("area")
    return list(rows.filter(ended_on=None) if open_only else rows)
