"""Reading the tables of a pack: the base pack, a city's pack over it, and slips of the pen."""

import tomllib

import pytest
from tests.engines.plans.lane import BASE, EVERY_MONTH, PACK, pack

from linli.engines.plans import PlanError, Subject, attributes_of, book
from linli.engines.plans.plan import Every, Period


def test_the_base_pack_says_how_often_each_colour_is_visited() -> None:
    plan = BASE.plan("household_round")
    by_colour = {when.table["colour"]: variant.trigger for when, variant in plan.variants}
    assert {colour: every.days for colour, every in by_colour.items()} == {
        "red": 7,
        "yellow": 30,
        "grey": 365,
    }
    assert isinstance(plan.trigger, Every)
    assert plan.trigger.days == 180
    assert [key for key, _when in BASE.classes] == ["grey", "red", "yellow", "green"]


def test_the_base_pack_sees_older_people_at_high_risk_weekly_and_in_hardship_monthly() -> None:
    assert BASE.plan("older_high_risk").trigger == Every(7)
    assert BASE.plan("older_hardship").trigger == Every(30, Period.MONTH)
    assert BASE.plan("older_high_risk_change").trigger.within_hours == 24


def test_every_second_contact_with_a_red_household_is_in_person() -> None:
    red = next(one for when, one in BASE.plan("household_round").variants if when.table["colour"] == "red")
    assert red.resolved_by.in_person_every == 2


def test_the_base_pack_asks_only_for_attributes_that_it_is_known_to_need() -> None:
    """Whoever fills the records finds here what to fill in."""
    asked = {"colour"}
    for plan in BASE.plans:
        asked |= attributes_of(plan.applies.table)
        asked |= attributes_of(plan.about.table) if plan.about else set()
    for _key, when in BASE.classes:
        asked |= attributes_of(when.table)
    assert asked == {"colour", "age", "lives_alone", "empty_nest", "groups", "use", "residency"}


def test_every_sentence_has_both_languages() -> None:
    sentences = [one for plan in BASE.plans for one in (plan.name, *plan.sentences.values())]
    for sentence in [*sentences, *BASE.words.values()]:
        assert sentence.chinese
        assert sentence.english
        assert sentence.english.isascii()


def test_a_city_lays_its_own_numbers_over_a_plan_and_switches_one_off() -> None:
    tables = tomllib.loads(PACK.read_text(encoding="utf-8"))
    tables["plan"]["household_round"]["for"]["yellow"]["every_days"] = 60
    tables["plan"]["festival_greeting"]["off"] = True
    city = book(tables)
    yellow = next(
        one for when, one in city.plan("household_round").variants if when.table["colour"] == "yellow"
    )
    assert yellow.trigger.days == 60
    with pytest.raises(LookupError):
        city.plan("festival_greeting")


def test_a_variant_keeps_what_it_does_not_change() -> None:
    plans = pack("""[plan.round.for.newcomers]
        when = { since_on = { days_ago = { below = 90 } } }
        every_days = 10""")
    (only,) = plans.plans
    assert only.subject is Subject.HOUSEHOLD
    assert [variant.trigger for _when, variant in only.variants] == [Every(10)]
    assert only.variants[0][1].window == only.window


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("every_days = 30", "evry_days = 30", "exactly one of"),
        ("every_days = 30", "every_days = 0", "at least 1"),
        ("every_days = 30", 'every_days = "30"', "whole number"),
        ("every_days = 30", "every_days = -3", "whole number"),
        ("every_days = 30", "every_days = 30\nmonths = [1]\nday = 1", "exactly one of"),
        ("every_days = 30", "months = [13]\nday = 1", "months from 1 to 12"),
        ("every_days = 30", 'each = "week"\nevery_days = 30', "month, quarter or year"),
        ("every_days = 30", 'after = ["flood"]\nwithin_hours = 3', "no such code: flood"),
        ("every_days = 30", 'during = ["heat"]\nwithin_days = 3', "no such code: heat"),
        ("before_days = 5", "befor_days = 5", "not understood: befor_days"),
        ('"visit", "phone"', '"visit", "fax"', "no such code: fax"),
        ('subject = "household"', 'subject = "dog"', "person or household"),
        ("priority = 50", "priority = true", "whole number"),
        ("priority = 50", "", "priority is missing"),
        ("priority = 50", 'priority = 50\nticked = "yes"', "true or false"),
        ("priority = 50", 'priority = 50\ngives_way_to = ["x"]', "no such plan: x"),
        ("priority = 50", 'priority = 50\napplies = "all"', "a condition is a table"),
        ("priority = 50", "priority = 50\nchanges = 3", "not understood: changes"),
        ("每 {every_days} 天", "每 {every_day} 天", "no value named 'every_day'"),
        ("每 {every_days} 天", "每 {every_days.__class__} 天", "no value named"),
        ("每 {every_days} 天", "每 {every_days!r} 天", "no value named"),
        ("每 {every_days} 天", "每 {every_days 天", "expected '}'"),
        ('effective = ["met"]', 'effective = "met"', "list of texts"),
        ('effective = ["met"]', 'effective = ["met"]\neffectiv = 1', "not understood"),
    ],
)
def test_a_slip_of_the_pen_is_named_with_its_place(old: str, new: str, said: str) -> None:
    assert old in EVERY_MONTH
    with pytest.raises(PlanError, match=said):
        book(tomllib.loads(EVERY_MONTH.replace(old, new, 1)))


def test_parts_of_the_day_follow_each_other() -> None:
    late_first = """
        [parts.evening]
        name = "晚"
        english = "evening"
        opens = "18:00"
        closes = "21:00"
        [parts.morning]
        name = "早"
        english = "morning"
        opens = "{opens}"
        closes = "12:00"
    """
    with pytest.raises(PlanError, match="follow each other"):
        pack(late_first.replace("{opens}", "08:00"))
    with pytest.raises(PlanError, match="a time such as"):
        pack(late_first.replace("{opens}", "8h"))


def test_a_table_that_is_none_is_refused() -> None:
    with pytest.raises(PlanError, match="a table is needed"):
        book({**tomllib.loads(EVERY_MONTH), "plan": {"round": 3}})
