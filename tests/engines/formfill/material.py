"""What the tests of the form engine share: the real word lists, and sheets drawn from plain rows."""

import os
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from linli.engines.formfill.catalogue import Catalogue, catalogue_from
from linli.engines.formfill.codes import CodeLists, code_lists_from
from linli.engines.formfill.model import Column, SheetReading, TableReading
from linli.engines.formfill.recognise import recognise
from linli.engines.formfill.vocabulary import Vocabulary, vocabulary_from
from linli.engines.workbooks.model import Block, Cell, Choice, Sheet

ROOT = Path(__file__).parents[3]
BASE = ROOT / "packs" / "base"


@cache
def parsed(name: str) -> dict[str, Any]:
    return tomllib.loads((BASE / name).read_text(encoding="utf-8"))


@cache
def vocabulary() -> Vocabulary:
    return vocabulary_from(parsed("aliases.toml"))


@cache
def catalogue() -> Catalogue:
    return catalogue_from(parsed("populations.toml"))


@cache
def lists() -> CodeLists:
    return code_lists_from(parsed("codes.toml"))


def shared(*parts: str) -> Path:
    """A folder of the shared data, or the test is skipped."""
    folder = Path(os.environ.get("LINLI_SHARED_DATA", ROOT.parent / "shared" / "data")).joinpath(*parts)
    if not folder.exists():
        pytest.skip(f"no shared data at {folder.name}: set LINLI_SHARED_DATA")
    return folder


def sheet_of(
    rows: Sequence[Sequence[str]],
    *merges: tuple[int, int, int, int],
    name: str = "Sheet1",
    boxed_from: int = 1,
    unboxed: Iterable[int] = (),
    choices: Sequence[Choice] = (),
    heading: Sequence[str] = (),
) -> Sheet:
    """Rows of texts as a sheet with borders from row ``boxed_from`` on."""
    width = max(len(row) for row in rows)
    cells = {}
    for number, row in enumerate(rows, 1):
        for column in range(1, width + 1):
            text = row[column - 1] if column <= len(row) else ""
            boxed = number >= boxed_from and number not in unboxed
            if text or boxed:
                cells[number, column] = Cell(text=text, value=text or None, boxed=boxed)
    return Sheet(
        name=name,
        cells=cells,
        merges=tuple(Block(*merge) for merge in merges),
        choices=tuple(choices),
        heading=tuple(heading),
        last_row=len(rows),
        last_column=width,
    )


def read(sheet: Sheet, file_name: str = "") -> SheetReading:
    return recognise(sheet, vocabulary(), catalogue(), file_name=file_name)


def table(sheet: Sheet, file_name: str = "") -> TableReading:
    found = read(sheet, file_name).table
    assert found is not None
    return found


def labels(reading: TableReading) -> list[str | None]:
    return [column.label for column in reading.columns]


def column_of(*headings: str, title: str = "居民信息登记表") -> Column:
    """The last of some headings, read in a small form of that title that closes with remarks."""
    row = ["序号", *headings, "备注"]
    sheet = sheet_of([[title], row, [""] * len(row), [""] * len(row)], (1, 1, 1, len(row)), boxed_from=2)
    return table(sheet).columns[-2]
