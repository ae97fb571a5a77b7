"""What leaves the house: every time is on record."""

from linli.contexts.duties import policies
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note


def may_export(actor: Actor) -> bool:
    """Whoever sees a list may take it along: there are no residents in it."""
    return actor.holds(policies.VIEW)


@command("duties.exported", may_export)
def count_export(actor: Actor, /, *, rows: int, what: str) -> None:
    """A list was taken along."""
    note(target=f"accounts.account:{actor.account_id}", rows=rows, what=what)
