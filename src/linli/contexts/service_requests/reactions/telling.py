"""Reporters hear of every step that matters to them, each on his own number."""

from django.utils import translation

from linli.contexts.service_requests.commands import outside
from linli.contexts.service_requests.models import Reporter, State
from linli.contexts.service_requests.queries.telling import SENTENCES, message
from linli.facts.service_requests import ReporterToTell, RequestMoved
from linli.kernel import ports
from linli.kernel.commands import publish
from linli.kernel.outbox.wire import outside as speaks_outside


def tell_reporters(fact: RequestMoved) -> None:
    """Everybody who waits for it and proved a number; of a merged request those who made it."""
    if fact.verb not in SENTENCES:
        return
    waiting = Reporter.objects.exclude(proved_at=None).exclude(phone="")
    if fact.to_state == State.MERGED:
        waiting = waiting.filter(came_with_id=fact.request_id)
    else:
        waiting = waiting.filter(request_id=fact.request_id)
    keys = waiting.values_list("pk", flat=True)
    publish(*(ReporterToTell(key, fact.request_id, fact.verb) for key in keys))


@speaks_outside
def tell_reporter(fact: ReporterToTell) -> None:
    """One text message; to nobody when the reporter withdrew meanwhile.  What can be tried again is."""
    found = Reporter.objects.filter(pk=fact.reporter_id).select_related("request__unit", "came_with").first()
    if found is None or not found.is_told:
        return
    with translation.override("zh-hans"):
        words = message(found, fact.verb)
    try:
        receipt = ports.ask(ports.TextMessages).send(found.phone.reveal(), words)
    except ports.TextNotSent as trouble:
        if not trouble.is_final:
            raise
        outside.note_unsent(found, fact.verb, trouble)
    else:
        outside.note_text(found, fact.verb, receipt=receipt)
