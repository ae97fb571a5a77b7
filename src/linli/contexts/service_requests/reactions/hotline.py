"""What became of a work order goes back to the hotline, also when it was merged into another request."""

from linli.contexts.service_requests.models import Request, State
from linli.facts.service_requests import RequestClosed
from linli.kernel import clock, ports
from linli.kernel.ports.hotline import Hotline, Outcome

ORIGIN = "hotline:"


def send_result(fact: RequestClosed) -> None:
    """Of a request that an order opened; of a merged one once the other has come to its end."""
    if not fact.origin.startswith(ORIGIN) or fact.state == State.MERGED:
        return
    one = Request.objects.select_related("lead").get(pk=fact.request_id)
    row = one.lead or one
    judged = row.reporters.filter(came_with=one).exclude(answered_at=None).first()
    ports.ask(Hotline).send(
        Outcome(
            fact.origin.removeprefix(ORIGIN), row.answer or str(row.get_state_display()),
            row.closed_at or clock.now(), judged.solved if judged else "", judged.satisfied if judged else "",
        )
    )  # fmt: skip
