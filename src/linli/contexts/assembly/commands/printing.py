"""Leave a trace of what leaves the house: papers and lists."""

from linli.contexts.assembly import policies
from linli.contexts.assembly.models import Ballot
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note


@command("assembly.roll_exported", policies.may_enter)
def export_roll(actor: Actor, ballot: Ballot, /, *, rows: int) -> None:
    """Note that a list with doors and names was taken along."""
    note(target=ballot, area=ballot.area.code, rows=rows)


@command("assembly.papers_printed", policies.may_enter)
def print_papers(actor: Actor, ballot: Ballot, /, *, papers: int) -> None:
    """Note how many papers were printed."""
    note(target=ballot, area=ballot.area.code, papers=papers)
