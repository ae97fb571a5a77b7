"""What leaves the house: every time is on record."""

from linli.contexts.guard import policies
from linli.contexts.registry import api as registry
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note


@command("guard.exported", policies.may_export)
def count_export(actor: Actor, /, *, rows: int) -> None:
    """The list of devices was taken along."""
    note(target=f"accounts.account:{actor.account_id}", rows=rows)


@command("guard.tickets_exported", policies.may_export)
def count_tickets(actor: Actor, /, *, rows: int) -> None:
    """The list for the repairer was taken along."""
    note(target=f"accounts.account:{actor.account_id}", rows=rows)


@command("guard.roster_exported", policies.may_answer)
def count_roster(actor: Actor, place: Area, /, *, nights: int) -> None:
    """The roster of a community was taken along."""
    note(target=place, area=place.code, nights=nights)


@command("guard.alarms_exported", policies.may_answer)
def count_alarms(actor: Actor, /, *, rows: int, reason: str) -> None:
    """Past alarms were taken along: by door, without names, numbers or readings, and for what."""
    note(target=f"accounts.account:{actor.account_id}", rows=rows, reason=reason)


@command("guard.readings_handed_over", policies.may_install)
def hand_over(actor: Actor, area: Area, /, *, door: registry.Door, rows: int, reason: str) -> None:
    """A home's own readings were given to whoever lives there."""
    note(target=f"registry.dwelling:{door.key}", area=area.code, rows=rows, reason=reason)
