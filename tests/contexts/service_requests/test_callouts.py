"""Calling units to a place: who may, with what, and what becomes of it and of the request behind it."""

from datetime import timedelta

import pytest
from django.utils import timezone
from tests.builders.desk import Desk
from tests.builders.whistle import Whistle

from linli.contexts.service_requests.commands import callouts
from linli.contexts.service_requests.commands.callouts import Called
from linli.contexts.service_requests.models import CallOut, CallState, State, TurnState
from linli.kernel import clock
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea, ReasonNeeded
from linli.kernel.notices.models import Notice


def on(moment) -> str:
    return f"{timezone.localtime(moment):%m-%d %H:%M}"


def told(actor) -> list[str]:
    return list(Notice.objects.filter(account_id=actor.account_id).values_list("message", flat=True))


def test_a_call_starts_every_units_clock_and_tells_their_people(desk: Desk, whistle: Whistle) -> None:
    blown = whistle.blown()
    assert (blown.state, blown.number, blown.caller) == (CallState.OPEN, "CO-2026-00001", desk.committee)
    lead = whistle.turn(blown)
    assert (lead.unit, on(lead.sign_by), on(lead.contact_by), on(lead.due_at)) == (
        desk.water, "03-11 11:00", "03-12 10:00", "03-16 17:30",
    )  # fmt: skip
    assert told(desk.plumber) == told(desk.builder) == ["service_requests.called"]
    assert AuditEntry.objects.get(action="service_requests.call_blown").detail["number"] == blown.number


def test_an_emergency_comes_first_and_asks_later(desk: Desk, whistle: Whistle) -> None:
    clock.forward(timedelta(hours=13))
    lead = whistle.turn(whistle.blown(kind="emergency"))
    assert (on(lead.sign_by), on(lead.contact_by), on(lead.due_at)) == (
        "03-11 23:15", "03-11 23:30", "03-12 01:00",
    )  # fmt: skip


def test_a_grid_worker_proposes_and_the_manager_blows(desk: Desk, whistle: Whistle) -> None:
    proposed = whistle.proposed()
    assert whistle.turn(proposed).sign_by is None
    assert told(desk.manager) == ["service_requests.call_proposed"]
    assert told(desk.street) == []
    with pytest.raises(NotAllowed):
        callouts.blow(desk.worker, proposed)
    blown = callouts.blow(desk.manager, proposed)
    assert (blown.state, whistle.turn(blown).state) == (CallState.OPEN, TurnState.CALLED)
    assert told(desk.worker) == ["service_requests.call_blown"]
    with pytest.raises(NotAllowedNow):
        callouts.blow(desk.manager, proposed)


def test_a_heavy_one_is_the_subdistricts_to_blow(desk: Desk, whistle: Whistle) -> None:
    with pytest.raises(NotAllowed):
        whistle.blown(kind="joint")
    proposed = callouts.propose(desk.manager, desk.world.building1, asked=whistle.asked(kind="joint"))
    with pytest.raises(NotAllowed):
        callouts.blow(desk.manager, proposed)
    assert told(desk.street) == ["service_requests.call_proposed"]
    assert callouts.blow(desk.street, proposed).blown_by == desk.street.account_id


def test_whoever_proposed_it_reads_why_it_was_not_blown(desk: Desk, whistle: Whistle) -> None:
    proposed = whistle.proposed()
    with pytest.raises(ReasonNeeded):
        callouts.decline(desk.manager, proposed, reason=" ")
    declined = callouts.decline(desk.manager, proposed, reason="先请物业查一次")
    assert (declined.state, declined.outcome) == (CallState.DECLINED, "先请物业查一次")
    assert told(desk.worker) == ["service_requests.call_declined"]


def test_the_request_behind_it_shows_it_and_goes_its_own_way(desk: Desk, whistle: Whistle) -> None:
    request = desk.at(State.IN_PROGRESS)
    due = request.due_at
    blown = whistle.blown(request=request)
    after = desk.fresh(request)
    assert (after.state, after.due_at) == (State.IN_PROGRESS, due)
    assert list(after.call_outs.all()) == [blown]
    assert after.hops.get(verb="call_out").words == f"{blown.number}：临江水务公司、临江区住建局"


def test_a_request_of_elsewhere_cannot_be_named(desk: Desk, whistle: Whistle) -> None:
    request = desk.report()
    outsider = desk.of("community_manager", desk.world.other_community, desk.office)
    with pytest.raises(OutsideYourArea):
        callouts.call(outsider, desk.world.other_community, asked=whistle.asked(request=request))
    with pytest.raises(BadInput):
        callouts.call(desk.street, desk.world.other_community, asked=whistle.asked(request=request))


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"kind": "nonsense"}, "kind"),
        ({"words": "漏"}, "words"),
        ({"tried": "没有"}, "tried"),
        ({"units": ()}, "units"),
    ],
)
def test_a_call_says_what_is_the_matter_and_what_was_tried(whistle: Whistle, wrong, field: str) -> None:
    with pytest.raises(BadInput) as refused:
        whistle.blown(**wrong)
    assert refused.value.field == field
    assert not CallOut.objects.exists()


def test_a_unit_is_called_once_and_not_from_another_town(desk: Desk, whistle: Whistle) -> None:
    with pytest.raises(BadInput):
        whistle.blown(units=(Called(desk.water), Called(desk.water)))
    blown = whistle.blown(units=(Called(desk.water),))
    with pytest.raises(BadInput):
        callouts.call_more(desk.manager, blown, called=Called(desk.water))
    turn = callouts.call_more(desk.manager, blown, called=Called(desk.property, "关阀"))
    assert (turn.is_lead, turn.state, on(turn.sign_by)) == (False, TurnState.CALLED, "03-11 11:00")


def test_it_is_closed_when_all_have_answered(desk: Desk, whistle: Whistle) -> None:
    blown = whistle.blown()
    whistle.answer(blown)
    with pytest.raises(NotAllowedNow):
        callouts.close(desk.manager, blown, outcome="都好了")
    whistle.answer(blown, is_lead=False)
    assert whistle.fresh(blown).state == CallState.ANSWERED
    assert told(desk.manager)[-1] == "service_requests.call_answered"
    closed = callouts.close(desk.manager, blown, outcome="路面修复，已告知居民")
    assert (closed.state, closed.ended_at) == (CallState.CLOSED, clock.now())
    assert [s.verb for s in closed.steps.filter(turn=None)] == ["propose", "blow", "answer", "close"]


def test_one_takes_back_ones_own_proposal_only_before_it_is_blown(desk: Desk, whistle: Whistle) -> None:
    assert callouts.withdraw(desk.worker, whistle.proposed(), reason="已修好").state == CallState.WITHDRAWN
    with pytest.raises(NotAllowed):
        callouts.withdraw(desk.worker, whistle.blown(), reason="已修好")


def test_numbers_follow_each_other(whistle: Whistle) -> None:
    assert [whistle.proposed().number, whistle.blown().number] == ["CO-2026-00001", "CO-2026-00002"]


def test_on_a_saturday_units_sign_before_they_have_to_speak(desk: Desk, whistle: Whistle) -> None:
    clock.forward(timedelta(days=3))
    lead = whistle.turn(whistle.blown())
    assert (on(lead.sign_by), on(lead.contact_by)) == ("03-14 11:00", "03-15 10:00")
    assert lead.sign_by < lead.contact_by < lead.due_at
