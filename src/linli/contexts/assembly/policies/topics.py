"""Who may propose, second and talk, write down for others, look at what was written, and lead topics."""

from django.db.models import Q

from linli.contexts.assembly.models.statements import Moderation, Statement
from linli.contexts.assembly.models.topics import Topic
from linli.contexts.assembly.states.topics import LEAD, MODERATE, TALK
from linli.contexts.registry.api import Door
from linli.kernel.actor import Actor, Resident
from linli.kernel.areas.models import Area
from linli.kernel.errors import OutsideYourArea
from linli.kernel.privacy import cipher

__all__ = ["LEAD", "MODERATE", "TALK"]


def topics_seen(actor: Actor, path: str = "community__code") -> Q:
    """Topics of the communities that touch one's areas."""
    found = Q(pk__in=[])
    for code in actor.areas(TALK):
        found |= Q(**{f"{path}__startswith": code}) | Q(**{path: code[:12]})
    return found


def may_begin(actor: Actor, community: Area) -> bool:
    """Begin a topic at the desk: whoever works in that community."""
    return _touches(actor, community.code)


def may_talk(actor: Actor, topic: Topic) -> bool:
    """Print, export and read at the desk."""
    return _touches(actor, topic.community.code)


def may_tell(actor: Actor, topic: Topic) -> bool:
    """Say that somebody without a phone was told."""
    return _touches(actor, topic.community.code)


def may_lead(actor: Actor, topic: Topic, *_: object) -> bool:
    """Lead a topic from step to step."""
    return _in(actor, LEAD, topic.community.code)


def may_moderate(actor: Actor, topic: Topic) -> bool:
    """Decide whether a topic is shown."""
    return _in(actor, MODERATE, topic.community.code)


def may_review(actor: Actor, moderation: Moderation) -> bool:
    """Take the second look: somebody else than who decided first."""
    allowed = _in(actor, MODERATE, moderation.community.code)
    return allowed and moderation.account_id != actor.account_id


def may_moderate_statement(actor: Actor, statement: Statement) -> bool:
    """Decide whether a statement is shown."""
    return _in(actor, MODERATE, statement.topic.community.code)


def may_export(actor: Actor, community: Area) -> bool:
    """Take the list of a community along."""
    return _touches(actor, community.code)


def may_propose_for(actor: Actor, community: Area, door: Door) -> bool:
    """Write a topic down for somebody behind a door of one's own area."""
    if not (actor.may(TALK, door.area.code) and door.area.code.startswith(community.code)):
        raise OutsideYourArea
    return True


def may_write_for(actor: Actor, topic: Topic, door: Door, *_: object) -> bool:
    """Write down what somebody behind a door of one's own area says to a topic."""
    return may_propose_for(actor, topic.community, door)


def may_write_statement_for(actor: Actor, statement: Statement, door: Door) -> bool:
    """Write down what somebody behind a door says about an own statement."""
    return may_propose_for(actor, statement.topic.community, door)


def belongs(actor: Actor, community: Area) -> bool:
    """A resident of that community."""
    if not (isinstance(actor, Resident) and actor.homes_in(community.code)):
        raise OutsideYourArea
    return True


def belongs_to(actor: Actor, topic: Topic) -> bool:
    """A resident of the topic's community."""
    return belongs(actor, topic.community)


def belongs_to_statement(actor: Actor, statement: Statement) -> bool:
    """A resident of the community in which the statement was made."""
    return belongs(actor, statement.topic.community)


def is_author(actor: Actor, topic: Topic, *_: object) -> bool:
    """Whoever proposed it by phone."""
    if not (isinstance(actor, Resident) and topic.voice and topic.voice in voices_of(actor, topic.community)):
        raise OutsideYourArea
    return True


def may_amend(actor: Actor, topic: Topic) -> bool:
    """The author by phone; for what the desk began, whoever leads topics."""
    if isinstance(actor, Resident):
        return is_author(actor, topic)
    return not topic.voice and may_lead(actor, topic)


def is_resident(actor: Actor, *_: object) -> bool:
    """Somebody who proved a phone, about what is his own."""
    return isinstance(actor, Resident)


def is_linli(actor: Actor, *_: object) -> bool:
    """Linli itself, when a vote is published."""
    return bool(actor.system)


def has_said(actor: Actor, statement: Statement) -> bool:
    """Whoever made the statement by phone."""
    voices = voices_of(actor, statement.topic.community) if isinstance(actor, Resident) else ()
    if not (statement.voice and statement.voice in voices):
        raise OutsideYourArea
    return True


def voices_of(resident: Resident, community: Area) -> tuple[str, ...]:
    """A resident as keyed hashes, the one to use first: by the register where it is known who it is.

    A phone that was tied to a home before anybody knew whose it is keeps its old voice beside the new one.
    """
    known = [home.person for home in resident.homes_in(community.code) if home.person]
    people = [voice_of_person(str(key)) for key in dict.fromkeys(known)]
    return (*people, voice_of_phone(str(resident.visitor)))


def voice_of_person(key: str) -> str:
    """Somebody of the register as a keyed hash."""
    return cipher.lookup(f"person/{key}", "assembly voice")


def voice_of_phone(visitor: str) -> str:
    """A phone of which nobody said yet whose it is, as a keyed hash."""
    return cipher.lookup(f"visitor/{visitor}", "assembly voice")


def voice_of_name(door: Door, name: str) -> str:
    """Somebody whom the register does not know, at a door."""
    return cipher.lookup(f"door/{door.key}/{''.join(name.split())}", "assembly voice")


def _in(actor: Actor, permission: str, code: str) -> bool:
    _touches(actor, code)
    return actor.may(permission, code)


def _touches(actor: Actor, code: str) -> bool:
    if not any(code.startswith(own) or own.startswith(code) for own in actor.areas(TALK)):
        raise OutsideYourArea
    return True
