"""What leaves the house: every time is on record."""

from linli.contexts.care import policies
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note


@command("care.exported", policies.may_export)
def count_export(actor: Actor, /, *, rows: int, reason: str) -> None:
    """The list of people we look after was taken along."""
    note(target=f"accounts.account:{actor.account_id}", rows=rows, reason=reason)
