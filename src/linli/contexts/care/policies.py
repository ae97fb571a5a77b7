"""Who may see and change what about people we look after."""

from datetime import timedelta

from django.db.models import Q

from linli.contexts.care.models import (
    CareRecord,
    Concern,
    Holding,
    Occasion,
    Offer,
    Order,
    Proposal,
    Room,
    Screening,
    Settlement,
    Voucher,
)
from linli.contexts.registry.api import Held
from linli.kernel import clock
from linli.kernel.access import permissions
from linli.kernel.access.queries import in_force
from linli.kernel.access.roles import PARTNER_STAFF, ROLES
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.errors import OutsideYourArea

VIEW, LOOK_AFTER = "care.view", "care.look_after"
SAFEGUARD, NAME_LEADS = "care.safeguard", "care.name_leads"
ATTEND, ORDER, ARRANGE = "care.attend", "care.order", "care.arrange"
KEEP_ROOM = "care.keep_room"
ISSUE = "care.give_vouchers"
SETTLEMENTS, SETTLE, APPROVE = "care.settlements", "care.settle", "care.approve_settlement"


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


def may_change_holding(actor: Actor, holding: Holding) -> bool:
    """Renew or end an allowance or document of somebody of one's area."""
    return _may(actor, LOOK_AFTER, holding.area.code)


def wrote_just_now(actor: Actor, screening: Screening) -> bool:
    """Whoever wrote a screening down reads it again on the same day without giving a reason."""
    is_fresh = clock.now() - screening.at < timedelta(days=1)
    return is_fresh and actor.account_id is not None and actor.account_id == screening.account_id


def may_open_concern(actor: Actor, community: Area) -> bool:
    """Whoever works anywhere in a community may write down that a child may be harmed there."""
    here = community.code
    return any(code.startswith(here) or here.startswith(code) for code in actor.areas(SAFEGUARD))


def may_read_concern(actor: Actor, concern: Concern) -> bool:
    """Only those named; for everybody else, managers included, it does not exist."""
    if actor.system:
        return True
    is_named = actor.account_id is not None and concern.readers.filter(account=actor.account_id).exists()
    if not is_named:
        raise OutsideYourArea
    return actor.holds(SAFEGUARD)


def may_name_leads(actor: Actor, community: Area) -> bool:
    """Say who looks after children's safety in a community."""
    return actor.may(NAME_LEADS, community.code)


def who_may_be_named(community: Area) -> set[int]:
    """Accounts that may handle such a matter in a community."""
    roles = [r for r in ROLES if any(p.key == SAFEGUARD for p in permissions.held_by(r))]
    above = [community.code[:n] for n in range(1, len(community.code) + 1)]
    rows = in_force().filter(role__in=roles, account__is_active=True)
    rows = rows.filter(Q(area__code__in=above) | Q(area__code__startswith=community.code))
    return set(rows.values_list("account_id", flat=True))


def may_print(actor: Actor) -> bool:
    """Print emergency cards of one's area; each card is judged by ``may_change``."""
    return actor.holds(LOOK_AFTER)


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


def may_keep_room(actor: Actor, room: Room) -> bool:
    """Those who keep rooms in the community, and whoever is on duty there."""
    is_on_duty = actor.account_id is not None and actor.account_id == room.on_duty_id
    if actor.may(KEEP_ROOM, room.community.code) or (is_on_duty and actor.holds(KEEP_ROOM)):
        return True
    raise OutsideYourArea


def may_enrol(actor: Actor, room: Room, held: Held) -> bool:
    """Put a child of the room's community on its roster."""
    if not held.area_code.startswith(room.community.code):
        raise OutsideYourArea
    return may_keep_room(actor, room)


def is_linli(actor: Actor, *_: object) -> bool:
    """Only Linli itself."""
    return bool(actor.system)
