"""Rolls and papers that are forgotten when their time is over."""

from linli.contexts.budgeting import policies
from linli.contexts.budgeting.models import Round
from linli.kernel import db
from linli.kernel.actor import Actor
from linli.kernel.ballots.forgetting import forget
from linli.kernel.ballots.models import Erasure
from linli.kernel.commands import command, note
from linli.kernel.errors import NotAllowedNow


@command("budgeting.roll_erased", policies.is_linli)
def erase(actor: Actor, one: Round, /) -> Erasure:
    """Forget voters, witnesses and doors of papers; a digest of what there was stays as proof."""
    held = db.lock_row(Round, pk=one.pk)
    if held.box is None:
        raise NotAllowedNow
    made, _keys = forget(held.box)
    note(target=held, area=held.community.code, lines=made.lines, papers=made.papers, digest=made.digest)
    return made
