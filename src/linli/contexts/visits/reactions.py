"""What visits do when the register changes: what is due at a door is worked out again."""

from uuid import UUID

from linli.contexts.registry import api as registry
from linli.contexts.visits.commands.changes import forget, hear
from linli.facts.registry import (
    GroupJoined,
    GroupLeft,
    PersonAmended,
    PersonErased,
    PersonRegistered,
    ResidentDied,
    ResidentMoved,
)
from linli.kernel.actor import linli


def notice_arrival(fact: PersonRegistered) -> None:
    """Somebody new behind a door."""
    _hear([registry.home_of(fact.person_id)])


def notice_move(fact: ResidentMoved) -> None:
    """Somebody moved in, out or within: newcomers are welcomed, whoever stays behind may live alone now."""
    _hear([fact.to_dwelling], "moved_in", f"moved:{fact.person_id}:{fact.on}:in")
    _hear([fact.from_dwelling], "moved_out", f"moved:{fact.person_id}:{fact.on}:out")


def notice_death(fact: ResidentDied) -> None:
    """Somebody died: those who stay behind are not left alone."""
    _hear([registry.last_home_of(fact.person_id)], "died", f"died:{fact.person_id}")


def look_again(fact: PersonAmended | GroupJoined | GroupLeft) -> None:
    """What is known about somebody changed, and so may what is due."""
    _hear([registry.home_of(fact.person_id)])


def forget_person(fact: PersonErased) -> None:
    """A record was erased: visits keep that somebody was there, not what was said."""
    forget(linli("visits"), fact.person_id, fact.area_code)


def _hear(doors: list[UUID | None], kind: str = "", told_by: str = "") -> None:
    for door in doors:
        if door is not None:
            hear(linli("visits"), door, kind=kind, told_by=told_by)
