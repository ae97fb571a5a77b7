"""What visits do when the register changes: what is due at a door is worked out again.

When a request is opened for what was noticed at a door, the visit leads to it, and hears how it ended.
"""

from uuid import UUID

from linli.contexts.registry import api as registry
from linli.contexts.visits.commands import decisions
from linli.contexts.visits.commands.changes import forget, hear
from linli.contexts.visits.models import Finding
from linli.facts.registry import (
    GroupJoined,
    GroupLeft,
    PersonAmended,
    PersonErased,
    PersonRegistered,
    ResidentDied,
    ResidentMoved,
)
from linli.facts.service_requests import RequestClosed, RequestReopened, RequestReported
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


def note_request(fact: RequestReported) -> None:
    """A request was opened for something noticed at a door."""
    finding = _finding(fact.origin)
    if finding is not None and finding.request_id is None:
        decisions.pass_on(linli("visits"), finding, request_id=fact.request_id, number=fact.number)


def note_end_of_request(fact: RequestClosed) -> None:
    """It came to its end; while it waits within another one, nothing is said yet."""
    finding, words = _finding(fact.origin), ENDS.get(fact.state)
    if finding is not None and words is not None:
        decisions.close_with_request(linli("visits"), finding, answer=words % {"number": fact.number})


def note_request_open_again(fact: RequestReopened) -> None:
    """It was closed and is open again: so is what was noticed at the door."""
    finding = _finding(fact.origin)
    if finding is not None:
        decisions.reopen_with_request(linli("visits"), finding, number=fact.number)


ENDS = {"closed": "诉求 %(number)s 已办结。", "withdrawn": "诉求 %(number)s 已撤回。"}
"""Kept with the visit, in the language of its papers."""
ORIGIN = "visits.finding:"


def _finding(origin: str) -> Finding | None:
    if not origin.startswith(ORIGIN):
        return None
    return Finding.objects.filter(pk=origin.removeprefix(ORIGIN)).select_related("visit__area").first()


def _hear(doors: list[UUID | None], kind: str = "", told_by: str = "") -> None:
    for door in doors:
        if door is not None:
            hear(linli("visits"), door, kind=kind, told_by=told_by)
