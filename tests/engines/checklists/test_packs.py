"""The checklists that come with the base pack compile, ask little, and go through a workbook unchanged."""

import tomllib
from pathlib import Path

import pytest
from tests.engines.checklists.books import ROOT

from linli.engines.checklists import (
    Checklist,
    Setting,
    begin,
    compile_book,
    compile_rows,
    evaluate,
    fingerprint,
    printed,
    rows_from_toml,
    to_book,
)

BASE = ROOT / "packs" / "base"
FILES = sorted((BASE / "checklists").glob("*.toml"))
SETTING = Setting("2026-11-21", "2026-11-21T09:30:00+08:00")


def compiled(path: Path) -> Checklist:
    made = compile_rows(rows_from_toml(path.read_text("utf-8")))
    assert made.warnings == ()
    assert made.hindrances == ()
    return made.checklist


def by_name(name: str) -> Checklist:
    return compiled(BASE / "checklists" / f"{name}.toml")


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_checklist_of_the_pack_is_short_and_ends_with_one_free_sentence(path: Path) -> None:
    checklist = compiled(path)
    asked = [question for question in checklist.questions() if question.is_shown and question.kind != "note"]
    assert len(asked) <= 25
    assert asked[-1].appearance == ("multiline",)
    assert asked[0].kind in {"select_one", "select_multiple"}
    assert checklist.key == path.stem
    assert all(set(question.label) == set(checklist.languages) for question in asked)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_checklist_of_the_pack_comes_back_from_its_workbook_unchanged(path: Path) -> None:
    rows = rows_from_toml(path.read_text("utf-8"))
    again = compile_book(to_book(rows), path.name).checklist
    assert fingerprint(again) == fingerprint(compiled(path))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_checklist_of_the_pack_begins_and_prints(path: Path) -> None:
    checklist = compiled(path)
    assert evaluate(checklist, begin(checklist, SETTING), SETTING).summary.startswith(checklist.title)
    assert printed(checklist).rows[-1].lines == 3


def test_findings_name_the_problems_and_needs_of_the_visits_pack() -> None:
    visits = tomllib.loads((BASE / "visits.toml").read_text("utf-8"))
    known = {kind: {entry["key"] for entry in visits[kind]} for kind in ("problem", "need")}
    for path in FILES:
        for question in compiled(path).questions():
            kind, _, key = question.finding.partition(":")
            assert not key or key in known[kind], (path.stem, question.name)


def test_an_old_rubber_hose_is_noticed_and_said() -> None:
    gas = {"hose": "rubber", "hose_since": "2024-01-05"}
    state = evaluate(by_name("safety_check"), {"uses_gas": "yes", "gas": gas}, SETTING)
    assert state.values["gas"]["hose_months"] == "34"
    assert [(f.kind, f.keys) for f in state.findings] == [("problem", ("gas",))]
    assert "已用 34 个月，超过 18 个月" in state.labels["gas/hose_note"]
    new = evaluate(by_name("safety_check"), {"uses_gas": "yes", "gas": gas | {"hose": "metal"}}, SETTING)
    assert new.findings == ()


def test_needs_carry_their_keys() -> None:
    state = evaluate(by_name("older_person"), {"needs": "meals company", "medicine": "running_out"}, SETTING)
    assert [f.keys for f in state.findings] == [("medical",), ("meals", "company")]
    assert evaluate(by_name("older_person"), {"needs": "none"}, SETTING).findings == ()
    clash = evaluate(by_name("older_person"), {"needs": "none meals"}, SETTING)
    assert [error.why for error in clash.errors] == ["constraint"]


def test_signs_of_harm_must_be_reported_before_the_visit_is_complete() -> None:
    child = by_name("child_in_difficulty")
    state = evaluate(child, {"met": "yes", "harm": "yes"}, SETTING)
    assert [(e.place, e.why) for e in state.errors] == [("reported", "required")]
    assert evaluate(child, {"met": "yes", "harm": "yes", "reported": "OK"}, SETTING).is_complete
    assert evaluate(child, {"met": "yes", "harm": "no"}, SETTING).is_complete
