"""Leave a trace of sheets that open a door, and of the count that leaves the house."""

from linli.contexts.assembly.models.contests import Contest
from linli.contexts.assembly.policies import contests as policies
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note


@command("assembly.contest_sheets_printed", policies.may_lead_contest)
def note_sheets(actor: Actor, contest: Contest, /, *, jurors: int) -> None:
    """Note that sheets with letters were printed."""
    note(target=contest, area=contest.area.code, jurors=jurors)


@command("assembly.contest_count_exported", policies.may_lead_contest)
def note_count(actor: Actor, contest: Contest, /) -> None:
    """Note that the count was taken along."""
    note(target=contest, area=contest.area.code)
