"""What leaves the house about a whole grid: each time is on record, with its reason."""

from linli.contexts.visits import policies
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import ReasonNeeded


@command("visits.pack_taken", policies.may_take_pack)
def take_pack(actor: Actor, grid: Area, /, *, reason: str) -> None:
    """The hand-over pack of a grid is printed or taken away."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    note(target=grid, area=grid.code, reason=reason.strip())


@command("visits.left_exported", policies.may_export)
def count_left_export(actor: Actor, /, *, rows: int) -> None:
    """The list of doors still to visit is taken away."""
    note(target=f"accounts.account:{actor.account_id}", rows=rows)
