"""Telling authors what became of their proposals: on their own page, or by somebody who says it to them."""

from collections.abc import Iterable

from linli.contexts.budgeting import policies
from linli.contexts.budgeting.models import Proposal, Telling, Word
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import NotAllowedNow


def tell(rows: Iterable[Proposal], what: Telling) -> None:
    """Put it before the authors; inside the command that caused it."""
    now = clock.now()
    known = (row for row in rows if row.visitor is not None or row.behalf is not None)
    db.insert_all(Word, (Word(proposal=row, what=what, at=now) for row in known))


@command("budgeting.author_heard", policies.is_author)
def hear(actor: Actor, proposal: Proposal, /) -> Proposal:
    """The author read it."""
    return _close(actor, proposal)


@command("budgeting.author_told", policies.may_tell)
def tell_by_mouth(actor: Actor, proposal: Proposal, /) -> Proposal:
    """Somebody said it to the author of a paper."""
    return _close(actor, proposal)


def _close(actor: Actor, proposal: Proposal) -> Proposal:
    row = db.lock_row(Proposal, pk=proposal.pk)
    waiting = Word.objects.filter(proposal=row, heard_at=None)
    if not waiting.update(heard_at=clock.now(), account_id=actor.account_id):
        raise NotAllowedNow
    note(target=row, area=row.round.community.code)
    return row
