"""Who may see and change what about help at home and the after-school room."""

from linli.contexts.care.models import (
    Asking,
    Occasion,
    Offer,
    Opinion,
    Order,
    Room,
    Settlement,
    Voucher,
)
from linli.contexts.care.policies.permissions import (
    APPROVE,
    ARRANGE,
    ATTEND,
    HEAR,
    ISSUE,
    KEEP_ROOM,
    ORDER,
    SETTLE,
    SETTLEMENTS,
)
from linli.contexts.registry import api as registry
from linli.contexts.registry.api import Held
from linli.kernel.access.roles import PARTNER_STAFF
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.errors import OutsideYourArea


def may_arrange(actor: Actor, place: Area) -> bool:
    """Say what partners offer in a community."""
    if not actor.may(ORDER, place.code):
        raise OutsideYourArea
    return actor.may(ARRANGE, place.code)


def may_change_offer(actor: Actor, offer: Offer) -> bool:
    """Change or close an offer."""
    return may_arrange(actor, offer.community)


def may_order(actor: Actor, offer: Offer, held: Held) -> bool:
    """Order something for somebody of one's area, where the partner goes."""
    if not actor.may(ORDER, held.area_code) or not held.area_code.startswith(offer.area.code):
        raise OutsideYourArea
    return True


def may_end_order(actor: Actor, order: Order) -> bool:
    """End or change what somebody of one's area ordered."""
    if not actor.may(ORDER, order.area.code):
        raise OutsideYourArea
    return True


def is_partner_of(actor: Actor, offer: Offer) -> bool:
    """The staff of the partner itself, in the place where they were let in."""
    is_ours = actor.organisation_id is not None and actor.organisation_id == offer.partner_id
    return is_ours and actor.may(ATTEND, offer.community.code)


def may_attend(actor: Actor, occasion: Occasion) -> bool:
    """See an order of a day and say what became of it: workers of the area, and the partner itself."""
    if actor.may(ORDER, occasion.area.code) or is_partner_of(actor, occasion.offer):
        return True
    raise OutsideYourArea


def may_settle(actor: Actor, occasion: Occasion) -> bool:
    """Cancel, or say what came of the call: workers of the area alone."""
    may_attend(actor, occasion)
    return actor.may(ORDER, occasion.area.code)


def may_issue(actor: Actor, place: Area) -> bool:
    """Give vouchers in a community."""
    if not actor.may(ORDER, place.code):
        raise OutsideYourArea
    return actor.may(ISSUE, place.code)


def may_return(actor: Actor, voucher: Voucher) -> bool:
    """Take a voucher back from somebody of one's area."""
    if not actor.may(ORDER, voucher.area.code):
        raise OutsideYourArea
    return actor.may(ISSUE, voucher.area.code)


def may_print_slips(actor: Actor) -> bool:
    """Print vouchers of one's area."""
    return actor.holds(ORDER)


def is_of_house(actor: Actor) -> bool:
    """True for everybody but those whose only work is a partner's."""
    return actor.roles != {PARTNER_STAFF}


def is_partners(actor: Actor, settlement: Settlement) -> bool:
    """The staff of the partner whose settlement it is."""
    is_ours = actor.organisation_id is not None and actor.organisation_id == settlement.partner_id
    return is_ours and actor.may(ATTEND, settlement.community.code)


def may_draw_up(actor: Actor, place: Area) -> bool:
    """Draw up settlements of a community."""
    if not actor.may(SETTLEMENTS, place.code):
        raise OutsideYourArea
    return actor.may(SETTLE, place.code)


def may_read_settlement(actor: Actor, settlement: Settlement) -> bool:
    """See a settlement: those who settle in the community, and the partner itself."""
    ours = is_of_house(actor) and actor.may(SETTLEMENTS, settlement.community.code)
    if ours or is_partners(actor, settlement):
        return True
    raise OutsideYourArea


def may_draw(actor: Actor, settlement: Settlement) -> bool:
    """Change a draft."""
    return may_read_settlement(actor, settlement) and actor.may(SETTLE, settlement.community.code)


def may_agree(actor: Actor, settlement: Settlement) -> bool:
    """Agree for the partner; where it signed on paper, one of ours writes that down."""
    may_read_settlement(actor, settlement)
    return is_partners(actor, settlement) or actor.may(SETTLE, settlement.community.code)


def may_approve(actor: Actor, settlement: Settlement) -> bool:
    """Approve what the partner agreed to."""
    return may_read_settlement(actor, settlement) and actor.may(APPROVE, settlement.community.code)


def may_send_back(actor: Actor, settlement: Settlement) -> bool:
    """Send it back before it is approved: whoever draws up, approves or agreed."""
    return may_agree(actor, settlement) or may_approve(actor, settlement)


def may_answer(actor: Actor, asking: Asking) -> bool:
    """The person asked, by link; or one of ours for them, never whoever brings the help."""
    if getattr(actor, "visitor", None) is not None:
        own = registry.members([asking.person_id]).get(asking.person_id)
        homes = getattr(actor, "homes", ())
        if own is None or own.household not in {one.household for one in homes if one.household}:
            raise OutsideYourArea
        return True
    if not actor.may(HEAR, asking.offer.community.code):
        raise OutsideYourArea
    return True


def may_hear(actor: Actor, opinion: Opinion) -> bool:
    """Call somebody who was not content."""
    if not actor.may(HEAR, opinion.offer.community.code):
        raise OutsideYourArea
    return True


def may_agree_texts(actor: Actor, held: Held) -> bool:
    """Write down that somebody of one's area agreed to text messages, or no longer."""
    if not actor.may(ORDER, held.area_code):
        raise OutsideYourArea
    return True


def may_hear_at_all(actor: Actor) -> bool:
    """Ask people how content they are."""
    return actor.holds(HEAR)


def may_order_own(actor: Actor, offer: Offer, held: Held) -> bool:
    """A resident orders for those of his own household, where the partner goes."""
    homes = getattr(actor, "homes", ())
    own = registry.members([held.key]).get(held.key)
    households = {one.household for one in homes if one.household and one.lives_there}
    is_ours = own is not None and own.household in households
    if not is_ours or not held.area_code.startswith(offer.area.code):
        raise OutsideYourArea
    return True


def may_change_own(actor: Actor, order: Order) -> bool:
    """A resident changes what somebody of his own household ordered."""
    homes = getattr(actor, "homes", ())
    own = registry.members([order.person_id]).get(order.person_id)
    if own is None or own.household not in {o.household for o in homes if o.household and o.lives_there}:
        raise OutsideYourArea
    return True


def may_keep_room(actor: Actor, room: Room) -> bool:
    """Those who keep rooms in the community, and whoever is on duty there."""
    is_on_duty = actor.account_id is not None and actor.account_id == room.on_duty_id
    if actor.may(KEEP_ROOM, room.community.code) or (is_on_duty and actor.holds(KEEP_ROOM)):
        return True
    raise OutsideYourArea


def may_run_room(actor: Actor, room: Room) -> bool:
    """Change a room or its days: those who keep rooms in the community, and whoever is on duty there."""
    return may_keep_room(actor, room)


def may_enrol(actor: Actor, room: Room, held: Held) -> bool:
    """Put a child of the room's community on its roster."""
    if not held.area_code.startswith(room.community.code):
        raise OutsideYourArea
    return may_keep_room(actor, room)
