"""One entry for each door: the most urgent reason first, who goes, when to try again, and why today."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.engines.plans.lane import (
    BASE,
    CHILD,
    FATHER,
    GRANNY,
    MONDAY,
    at,
    entry,
    is_due,
    look,
    met,
    missed,
    reasons,
    seen,
)

from linli.engines.plans import (
    Change,
    Day,
    Handover,
    Household,
    Language,
    Leave,
    Matter,
    Postponement,
    State,
    colour,
    completeness,
    evaluate,
    judge,
    why,
    why_today,
)

HOME = Household("8-1-101", (GRANNY,), worker="wang", since_on=MONDAY)
TUESDAY = MONDAY + timedelta(days=1)
FULL = replace(
    HOME,
    people=(GRANNY, FATHER, CHILD),
    changes=(Change("fell", at(MONDAY, 8), "granny"),),
    matters=(
        Matter("a", "verification", date(2026, 3, 12), "granny", values={"group": "失能"}),
        Matter("b", "question", date(2026, 5, 20), "father", values={"form": "就业表", "field": "工作单位"}),
        Matter("c", "promise", date(2026, 3, 1), values={"what": "楼道灯"}),
    ),
)


def test_everything_due_at_a_door_is_one_entry_with_the_most_urgent_reason_first() -> None:
    only = entry(FULL, MONDAY)
    plans = [reason.plan for reason in only.reasons]
    assert plans[:3] == ["older_high_risk_change", "older_high_risk", "household_promise"]
    assert plans[-1] == "person_question"
    assert only.reasons[-1].state is State.ALONG
    assert (only.priority, only.due_on, only.overdue_days) == (95, date(2026, 3, 1), 1)
    assert (only.key, only.person) == ("8-1-101", "")


def test_what_could_only_come_along_is_no_reason_to_go() -> None:
    question = Matter("b", "question", date(2026, 5, 20), "father")
    home = met(replace(HOME, people=(FATHER,), matters=(question,)), seen(MONDAY))
    assert not look(home, MONDAY).assignments


def test_why_today_is_said_in_words() -> None:
    home = met(HOME, seen(MONDAY - timedelta(days=9), "granny", channel="phone"))
    said = why_today(entry(home, MONDAY), BASE)
    assert said[0] == (
        "王桂兰属高风险老年人，每周至少探访一次，上次电话是 2026年2月21日；"
        "已超过 2 天；上次是电话联系，这次请当面看看。"
    )
    english = why_today(entry(home, MONDAY), BASE, Language.ENGLISH)
    assert english[0].startswith(
        "王桂兰 is an older person at high risk and is seen every week; the last contact, a call"
    )
    assert english[0].endswith("2 days past its day; last time it was a call, so please go in person.")


@pytest.mark.parametrize(
    ("tries", "late", "said"),
    [
        (1, 1, "; 1 day past its day; tried once without meeting anybody, try another time of day."),
        (2, 21, "; 21 days past its day; tried twice without meeting anybody, try another"),
    ],
)
def test_one_of_a_thing_is_no_plural_in_english(tries: int, late: int, said: str) -> None:
    home = met(HOME, seen(MONDAY - timedelta(days=9), "granny"))
    reason = replace(entry(home, MONDAY).reasons[0], overdue_days=late, tries=tries)
    assert said in why(reason, BASE, Language.ENGLISH)


def test_an_english_sentence_begins_with_a_capital_letter() -> None:
    for plan in BASE.plans:
        assert plan.name.english[0].isupper()
    reason = entry(met(HOME, seen(MONDAY - timedelta(days=9), "granny")), MONDAY).reasons[0]
    told = replace(reason, plan="new_household", template="reason", values={"change": "moved_in"})
    assert why(told, BASE, Language.ENGLISH).startswith("Moved in")


def test_colours_changes_and_several_names_are_said_in_words() -> None:
    home = replace(FULL, people=(GRANNY, CHILD))
    said = " ".join(why_today(entry(home, MONDAY), BASE))
    for words in (
        "2026年3月2日 跌倒，24 小时内",
        "王桂兰、陈小雨",
        "答应这户：楼道灯",
        "核实王桂兰的失能登记",
    ):
        assert words in said


def test_a_value_that_nobody_gave_leaves_a_gap_not_an_error() -> None:
    home = replace(HOME, people=(FATHER,), matters=(Matter("b", "question", MONDAY, "father"),))
    (said,) = [one for one in why_today(entry(home, MONDAY), BASE) if "缺" in one]
    assert said.startswith("…缺陈强的…")


def put_off(home: Household, days: int) -> Household:
    key = reasons(home, MONDAY)["household_round"].key
    until = MONDAY + timedelta(days=days)
    return replace(home, postponements=(Postponement(key, at(MONDAY), until, "装修"),))


def test_what_is_put_off_waits_and_comes_back_overdue() -> None:
    home = put_off(replace(HOME, people=(FATHER,), since_on=None), 10)
    waiting = entry(home, MONDAY)
    assert (waiting.state, waiting.not_before) == (State.LATER, MONDAY + timedelta(days=10))
    back = entry(home, MONDAY + timedelta(days=10))
    assert back.state is State.DUE


def test_the_more_urgent_the_less_it_can_be_put_off() -> None:
    red = put_off(replace(HOME, people=(FATHER,), since_on=None, attributes={"colour": "red"}), 60)
    assert entry(red, MONDAY).not_before == MONDAY + timedelta(days=3)


def test_what_was_put_off_before_the_last_visit_no_longer_holds() -> None:
    home = replace(HOME, people=(FATHER,), since_on=None, attributes={"colour": "yellow"})
    visited = met(put_off(home, 14), seen(TUESDAY))
    assert is_due(visited, "household_round", TUESDAY + timedelta(days=26))


def test_of_two_postponements_the_later_word_holds() -> None:
    home = put_off(replace(HOME, people=(FATHER,), since_on=None), 20)
    key = home.postponements[0].reason
    sooner = Postponement(key, at(TUESDAY), MONDAY + timedelta(days=3))
    both = replace(home, postponements=(sooner, *home.postponements))
    assert entry(both, TUESDAY).not_before == MONDAY + timedelta(days=3)


def test_after_nobody_opened_one_comes_back_another_day_at_another_time() -> None:
    home = met(replace(HOME, people=(FATHER,), since_on=None), missed(MONDAY, hour=10))
    assert (entry(home, MONDAY).state, entry(home, MONDAY).not_before) == (State.LATER, TUESDAY)
    again = entry(home, TUESDAY)
    assert (again.state, again.try_in, again.reasons[0].tries) == (State.DUE, "afternoon", 1)
    twice = met(home, missed(TUESDAY, hour=15))
    assert entry(twice, TUESDAY + timedelta(days=1)).try_in == "evening"
    thrice = met(twice, missed(TUESDAY + timedelta(days=1), hour=19))
    fourth = entry(thrice, TUESDAY + timedelta(days=2))
    assert fourth.try_in == "morning"
    assert fourth.priority == 40
    assert "请问问家人、邻居或楼栋长" in why_today(fourth, BASE)[0]


def test_when_they_say_they_are_home_is_tried_first() -> None:
    home = replace(HOME, people=(FATHER,), since_on=None, attributes={"at_home": ("evening",)})
    assert entry(met(home, missed(MONDAY, hour=7)), TUESDAY).try_in == "evening"


def test_where_hours_count_one_tries_again_the_same_day() -> None:
    home = replace(HOME, changes=(Change("fell", at(MONDAY, 8), "granny"),))
    tried = entry(met(home, missed(MONDAY, hour=9)), MONDAY)
    assert (tried.state, tried.try_in) == (State.DUE, "afternoon")
    assert tried.reasons[0].plan == "older_high_risk_change"


def test_an_unanswered_call_does_not_keep_one_from_going() -> None:
    called = seen(MONDAY, channel="phone", outcome="no_answer")
    found = entry(met(replace(HOME, people=(FATHER,), since_on=None), called), MONDAY)
    assert (found.state, found.reasons[0].tries) == (State.DUE, 1)


def test_a_visit_ends_the_tries() -> None:
    home = met(HOME, missed(MONDAY), seen(TUESDAY, "granny"))
    assert reasons(home, MONDAY + timedelta(days=8))["older_high_risk"].tries == 0


@pytest.mark.parametrize(
    ("leaves", "worker", "covers_for"),
    [
        ((), "wang", ""),
        ((Leave("wang", MONDAY, TUESDAY, "li"),), "li", "wang"),
        ((Leave("wang", TUESDAY, TUESDAY, "li"),), "wang", ""),
        ((Leave("wang", MONDAY, MONDAY),), "", "wang"),
        ((Leave("wang", MONDAY, MONDAY, "li"), Leave("li", MONDAY, MONDAY, "zhao")), "zhao", "wang"),
        ((Leave("wang", MONDAY, MONDAY, "li"), Leave("li", MONDAY, MONDAY, "wang")), "", "wang"),
    ],
)
def test_somebody_stands_in_during_leave_or_the_list_says_nobody_does(
    leaves: tuple[Leave, ...], worker: str, covers_for: str
) -> None:
    found = entry(replace(HOME, since_on=None), MONDAY, leaves=leaves)
    assert (found.worker, found.covers_for, found.is_uncovered) == (worker, covers_for, not worker)
    assert found.key == HOME.key


def test_a_door_is_handed_to_a_colleague_for_some_days() -> None:
    home = replace(HOME, since_on=None, handovers=(Handover("li", MONDAY, TUESDAY),))
    three = (MONDAY, TUESDAY, TUESDAY + timedelta(days=1))
    assert [entry(home, day).worker for day in three] == ["li", "li", "wang"]


def test_one_reason_may_be_handed_over_without_the_door() -> None:
    home = replace(FULL, handovers=(Handover("li", MONDAY, None, "verification"),))
    found = look(home, MONDAY).assignments
    assert {one.key: one.worker for one in found} == {"8-1-101": "wang", "8-1-101@li": "li"}
    assert [reason.plan for one in found if one.worker == "li" for reason in one.reasons] == ["verification"]


def test_the_list_begins_with_what_is_most_urgent() -> None:
    quiet = Household("8-9", (FATHER,))
    tried = met(replace(quiet, key="8-8"), missed(MONDAY))
    day = Day(at(MONDAY))
    keys = [one.key for one in evaluate([tried, quiet, FULL], BASE, day).assignments]
    assert keys == ["8-1-101", "8-9", "8-8"]


def test_what_is_left_to_do_is_counted_by_plan() -> None:
    done = met(replace(HOME, key="8-2"), seen(MONDAY, "granny"))
    waits = met(replace(HOME, key="8-3", since_on=None), missed(MONDAY))
    late = met(replace(HOME, key="8-4"), seen(MONDAY - timedelta(days=20), "granny"))
    day = Day(at(MONDAY))
    judged = evaluate([done, waits, late], BASE, day).households.values()
    rows = {row.plan: row for row in completeness(judged)}
    row = rows["older_high_risk"]
    assert (row.concerned, row.satisfied, row.left, row.overdue) == (3, 1, 2, 1)
    assert (row.postponed, row.never_met, row.met_this_month) == (1, 1, 1)
    assert row.share == row.monthly_share == pytest.approx(1 / 3)
    assert completeness([]) == []


def test_only_what_changed_is_judged_again() -> None:
    homes = [replace(HOME, key=f"{n}") for n in range(5)]
    first = evaluate(homes, BASE, Day(at(MONDAY, 9)))
    changed = [*homes[:2], met(homes[2], seen(MONDAY, "granny")), replace(homes[3])]
    then = evaluate(changed, BASE, Day(at(MONDAY, 11)), first)
    kept = [key for key, one in then.households.items() if one is first.households[key]]
    assert kept == ["0", "1", "3"]
    assert "4" not in then.households
    next_day = evaluate(changed, BASE, Day(at(TUESDAY)), then)
    assert next_day.households["0"] is not then.households["0"]


def test_a_household_has_the_colour_of_its_class_unless_a_worker_has_set_one() -> None:
    young = replace(HOME, people=(FATHER,))
    empty = replace(HOME, people=())
    set_by_hand = replace(young, attributes={"colour": "yellow"})
    homes = [HOME, young, empty, set_by_hand]
    assert [judge(home, BASE, Day(at(MONDAY))).colour for home in homes] == ["red", "green", "grey", "yellow"]
    assert [colour(home, BASE, Day(at(MONDAY))) for home in homes] == ["red", "green", "grey", "yellow"]


def test_two_households_with_one_key_are_refused() -> None:
    with pytest.raises(ValueError, match="8-1-101"):
        evaluate([HOME, HOME], BASE, Day(at(MONDAY)))
