"""Real complaints outside the repository, where they are at hand."""

import os
from functools import cache
from pathlib import Path

import pytest
from openpyxl import load_workbook

ROOT = Path(__file__).parents[3]
FOLDER = Path(os.environ.get("LINLI_SHARED_DATA") or ROOT.parent / "shared/data") / "complaints"
PACK = (ROOT / "packs/base/request_words.toml").read_text("utf-8")


def needs(name: str) -> Path:
    """A file of real complaints; the test is left out where it is absent."""
    if not (FOLDER / name).exists():
        pytest.skip(f"no {name}: set LINLI_SHARED_DATA to the folder of real data")
    return FOLDER / name


@cache
def table(path: Path) -> list[tuple[object, ...]]:
    """The filled rows of the first sheet."""
    sheet = load_workbook(path, read_only=True).worksheets[0]
    return [row for row in sheet.iter_rows(values_only=True) if any(cell is not None for cell in row)]
