"""Who may see and change what in the register."""

from django.db.models import Q

from linli.contexts.registry.models import Dwelling, ExportRequest, Household, Person, Register
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area, Kind
from linli.kernel.areas.queries import COMMUNITY_DIGITS
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea

VIEW, EDIT, REVEAL = "registry.view", "registry.edit", "registry.reveal"
IMPORT, EXPORT, APPROVE = "registry.import", "registry.export", "registry.approve_export"
MERGE, GRIDS, ERASE = "registry.merge", "registry.grids", "registry.erase"


def people_visible_to(actor: Actor, permission: str = VIEW, community: str = "community") -> Q:
    """People who live in one's area or are registered there, so that both grids see their part."""
    found = Q(pk__in=[])
    for code in actor.areas(permission):
        if len(code) <= COMMUNITY_DIGITS:
            communities = Area.objects.filter(kind=Kind.COMMUNITY, code__startswith=code)
            found |= Q(**{f"{community}__in": communities.values("pk")})
        else:
            below = Area.objects.filter(code__startswith=code).values("pk")
            found |= Q(area__in=below) | Q(registered_area__in=below)
    return found


def dwellings_visible_to(actor: Actor, permission: str = VIEW) -> Q:
    """Homes in one's area."""
    return inside("area__code", actor.areas(permission))


def _codes(person: Person) -> list[str]:
    places = (person.area, person.registered_area)
    return [place.code for place in places if place is not None] or [person.community.code]


def may_view(actor: Actor, person: Person) -> bool:
    """Whoever works where the person lives or is registered."""
    return any(actor.may(VIEW, code) for code in _codes(person))


def _may(actor: Actor, permission: str, person: Person) -> bool:
    if not (actor.system or may_view(actor, person)):
        raise OutsideYourArea
    return any(actor.may(permission, code) for code in _codes(person))


def may_edit(actor: Actor, person: Person, *_: object) -> bool:
    """Change what is held about a person."""
    return _may(actor, EDIT, person)


def may_reveal(actor: Actor, person: Person, *_: object) -> bool:
    """See a sealed value, with a reason."""
    return _may(actor, REVEAL, person)


def may_erase(actor: Actor, person: Person) -> bool:
    """Erase a person's record."""
    return _may(actor, ERASE, person)


def may_edit_dwelling(actor: Actor, dwelling: Dwelling, *_: object) -> bool:
    """Change a home, or who lives there."""
    if not actor.may(VIEW, dwelling.area.code):
        raise OutsideYourArea
    return actor.may(EDIT, dwelling.area.code)


def may_reveal_dwelling(actor: Actor, dwelling: Dwelling) -> bool:
    """See a sealed value of a home."""
    if not actor.may(VIEW, dwelling.area.code):
        raise OutsideYourArea
    return actor.may(REVEAL, dwelling.area.code)


def may_edit_household(actor: Actor, household: Household, *_: object) -> bool:
    """Change who belongs to a household."""
    place = household.home.area if household.home else household.community
    if not actor.may(VIEW, place.code):
        raise OutsideYourArea
    return actor.may(EDIT, place.code)


def may_add_in(actor: Actor, place: Area, *_: object) -> bool:
    """Add people or homes at a place."""
    return actor.may(EDIT, place.code)


def may_import(actor: Actor, community: Area, *_: object) -> bool:
    """Import a roster for a community."""
    return actor.may(IMPORT, community.code)


def may_merge(actor: Actor, first: Person, second: Person) -> bool:
    """Put two records together or apart."""
    return _may(actor, MERGE, first) and _may(actor, MERGE, second)


def may_search_duplicates(actor: Actor, community: Area) -> bool:
    """Look for duplicates in a whole community."""
    return actor.may(MERGE, community.code)


def may_plan_grids(actor: Actor, community: Area, *_: object) -> bool:
    """Redraw the grids of a community."""
    return actor.may(GRIDS, community.code)


def may_save_register(actor: Actor, community: Area) -> bool:
    """Save a view for oneself or for all."""
    return any(c.startswith(community.code) or community.code.startswith(c) for c in actor.areas(VIEW))


def may_share(actor: Actor, community: Area) -> bool:
    """Save a view for everyone of the community."""
    return actor.may(GRIDS, community.code)


def may_change_register(actor: Actor, register: Register) -> bool:
    """One's own views; managers change the shared ones.  Somebody else's own view does not exist for one."""
    is_mine = register.account_id is not None and register.account_id == actor.account_id
    if not (register.is_shared or is_mine or actor.system):
        raise OutsideYourArea
    return is_mine or actor.may(GRIDS, register.community.code)


def may_ask_export(actor: Actor, community: Area) -> bool:
    """Ask for a list as a file."""
    return any(c.startswith(community.code) or community.code.startswith(c) for c in actor.areas(EXPORT))


def may_decide_export(actor: Actor, request: ExportRequest) -> bool:
    """Approve or refuse somebody else's export."""
    return actor.may(APPROVE, request.community.code) and request.account_id != actor.account_id


def may_download(actor: Actor, request: ExportRequest) -> bool:
    """Whoever asked for it, as long as exporting is still part of the work."""
    return bool(actor.system) or (request.account_id == actor.account_id and actor.holds(EXPORT))
