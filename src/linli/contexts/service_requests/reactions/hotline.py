"""What became of a work order goes back to the hotline, also when it was merged into another request."""

from linli.contexts.service_requests.commands import outside
from linli.contexts.service_requests.models import Request, State
from linli.contexts.service_requests.queries.outside import ORIGIN
from linli.facts.service_requests import RequestClosed
from linli.kernel.outbox.wire import outside as speaks_outside


@speaks_outside
def send_result(fact: RequestClosed) -> None:
    """Of a request that an order opened; of a merged one once the other has come to its end."""
    if not fact.origin.startswith(ORIGIN) or fact.state == State.MERGED:
        return
    outside.send_result(Request.objects.select_related("lead").get(pk=fact.request_id))
