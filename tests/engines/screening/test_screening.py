"""First screening: points, bands, overrides."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.conftest import ROOT

from linli.engines.screening import Around, Item, Sheet, UnansweredError, judge

SHEET = Sheet(
    tuple(Item(key, "body" if n < 12 else "mind", most) for n, (key, most) in enumerate(
        [(f"i{n}", 4) for n in range(22)] + [("a", 1), ("b", 1)]
    )),
    (("intact", 90), ("mild", 66), ("moderate", 46), ("severe", 30), ("complete", 0)),
)  # fmt: skip
FULL = {item.key: item.most for item in SHEET.items}


def lost(points: int) -> dict[str, int]:
    answers = dict(FULL)
    for key in answers:
        taken = min(points, answers[key])
        answers[key] -= taken
        points -= taken
    return answers


BANDS = [
    (0, "intact"), (1, "mild"), (24, "mild"), (25, "moderate"), (44, "moderate"), (45, "severe"),
    (60, "severe"), (61, "complete"), (90, "complete"),
]  # fmt: skip


@pytest.mark.parametrize(("missing", "grade"), BANDS)
def test_the_bands(missing, grade) -> None:
    found = judge(SHEET, lost(missing), Around())
    assert (found.total, found.by_points, found.grade, found.reasons) == (90 - missing, grade, grade, ())


OVERRIDES = [
    (0, Around(coma=True), "complete", ("coma",)),
    (0, Around(diagnosis=True), "mild", ("diagnosis",)),
    (0, Around(events=1), "intact", ()),
    (10, Around(events=2), "moderate", ("events",)),
    (10, Around(diagnosis=True, events=3), "moderate", ("diagnosis", "events")),
    (90, Around(diagnosis=True), "complete", ("diagnosis",)),
]


@pytest.mark.parametrize(("missing", "around", "grade", "why"), OVERRIDES)
def test_what_makes_it_worse(missing, around, grade, why) -> None:
    found = judge(SHEET, lost(missing), around)
    assert (found.grade, found.reasons) == (grade, why)


def test_parts_and_what_was_lost_most_first() -> None:
    found = judge(SHEET, {**FULL, "i0": 3, "i20": 0, "a": 0}, Around())
    assert found.parts == {"body": (47, 48), "mind": (37, 42)}
    assert found.lost == (("i20", 4), ("i0", 1), ("a", 1))


def test_what_is_not_answered_is_named() -> None:
    for answers in ({}, {**FULL, "a": 2}, {**FULL, "a": -1}):
        with pytest.raises(UnansweredError) as refused:
            judge(SHEET, answers, Around())
        assert "a" in refused.value.keys


@given(st.lists(st.integers(0, 1), min_size=24, max_size=24))
def test_less_able_is_never_better(drops) -> None:
    names = [name for name, _least in SHEET.grades]
    answers = {item.key: item.most - drop for item, drop in zip(SHEET.items, drops, strict=True)}
    found = judge(SHEET, answers, Around())
    assert names.index(found.grade) >= names.index(judge(SHEET, FULL, Around()).grade)
    assert found.total == 90 - sum(drops)
    assert sum(points for _item, points in found.lost) == sum(drops)


def test_the_sheet_of_the_pack_is_the_standards() -> None:
    pack = tomllib.loads((ROOT / "packs/base/screening.toml").read_text(encoding="utf-8"))
    most = {
        key: len((row if "options" in row else pack["scale"][row["scale"]])["options"]) - 1
        for key, row in pack["item"].items()
    }
    parts: dict[str, int] = {}
    for key, row in pack["item"].items():
        parts[row["part"]] = parts.get(row["part"], 0) + most[key]
    assert len(most) == 26
    assert parts == {"self_care": 32, "movement": 15, "mind": 28, "taking_part": 15}
    assert list(pack["grade"]) == ["intact", "mild", "moderate", "severe", "complete"]
