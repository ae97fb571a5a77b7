"""What a request hears from where it was opened."""

from linli.contexts.service_requests import policies
from linli.contexts.service_requests.commands.moving import Said, held, leave_trace, move
from linli.contexts.service_requests.models import OPEN, Request, State
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note

SETTLED = "走访人员已记下处理结果，见走访记录。"
"""Kept in the history, in the language of its papers."""
NOT_GIVEN_OUT = (State.NEW, State.CLASSIFIED)


@command("service_requests.answered_at_door", policies.is_linli)
def hear_answer(actor: Actor, request: Request, /) -> Request:
    """Whoever noticed it has settled it: taken back before it is given out, afterwards only noted."""
    row = held(request)
    note(target=row, area=row.area.code, number=row.number)
    if row.state in NOT_GIVEN_OUT:
        return move(actor, row, "withdraw", Said(SETTLED), closed_at=clock.now())
    if row.state in OPEN:
        leave_trace(actor, row, row.state, "noted", Said(SETTLED))
    return row
