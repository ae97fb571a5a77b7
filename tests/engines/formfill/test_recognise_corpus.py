"""Forms of all departments beside what must be read of them; the share read right is a floor."""

from collections import Counter

import pytest
from tests.engines.formfill.corpus import forms
from tests.engines.formfill.drawing import MANNERS, every
from tests.engines.formfill.material import read

TUNED = tuple(f"forms_{name}.txt" for name in ("tuned", "found", "met", "third", "fourth", "fifth"))


def score(name: str, manners: tuple[str, ...] = ("plain",)) -> Counter[str]:
    counts: Counter[str] = Counter()
    for form, _, sheet, expected in every(name, manners):
        reading = read(sheet, form.file)
        table = reading.table
        assert table is not None, form.file
        counts["forms"] += 1
        counts["headers"] += table.header_rows == expected.header_rows
        counts["first rows"] += table.first_data_row == expected.first_data_row
        counts["drawn rows"] += table.drawn_rows == expected.drawn_rows
        counts["people"] += form.kind == "other" or reading.population.text == form.population
        got = {column.cell: column.label for column in table.columns}
        for cell, label in expected.columns.items():
            counts["columns"] += 1
            counts["columns right"] += got.get(cell, "missing") == label
    return counts


def test_there_are_forms_enough_to_speak_of() -> None:
    tuned = sum(len(forms(name)) for name in TUNED)
    assert tuned >= 120
    assert len(forms("forms_heldout.txt")) >= 40


@pytest.mark.parametrize("name", TUNED)
def test_forms_the_vocabulary_was_tuned_on_are_read_in_every_manner_of_drawing(name: str) -> None:
    counts = score(name, MANNERS)
    assert counts["headers"] == counts["first rows"] == counts["drawn rows"] == counts["forms"]
    assert counts["columns right"] >= 0.995 * counts["columns"]
    assert counts["people"] >= 0.9 * counts["forms"]


def test_forms_kept_apart_are_read_nearly_as_well() -> None:
    counts = score("forms_heldout.txt")
    assert counts["headers"] == counts["first rows"] == counts["forms"]
    assert counts["columns right"] >= 0.97 * counts["columns"]
    assert counts["people"] >= 0.95 * counts["forms"]
