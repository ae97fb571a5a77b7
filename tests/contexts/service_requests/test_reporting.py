"""Somebody reports something, somebody else has the same trouble, somebody takes it back."""

from datetime import timedelta

import pytest
from tests.builders.desk import REPORTER, Desk

from linli.contexts.service_requests.commands import reporting
from linli.contexts.service_requests.commands.reporting import Who, receipt_of
from linli.contexts.service_requests.models import Reporter, Request, State
from linli.contexts.service_requests.queries import tracking
from linli.kernel import clock
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea
from linli.kernel.outbox.models import OutboxFact


def test_a_report_gets_a_number_a_code_and_a_trace(desk: Desk) -> None:
    request = desk.report()
    assert request.number == "SR-2026-00001"
    assert request.state == State.NEW
    assert desk.report().number == "SR-2026-00002"
    code = receipt_of(request).code
    found = tracking.by_code(f" {code[:5].lower()}-{code[5:]}")
    assert found.request == request
    assert found.phone.reveal() == "19900012345"
    assert "19900012345" not in str(Reporter.objects.filter(pk=found.pk).values("phone", "phone_hash")[0])
    assert OutboxFact.objects.filter(body__request_id=str(request.pk)).exists()
    entry = AuditEntry.objects.filter(action="service_requests.reported").first()
    assert entry.detail["number"].startswith("SR-2026-")
    assert "王秀英" not in str(entry.detail)


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"words": "坏了"}, "words"),
        ({"words": "长" * 2001}, "words"),
        ({"category": "nonsense"}, "category"),
        ({"kind": "nonsense"}, "kind"),
        ({"urgency": "nonsense"}, "urgency"),
        ({"channel": "pigeon"}, "channel"),
        ({"point": (200.0, 10.0)}, "place"),
        ({"who": Who("王", "12")}, "phone"),
    ],
)
def test_what_cannot_be_is_said_beside_the_entry_and_nothing_is_kept(desk: Desk, told, field) -> None:
    with pytest.raises(BadInput) as refused:
        desk.report(**told)
    assert refused.value.field == field
    assert not Request.objects.exists()


def test_a_phone_that_was_offline_keeps_its_time_and_a_wrong_clock_does_not(desk: Desk) -> None:
    earlier = clock.now() - timedelta(hours=5)
    assert desk.report(at=earlier).at == earlier
    assert desk.report(at=clock.now() + timedelta(days=3)).at == clock.now()


def test_one_from_another_grid_does_not_even_learn_that_the_place_exists(desk: Desk) -> None:
    with pytest.raises(OutsideYourArea):
        reporting.report(desk.worker, desk.world.building3, told=desk.told())
    with pytest.raises(NotAllowed):
        reporting.report(desk.street, desk.world.building1, told=desk.told())


def test_me_too_adds_a_person_once_and_not_a_request(desk: Desk) -> None:
    request = desk.report()
    first = reporting.join(REPORTER, request, who=Who("李建国", "19900054321"))
    again = reporting.join(REPORTER, request, who=Who("李建国", "199 0005 4321"))
    assert first == again
    assert first.me_too
    assert request.reporters.count() == 2
    assert Request.objects.count() == 1
    nameless = reporting.join(REPORTER, request, who=Who())
    assert nameless.tracking_hash != first.tracking_hash
    with pytest.raises(NotAllowed):
        reporting.join(desk.manager, request, who=Who())


def test_what_was_merged_is_joined_where_it_went_and_what_is_over_is_not_joined(desk: Desk) -> None:
    merged = desk.at(State.MERGED)
    assert reporting.join(REPORTER, merged, who=Who("赵", "19900077777")).request == merged.lead
    with pytest.raises(NotAllowedNow):
        reporting.join(REPORTER, desk.at(State.CLOSED), who=Who())


def test_who_takes_his_word_back_leaves_the_others_waiting(desk: Desk) -> None:
    request = desk.report()
    other = reporting.join_for(desk.clerk, request, who=Who("李建国", "19900054321"))
    reporting.withdraw(REPORTER, other, reason="不用了")
    assert desk.fresh(request).state == State.NEW
    reporting.withdraw(REPORTER, desk.reporter(request), reason="自己修好了")
    assert desk.fresh(request).state == State.WITHDRAWN


def test_the_same_finding_opens_one_request_only(desk: Desk) -> None:
    from django.db import IntegrityError

    from linli.kernel import db

    desk.report(origin="visits.finding:1")
    with pytest.raises(IntegrityError), db.write():
        desk.report(origin="visits.finding:1")
