"""Who may see and change what about people we look after."""

from linli.contexts.care.models import CareRecord, Proposal
from linli.contexts.registry.api import Held
from linli.kernel.actor import Actor
from linli.kernel.errors import OutsideYourArea

VIEW, LOOK_AFTER = "care.view", "care.look_after"


def _may(actor: Actor, permission: str, code: str) -> bool:
    if not actor.may(VIEW, code):
        raise OutsideYourArea
    return actor.may(permission, code)


def may_take_up(actor: Actor, held: Held) -> bool:
    """Begin to look after somebody of one's area."""
    return _may(actor, LOOK_AFTER, held.area_code)


def may_change(actor: Actor, record: CareRecord) -> bool:
    """Change what is arranged for somebody of one's area."""
    return _may(actor, LOOK_AFTER, record.area.code)


def may_decide(actor: Actor, proposal: Proposal) -> bool:
    """Decide about a proposal of one's area."""
    return _may(actor, LOOK_AFTER, proposal.area.code)


def may_export(actor: Actor) -> bool:
    """Take the list of one's area away."""
    return actor.holds(LOOK_AFTER)


def may_print(actor: Actor) -> bool:
    """Print emergency cards of one's area; each card is judged by ``may_change``."""
    return actor.holds(LOOK_AFTER)


def is_linli(actor: Actor, *_: object) -> bool:
    """Only Linli itself."""
    return bool(actor.system)
