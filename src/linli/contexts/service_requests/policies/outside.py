"""Who may look after the ways to others: programs with a key, the hotline, text messages."""

from linli.contexts.service_requests.models import Program, Text
from linli.contexts.service_requests.policies.requests import RULES, VIEW, of_request
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.errors import OutsideYourArea


def may_add_program(actor: Actor, area: Area) -> bool:
    """Whoever decides how requests are given out also decides which programs may bring some."""
    if not actor.may(VIEW, area.code):
        raise OutsideYourArea
    return actor.may(RULES, area.code)


def may_withdraw_program(actor: Actor, program: Program) -> bool:
    """The same."""
    return may_add_program(actor, program.area)


def may_pull(actor: Actor, community: Area) -> bool:
    """Look at the hotline now."""
    return may_add_program(actor, community)


def may_send_again(actor: Actor, text: Text) -> bool:
    """Send a text message once more."""
    return of_request(actor, text.request, RULES)
