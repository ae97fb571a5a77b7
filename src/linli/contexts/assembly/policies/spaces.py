"""Who may lead an open space, help in it, and take part."""

from django.db.models import Q

from linli.contexts.assembly.models.spaces import GroupNote, Guest, OpenSpace, SpaceAction, TopicCard
from linli.contexts.assembly.policies.ballots import places_seen
from linli.contexts.assembly.states.spaces import HELP, LEAD
from linli.kernel.actor import Actor, Resident
from linli.kernel.areas.models import Area
from linli.kernel.errors import OutsideYourArea


def spaces_seen(actor: Actor) -> Q:
    """Open spaces of one's area, and those of a larger place that one's area belongs to."""
    return places_seen(actor, HELP)


def may_begin_space(actor: Actor, area: Area) -> bool:
    """Invite to an open space in a place."""
    return _in(actor, LEAD, area.code)


def may_lead_space(actor: Actor, space: OpenSpace) -> bool:
    """Change an open space and lead it from step to step."""
    return _in(actor, LEAD, space.area.code)


def may_help_in(actor: Actor, space: OpenSpace) -> bool:
    """Hand out cards, type paper in, put up the market, write notes: whoever works in that community."""
    if not any(
        space.area.code.startswith(code) or code.startswith(space.community) for code in actor.areas(HELP)
    ):
        raise OutsideYourArea
    return True


def may_help_with(actor: Actor, card: TopicCard) -> bool:
    """The same, for one of its topic cards."""
    return may_help_in(actor, card.space)


def may_withdraw_note(actor: Actor, row: GroupNote) -> bool:
    """Take a note down."""
    return may_help_in(actor, row.card.space)


def may_drop_action(actor: Actor, row: SpaceAction) -> bool:
    """Strike an action."""
    return may_help_in(actor, row.space)


def may_write_note(actor: Actor, guest: Guest, card: TopicCard) -> bool:
    """Write for a group of the meeting in which one takes part."""
    if card.space_id != guest.space_id:
        raise OutsideYourArea
    return may_speak_for(actor, guest)


def may_join(actor: Actor, space: OpenSpace) -> bool:
    """A resident of that community, by phone."""
    if not (isinstance(actor, Resident) and actor.homes_in(space.community)):
        raise OutsideYourArea
    return True


def may_speak_for(actor: Actor, guest: Guest) -> bool:
    """The one whose phone it is, or somebody who helps and types in what the card's bearer says."""
    if isinstance(actor, Resident):
        if guest.visitor is None or guest.visitor != actor.visitor:
            raise OutsideYourArea
        return True
    return may_help_in(actor, guest.space)


def _in(actor: Actor, permission: str, code: str) -> bool:
    if not actor.may(permission, code):
        raise OutsideYourArea
    return True
