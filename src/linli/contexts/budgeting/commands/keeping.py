"""Rolls and papers that are forgotten when their time is over."""

from linli.contexts.budgeting import policies
from linli.contexts.budgeting.models import Round
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.ballots.forgetting import forget
from linli.kernel.commands import command, note
from linli.kernel.errors import NotAllowedNow


@command("budgeting.roll_erased", policies.is_linli)
def erase(actor: Actor, one: Round, /) -> Round:
    """Forget voters, witnesses and doors of papers; the trail keeps the digest of what there was as proof."""
    held = db.lock_row(Round, pk=one.pk)
    if held.erased_on is not None or held.box is None or held.box.closed_at is None:
        raise NotAllowedNow
    gone = forget(held.box)
    papers = held.handings.all().delete()[0] + gone.entries
    held.erased_on = clock.today()
    held.save(update_fields=["erased_on"])
    note(target=held, area=held.community.code, lines=gone.lines, papers=papers, digest=gone.digest)
    return held
