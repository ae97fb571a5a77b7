"""Records as plain JSON, and cases that the phone must judge alike (``cases.json``)."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.engines.plans.lane import BASE

from linli.engines.plans import Contact, Household, Person, judge, plain

CASES: list[dict[str, Any]] = json.loads(Path(__file__).with_name("cases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_a_case_is_judged_as_written_down(case: dict[str, Any]) -> None:
    judged = judge(plain.household(case["household"]), BASE, plain.day(case["day"]))
    assert plain.said(judged, BASE) == case["said"]


def test_days_times_and_codes_are_read() -> None:
    read = plain.household(
        {
            "key": "1",
            "people": [{"key": "p", "born_on": "1946-03-23", "attributes": {"groups": ["a", "b"]}}],
            "contacts": [{"key": "c", "at": "2026-03-01T10:00", "channel": "visit", "outcome": "met"}],
            "attributes": {"use": "rented", "permit_on": "2025-04-01", "rooms": 3},
        }
    )
    assert read == Household(
        "1",
        people=(Person("p", born_on=date(1946, 3, 23), attributes={"groups": ("a", "b")}),),
        contacts=(Contact("c", datetime(2026, 3, 1, 10, 0), "visit", "met"),),
        attributes={"use": "rented", "permit_on": date(2025, 4, 1), "rooms": 3},
    )


def test_a_field_that_no_record_has_is_refused() -> None:
    with pytest.raises(ValueError, match="Person: not understood: age"):
        plain.household({"key": "1", "people": [{"key": "p", "age": 80}]})
