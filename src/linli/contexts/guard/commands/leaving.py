"""What leaves the house: every time is on record."""

from linli.contexts.guard import policies
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note


@command("guard.exported", policies.may_export)
def count_export(actor: Actor, /, *, rows: int) -> None:
    """The list of devices was taken along."""
    note(target=f"accounts.account:{actor.account_id}", rows=rows)
