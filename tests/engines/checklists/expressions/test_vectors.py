"""Expressions mean what OpenRosa says they mean; the same examples judge the page's own evaluator."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.checklists.expressions import (
    Element,
    Moment,
    Scope,
    Unreadable,
    World,
    moment_of,
    parse,
    to_text,
    value_of,
)
from linli.engines.checklists.expressions.chance import Chance
from linli.engines.checklists.expressions.values import number_text, to_number

VECTORS: dict[str, Any] = json.loads((Path(__file__).parent / "vectors.json").read_text("utf-8"))
NOW = moment_of(VECTORS["now"], 480)
TODAY = moment_of(VECTORS["today"], 480)


def grow(element: Element, value: Any) -> None:
    """Children for nested answers."""
    for name, inner in value.items():
        for each in inner if isinstance(inner, list) else [inner]:
            child = element.add(name, each if isinstance(each, str) else "", repeats=isinstance(inner, list))
            if isinstance(each, dict):
                grow(child, each)


def lists() -> Iterator[tuple[str, Element]]:
    for name, items in VECTORS["lists"].items():
        top = Element("")
        root = top.add("root")
        for item in items:
            grow(root.add("item"), item)
        yield name, top


def choice_label(value: str, element: Element | None) -> str:
    generic = "/".join(step.name for step in element.lineage()) if element else ""
    return VECTORS["choice_labels"].get(f"/{generic}", {}).get(value, value)


def world() -> World:
    document = Element("")
    grow(document.add("data"), VECTORS["data"])
    assert NOW is not None
    assert TODAY is not None
    return World(
        document, TODAY, NOW, "wang", VECTORS["language"], "3", dict(lists()), choice_label=choice_label
    )


def found(document: Element, place: str) -> Element:
    """The element at a place like people[2]/name."""
    here = document.children[0]
    for step in filter(None, place.split("/")):
        name, _, number = step.partition("[")
        here = [child for child in here.children if child.name == name][
            int(number[:-1] or 1) - 1 if number else 0
        ]
    return here


CASES = [(name, *case) for name, cases in VECTORS["groups"].items() for case in cases]


@pytest.mark.parametrize("case", CASES, ids=[f"{case[0]}: {case[1]}" for case in CASES])
def test_the_shared_examples(case: tuple) -> None:
    _, expression, expected, *place = case
    around = world()
    here = found(around.document, place[0] if place else "")
    value = value_of(expression, Scope(around, here, here))
    if isinstance(expected, bool):
        assert value is expected
    elif isinstance(expected, int | float):
        assert to_number(value, 480) == pytest.approx(expected, rel=1e-12)
    else:
        assert to_text(value) == expected


@pytest.mark.parametrize("expression", VECTORS["unreadable"])
def test_what_follows_no_grammar_is_told_with_its_place(expression: str) -> None:
    with pytest.raises(Unreadable) as told:
        parse(expression)
    assert 0 <= told.value.at <= len(expression)


@given(st.text("ab12/.*()[]'=<>+-|@:$, divmodx甲", max_size=25))
def test_any_text_is_read_or_refused_and_what_is_read_has_a_value(expression: str) -> None:
    try:
        parse(expression)
    except Unreadable:
        return
    around = world()
    here = around.document.children[0]
    to_text(value_of(expression, Scope(around, here, here)))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_number_survives_its_own_text(number: float) -> None:
    assert to_number(number_text(number)) == number


@given(st.dates())
def test_a_day_survives_its_own_text(day: Any) -> None:
    moment = moment_of(day.isoformat(), 0)
    assert moment is None if day.year < 1000 else str(moment) == day.isoformat()


def test_nesting_beyond_reason_is_refused() -> None:
    with pytest.raises(Unreadable):
        parse("(" * 500 + "1" + ")" * 500)


def test_chance_is_the_same_for_the_same_seed_and_place() -> None:
    one, other = Chance("visit-7"), Chance("visit-7")
    assert [one.draw("a") for _ in range(3)] == [other.draw("a") for _ in range(3)]
    assert one.draw("b") != other.draw("c")
    assert number_text(Chance("visit-7").draw("a")) == VECTORS["drawn"]["number"]
    assert Chance("visit-7").uuid("id") == VECTORS["drawn"]["uuid"]


def test_a_moment_of_another_zone_is_brought_to_ours() -> None:
    assert moment_of("2026-11-21T00:30:00Z", 480) == Moment(1_795_249_800_000, timed=True, zone=480)
