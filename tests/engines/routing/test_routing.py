"""A community writes its rules in order; the first that holds decides; the lint finds what cannot work."""

from datetime import date
from itertools import chain, combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linli.engines.routing import (
    BadRule,
    Condition,
    Facts,
    Fault,
    Known,
    Rule,
    as_data,
    decide,
    explain,
    holds,
    lint,
    rules_from,
)

RULES = rules_from([
    {"name": "夜间漏水", "unit": "应急队",
     "hours": [22, 6], "any_words": ["漏水", "爆管"], "urgency": "紧急"},
    {"name": "水电", "unit": "物业", "categories": ["水电"], "no_words": ["邻居"]},
    {"name": "东片", "unit": "东片网格", "areas": ["3301"]},
    {"name": "其他", "unit": "综合窗口"},
])  # fmt: skip
LEAK = Facts(category="水电", area="330102", hour=23, text="厨房漏水")


def test_the_first_rule_that_holds_decides_and_the_others_are_named():
    answer = decide(RULES, LEAK)
    assert answer.rule.unit == "应急队"
    assert [rule.name for rule in answer.matching] == ["夜间漏水", "水电", "东片", "其他"]
    assert answer.reason == "按“夜间漏水”交应急队：时间是 23 点，文中提到“漏水”。"


def test_without_a_rule_a_person_decides():
    assert decide(RULES[:1], Facts()).rule is None
    assert "人工" in decide([], Facts()).reason


def test_the_test_page_says_why_not():
    verdicts = explain(RULES, "邻居家漏水", Facts(category="水电", area="3302", hour=9))
    assert [verdict.sentence for verdict in verdicts] == [
        "不适用：时间不在 22 点到 6 点。",
        "不适用：提到了“邻居”。",
        "不适用：地点不在“3301”。",
        "采用：这条规则对所有诉求适用。",
    ]
    assert explain(RULES, "漏水", LEAK)[3].sentence == "也适用，但排在“夜间漏水”之后。"


def test_a_rule_holds_only_in_its_days():
    rule = Rule("汛期", Condition(), "防汛办", since=date(2026, 5, 1), until=date(2026, 9, 30))
    assert holds(rule, Facts(day=date(2026, 9, 30)))
    assert not holds(rule, Facts(day=date(2026, 10, 1)))


def test_data_comes_back_as_it_was():
    assert rules_from([as_data(rule) for rule in RULES]) == RULES
    off = Rule("休", Condition(working=False, weekdays=frozenset({6})), "值班室", until=date(2026, 1, 1))
    assert rules_from([as_data(off)]) == (off,)


@pytest.mark.parametrize("data", [
    {}, {"unit": 3}, {"unit": "甲", "colour": "red"}, {"unit": "甲", "hours": [1]},
    {"unit": "甲", "hours": [1, 25]},
    {"unit": "甲", "weekdays": [0]}, {"unit": "甲", "any_words": "漏水"}, {"unit": "甲", "any_words": [""]},
    {"unit": "甲", "working": 1}, {"unit": "甲", "until": "明年"},
])  # fmt: skip
def test_what_cannot_be_read_is_said(data):
    with pytest.raises(BadRule, match="第 1 条规则"):
        rules_from([data])


def test_a_rule_behind_a_wider_one_is_named_with_it():
    rules = rules_from([
        {"name": "全片", "unit": "甲", "areas": ["33"]},
        {"name": "夜", "unit": "丙", "hours": [20, 8]},
        {"name": "一角", "unit": "乙", "areas": ["3301"], "all_words": ["井盖"]},
    ])  # fmt: skip
    (finding,) = [found for found in lint(rules) if found.fault is Fault.SHADOWED]
    assert (finding.place, finding.others) == (2, (0,))
    assert finding.sentence == "“一角”永远轮不到：它的情形都已由排在前面的“全片”处理。"


def test_two_halves_of_the_day_cover_a_rule_together():
    rules = rules_from([
        {"unit": "甲", "hours": [6, 18]}, {"unit": "甲", "hours": [18, 6]},
        {"unit": "乙", "categories": ["水"]},
    ])  # fmt: skip
    (finding,) = lint(rules)
    assert finding.others == (0, 1)


def test_a_longer_word_holds_the_shorter_one():
    rules = rules_from(
        [{"unit": "甲", "any_words": ["路灯"]}, {"unit": "乙", "any_words": ["路灯坏", "坏路灯"]}]
    )
    assert [found.fault for found in lint(rules)] == [Fault.SHADOWED]


def test_overlapping_rules_of_two_units_are_shown_with_a_request_that_both_catch():
    rules = rules_from([{"unit": "甲", "any_words": ["路灯"]}, {"unit": "乙", "any_words": ["井盖"]}])
    (finding,) = lint(rules)
    assert finding.fault is Fault.CONFLICTING
    assert all(holds(rule, finding.example) for rule in rules)
    narrow = rules_from(
        [{"unit": "甲", "all_words": ["路灯", "井盖"]}, {"unit": "乙", "any_words": ["井盖"]}]
    )
    assert lint(narrow) == []


def test_rules_that_can_never_work():
    known = Known(frozenset({"水电"}), frozenset({"物业"}), frozenset({"330102"}))
    rules = rules_from([
        {"name": "a", "unit": "没有的"}, {"name": "b", "unit": "物业", "categories": ["气"]},
        {"name": "c", "unit": "物业", "areas": ["44"]}, {"name": "d", "unit": "物业", "hours": [3, 3]},
        {"name": "e", "unit": "物业", "all_words": ["路灯坏"], "no_words": ["路灯"]},
        {"name": "f", "unit": "物业", "until": "2026-01-01"},
        {"name": "g", "unit": "物业", "any_words": ["灯泡"],
         "no_words": ["灯"]},
    ])  # fmt: skip
    said = {found.place for found in lint(rules, known, date(2026, 6, 1)) if found.fault is Fault.DEAD}
    assert said == {0, 1, 2, 3, 4, 5, 6}


WORDS = ("灯", "灯坏", "水")
some = st.frozensets
conditions = st.builds(
    Condition,
    categories=some(st.sampled_from("甲乙"), max_size=2),
    areas=some(st.sampled_from(["1", "12"]), max_size=1),
    hours=st.sampled_from([None, None, (8, 18), (18, 8), (0, 24)]),
    weekdays=some(st.sampled_from([1, 6]), max_size=2),
    working=st.sampled_from([None, None, True, False]),
    any_words=some(st.sampled_from(WORDS), max_size=2),
    all_words=some(st.sampled_from(WORDS), max_size=1),
    no_words=some(st.sampled_from(WORDS), max_size=1),
)
TEXTS = sorted({"，".join(words) for words in chain(*(combinations(WORDS, n) for n in range(4)))})
EVERYTHING = [
    Facts(category=category, area=area, hour=hour, weekday=day, working=working, text=text)
    for category, area, hour, day, working, text in product(
        ["甲", "乙", ""], ["", "1", "12"], [3, 12], [1, 3, 6], [True, False], TEXTS
    )
]


@settings(max_examples=120, deadline=None)
@given(st.lists(conditions, min_size=1, max_size=5))
def test_shadowed_is_exactly_what_no_situation_reaches(whens):
    rules = [Rule(f"r{place}", when, f"u{place}") for place, when in enumerate(whens)]
    never = {found.place for found in lint(rules) if found.fault in (Fault.SHADOWED, Fault.DEAD)}
    reached = set()
    for facts in EVERYTHING:
        reached.update([next((i for i, rule in enumerate(rules) if holds(rule, facts)), None)])
    assert never == set(range(len(rules))) - reached
    for found in lint(rules):
        if found.example is not None:
            assert all(holds(rules[place], found.example) for place in (found.place, *found.others))
