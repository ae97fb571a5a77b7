"""What the residents' door does when the register changes: who moved or died no longer belongs to a home."""

from linli.contexts.registry import api as registry
from linli.contexts.residents.commands import links
from linli.contexts.residents.models import Ended, Link
from linli.facts.registry import PeopleMerged, PersonErased, ResidentDied, ResidentMoved
from linli.kernel.actor import linli

LINLI = linli("residents")


def follow_move(fact: ResidentMoved) -> None:
    """Somebody moved out: the phone no longer lives there; when a home is empty, no phone does."""
    if fact.from_dwelling is None or fact.from_dwelling == fact.to_dwelling:
        return
    there = Link.objects.filter(dwelling=fact.from_dwelling, ended_at=None)
    gone = there.filter(person=fact.person_id)
    if not registry.members_behind([fact.from_dwelling]):
        gone = gone | there.filter(person=None)
    _end(
        [link for link in gone.select_related("dwelling__area") if link.lives_there], "moved", fact.area_code
    )


def follow_death(fact: ResidentDied) -> None:
    """Somebody died."""
    rows = Link.objects.filter(person=fact.person_id, ended_at=None)
    _end(list(rows.select_related("dwelling__area")), Ended.DIED, fact.area_code)


def follow_merge(fact: PeopleMerged) -> None:
    """Two records are one person."""
    if Link.objects.filter(person=fact.gone_id).exists():
        links.merge(LINLI, fact.kept_id, fact.gone_id, area_code=fact.area_code)


def forget_person(fact: PersonErased) -> None:
    """A record was erased."""
    if Link.objects.filter(person=fact.person_id).exists():
        links.forget_person(LINLI, fact.person_id, area_code=fact.area_code)


def _end(found: list[Link], why: str, area_code: str) -> None:
    if found:
        links.follow(LINLI, area_code, links=found, why=why)
