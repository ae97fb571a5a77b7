"""One step: the hop, the audit entry and the fact belong together, or nothing of it happened."""

import pytest
from tests.builders.desk import Desk

from linli.contexts.service_requests.commands import disputing, sorting
from linli.contexts.service_requests.models import State
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import NotAllowedNow
from linli.kernel.outbox.models import OutboxFact


def test_a_step_leaves_a_hop_an_entry_and_a_fact(desk: Desk) -> None:
    request = desk.at(State.DISPATCHED)
    disputing.sign(desk.plumber, request)
    hop = request.hops.last()
    assert (hop.verb, hop.from_state, hop.to_state, hop.unit) == ("sign", "dispatched", "signed", desk.water)
    entry = AuditEntry.objects.filter(action="service_requests.signed").get()
    assert entry.detail["state"] == "signed"
    fact = OutboxFact.objects.filter(name__contains="RequestMoved").order_by("-pk").first()
    assert (fact.body["verb"], fact.body["unit_id"]) == ("sign", desk.water.pk)


def test_a_step_out_of_turn_leaves_nothing(desk: Desk) -> None:
    request = desk.report()
    before = OutboxFact.objects.count(), AuditEntry.objects.count(), request.hops.count()
    with pytest.raises(NotAllowedNow):
        sorting.dispatch(desk.clerk, request, unit=desk.water)
    assert (OutboxFact.objects.count(), AuditEntry.objects.count(), request.hops.count()) == before


def test_the_end_is_told_once(desk: Desk) -> None:
    request = desk.at(State.CLOSED)
    ends = OutboxFact.objects.filter(name__contains="RequestClosed", body__request_id=str(request.pk))
    assert [f.body["state"] for f in ends] == ["closed"]
