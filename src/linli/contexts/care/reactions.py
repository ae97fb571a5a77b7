"""What care does when the register changes: it follows people, and takes leave of them."""

from datetime import date
from uuid import UUID

from django.utils import translation

from linli.contexts.care.commands import cards, family, farewells, holdings, parting, texting
from linli.contexts.care.models import CareRecord
from linli.contexts.care.queries.texting import is_quiet, still_wanted, words_of
from linli.contexts.registry import api as registry
from linli.facts.care import OpinionToAsk
from linli.facts.guard import AlarmClosed, AlarmRaised, AlarmReopened
from linli.facts.registry import PeopleMerged, PersonErased, ResidentDied, ResidentMoved
from linli.facts.visits import CardLookedAt, VisitRecorded, VisitWithdrawn
from linli.kernel import clock, ports
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area
from linli.kernel.areas.queries import community_of
from linli.kernel.outbox.wire import outside as speaks_outside

CARE = linli("care")


def follow(fact: ResidentMoved) -> None:
    """Somebody moved: to another door of ours, or away."""
    door = registry.doors_of([fact.to_dwelling]) if fact.to_dwelling else []
    if door:
        area = Area.objects.get(code=door[0].area_code)
        holdings.follow(CARE, area, person=fact.person_id)
        parting.follow(CARE, community_of(area.code), person=fact.person_id, area=area)
    elif fact.from_dwelling is not None:
        parting.end_help(CARE, community_of(fact.area_code), person=fact.person_id)
        _end_holdings(fact.person_id, fact.area_code, fact.on, MOVED)
    for record in _records(fact.person_id, open_only=True):
        if door:
            farewells.follow(CARE, record, area=area)
        elif fact.from_dwelling is not None:
            farewells.part_with(CARE, record, verb="move_away", on=fact.on)


def take_leave(fact: ResidentDied) -> None:
    """Somebody died."""
    parting.end_help(CARE, community_of(fact.area_code), person=fact.person_id)
    _end_holdings(fact.person_id, fact.area_code, fact.on, DIED)
    for record in _records(fact.person_id):
        farewells.part_with(CARE, record, verb="die", on=fact.on)


def put_together(fact: PeopleMerged) -> None:
    """Two records were one person."""
    parting.merge(CARE, community_of(fact.area_code), gone=fact.gone_id, kept=fact.kept_id)
    holdings.follow(CARE, community_of(fact.area_code), person=fact.gone_id, kept=fact.kept_id)
    for record in _records(fact.gone_id):
        farewells.merge(CARE, record, kept=fact.kept_id)


def forget(fact: PersonErased) -> None:
    """Somebody's record was erased."""
    farewells.erase(CARE, community_of(fact.area_code), person=fact.person_id)


def hear_visit(fact: VisitRecorded) -> None:
    """People we look after were seen: the day is kept for them and their family."""
    if fact.outcome in SPOKEN and fact.people:
        in_person = fact.channel in IN_PERSON
        for record in CareRecord.objects.filter(person__in=fact.people, ended_on=None).select_related("area"):
            family.note_visit(
                CARE, record, visit=fact.visit_id, on=fact.on or clock.today(), in_person=in_person
            )


def hear_card(fact: CardLookedAt) -> None:
    """A visit looked whether the emergency card is still right."""
    for record in _records(fact.person_id, open_only=True):
        cards.look_at(CARE, record, on=fact.on, is_right=fact.is_right)


def drop_visit(fact: VisitWithdrawn) -> None:
    """The visit was a mistake."""
    family.drop_visit(CARE, community_of(fact.area_code), visit=fact.visit_id)


def hear_alarm(fact: AlarmRaised | AlarmClosed | AlarmReopened) -> None:
    """Guard rang at a home, somebody wrote down how it ended, or that this was a slip of the finger."""
    cause = fact.cause if isinstance(fact, AlarmClosed) else ""
    is_again = isinstance(fact, AlarmReopened)
    rows = CareRecord.objects.filter(person__home=fact.dwelling_id, ended_on=None)
    for record in rows.select_related("area"):
        family.note_alarm(CARE, record, alarm=fact.alarm_id, at=fact.at, cause=cause, is_again=is_again)


@speaks_outside
def ask_by_text(fact: OpinionToAsk) -> None:
    """One text message, by day, to whoever still lives here and still agrees.  What can be tried again is."""
    found = still_wanted(fact.asking_id)
    if found is None:
        return
    asking, number = found
    if is_quiet():
        texting.put_off(CARE, asking)
        return
    with translation.override("zh-hans"):
        words = words_of(asking)
    try:
        ports.ask(ports.TextMessages).send(number, words)
    except ports.TextNotSent as trouble:
        if not trouble.is_final:
            raise
        texting.note_unsent(CARE, asking, trouble=trouble)


SPOKEN = frozenset({"met", "told_by_family"})
IN_PERSON = frozenset({"visit", "reception"})
MOVED, DIED = "已迁出", "已去世"
"""Kept with what somebody held, in the language of its papers."""


def _end_holdings(person: UUID, code: str, on: date, why: str) -> None:
    holdings.part_with(CARE, community_of(code), person=person, on=on, why=why)


def _records(person_id: UUID, *, open_only: bool = False) -> list[CareRecord]:
    rows = CareRecord.objects.filter(person=person_id).select_related("area")
    return list(rows.filter(ended_on=None) if open_only else rows)
