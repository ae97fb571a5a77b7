"""What comes in is sorted: answered, led elsewhere, merged, given out; two at once do not undo each other."""

import pytest
from tests.builders.desk import REPORTER, Desk

from linli.contexts.service_requests.commands import finishing, reporting, sorting
from linli.contexts.service_requests.commands.finishing import Judged
from linli.contexts.service_requests.commands.reporting import Who
from linli.contexts.service_requests.models import State
from linli.kernel import clock
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded


def test_a_person_decides_what_it_is_about_whatever_was_suggested(desk: Desk) -> None:
    request = desk.report(suggested={"category": "power", "confidence": 0.4})
    done = sorting.classify(
        desk.clerk, request, category="lighting", kind="help", urgency="general", area=desk.world.building2
    )
    assert (done.category, done.area, done.state) == ("lighting", desk.world.building2, State.CLASSIFIED)
    with pytest.raises(BadInput) as refused:
        sorting.classify(
            desk.clerk, request, category="lighting", kind="help", urgency="general",
            area=desk.world.other_community,
        )  # fmt: skip
    assert refused.value.field == "area"


def test_the_clock_starts_at_dispatch_and_counts_working_days(desk: Desk) -> None:
    request = desk.at(State.CLASSIFIED)
    assert request.due_at is None
    given = sorting.dispatch(desk.clerk, request, unit=desk.water)
    # Wednesday 11 March at ten; seven working days on is Friday the 20th, at closing time; two hours to sign.
    assert f"{clock.timezone.localtime(given.due_at):%m-%d %H:%M}" == "03-20 17:30"
    assert f"{clock.timezone.localtime(given.sign_by):%m-%d %H:%M}" == "03-11 12:00"
    assert f"{clock.timezone.localtime(given.contact_by):%m-%d %H:%M}" == "03-12 10:00"


def test_danger_to_life_does_not_wait_for_the_office(desk: Desk) -> None:
    request = sorting.classify(desk.clerk, desk.report(), category="gas", kind="help", urgency="life")
    given = sorting.dispatch(desk.clerk, request, unit=desk.water)
    assert (given.due_at - given.dispatched_at).total_seconds() == 2 * 3600


def test_a_category_may_have_a_time_of_its_own_while_it_is_as_urgent_as_usual(desk: Desk) -> None:
    due = {}
    for urgency in ("general", "complex"):
        row = desk.report("楼下垃圾桶满了三天", category="rubbish")
        sorting.classify(desk.clerk, row, category="rubbish", kind="complaint", urgency=urgency)
        due[urgency] = sorting.dispatch(desk.clerk, row, unit=desk.water).due_at
    assert due["general"].date().isoformat() == "2026-03-16"
    assert due["complex"].date().isoformat() == "2026-04-01"


def test_of_two_dispatchers_the_second_is_told_that_somebody_was_there_before(desk: Desk) -> None:
    request = desk.at(State.CLASSIFIED)
    sorting.dispatch(desk.clerk, request, unit=desk.water)
    with pytest.raises(NotAllowedNow):
        sorting.dispatch(desk.manager, request, unit=desk.housing)
    assert desk.fresh(request).unit == desk.water
    assert request.hops.filter(verb="dispatch").count() == 1


def test_leading_elsewhere_needs_a_class_and_words_for_the_reporter(desk: Desk) -> None:
    request = desk.report()
    with pytest.raises(BadInput):
        sorting.divert(desk.clerk, request, to="nonsense", reason="请去法院")
    with pytest.raises(ReasonNeeded):
        sorting.divert(desk.clerk, request, to="legal_channel", reason=" ")
    assert (
        sorting.divert(desk.clerk, request, to="legal_channel", reason="请向法院起诉").answer
        == "请向法院起诉"
    )


def test_merging_takes_every_reporter_along_and_each_is_asked_at_the_end(desk: Desk) -> None:
    one, two = desk.report("一单元楼道灯坏了"), desk.report("楼道黑，灯坏了", who=Who("李", "19900054321"))
    merged = sorting.merge(desk.clerk, two, one, words_to_reporters="与前一件是同一盏灯")
    assert merged.lead == one
    assert one.reporters.count() == 2
    unmerged = sorting.unmerge(desk.clerk, merged, reason="原来是另一个单元")
    assert (unmerged.state, unmerged.lead, unmerged.reporters.count()) == (State.CLASSIFIED, None, 1)
    assert one.reporters.count() == 1


def test_a_matter_is_not_merged_into_itself_nor_into_one_that_is_over(desk: Desk) -> None:
    one = desk.report()
    with pytest.raises(NotAllowedNow):
        sorting.merge(desk.clerk, one, one)
    with pytest.raises(NotAllowedNow):
        sorting.merge(desk.clerk, one, desk.at(State.CLOSED))


def test_chains_of_merging_lead_to_the_end(desk: Desk) -> None:
    one, two, three = desk.report("灯坏了一"), desk.report("灯坏了二"), desk.report("灯坏了三三")
    sorting.merge(desk.clerk, three, two)
    sorting.merge(desk.clerk, two, one)
    assert desk.fresh(three).lead == one
    assert one.reporters.count() == 3


def test_nothing_is_closed_while_somebody_can_still_be_asked(desk: Desk) -> None:
    request = desk.at(State.CALLBACK)
    reporting.join_for(desk.clerk, request, who=Who("李", "19900054321"))
    finishing.judge(REPORTER, desk.reporter(request), judged=Judged("yes", "yes"))
    with pytest.raises(NotAllowedNow):
        sorting.close(desk.clerk, request)
    other = request.reporters.get(me_too=True)
    for _n in range(3):
        other = finishing.not_reached(desk.clerk, other)
    assert desk.fresh(request).state == State.CLOSED


def test_neighbours_see_words_only_after_a_look(desk: Desk) -> None:
    request = desk.report()
    assert not request.is_shown
    assert sorting.show(desk.clerk, request, is_shown=True).is_shown
