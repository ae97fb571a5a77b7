"""How are the checklists of a pack written, and how do they become a workbook that people edit?"""

import io
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from linli.engines.checklists.problems import CannotCompile, Problem
from linli.engines.later import openpyxl

Row = Mapping[str, str]
LANGUAGES = {"zh": "中文 (zh)", "en": "English (en)"}
_OURS = {name: f"linli::{name}" for name in ("field", "finding", "found_when")}
_WIDE = re.compile(r"label|hint|message|relevant|constraint|calculation|title")


@dataclass(frozen=True, slots=True)
class Rows:
    """The three sheets of an XLSForm as rows of column and text."""

    survey: tuple[Row, ...]
    choices: tuple[Row, ...] = ()
    settings: Row | None = None

    def sheets(self) -> dict[str, tuple[Row, ...]]:
        """The sheets by name, those without rows left out."""
        found = {"survey": self.survey, "choices": self.choices}
        if self.settings:
            found["settings"] = (self.settings,)
        return {name: rows for name, rows in found.items() if rows}


def rows_from_toml(text: str) -> Rows:
    """The rows of a pack's checklist; ``CannotCompile`` when the text is no TOML."""
    try:
        given = tomllib.loads(text)
    except tomllib.TOMLDecodeError as reason:
        raise CannotCompile((Problem("TOML 写法有误。", original=str(reason)),)) from reason
    return rows_from_tables(given)


def rows_from_tables(given: Mapping[str, Any]) -> Rows:
    """The rows of tables as in a pack: ``[settings]``, ``[choices]`` (lists of tables) and ``[[survey]]``.

    A table ``label = { zh = "…", en = "…" }`` becomes one column for each language; ``field``, ``finding``
    and ``found_when`` are our own columns.
    """
    choices = tuple(
        {"list_name": name, **_flat(choice)}
        for name, listed in given.get("choices", {}).items()
        for choice in listed
    )
    settings = {"default_language": LANGUAGES["zh"], **_flat(given.get("settings", {}))}
    return Rows(tuple(_flat(row) for row in given.get("survey", ())), choices, settings)


def _flat(row: Mapping[str, Any]) -> dict[str, str]:
    flat: dict[str, str] = {}
    for column, value in row.items():
        if isinstance(value, Mapping):
            flat |= {f"{column}::{LANGUAGES.get(key, key)}": str(inner) for key, inner in value.items()}
        else:
            flat[_OURS.get(column, column)] = str(value).lower() if isinstance(value, bool) else str(value)
    return flat


def to_book(rows: Rows) -> bytes:
    """The rows as an .xlsx that Excel and WPS open and that compiles to the same checklist."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, sheet_rows in rows.sheets().items():
        sheet = book.create_sheet(name)
        columns = list(dict.fromkeys(column for row in sheet_rows for column in row))
        sheet.append(columns)
        for row in sheet_rows:
            sheet.append([row.get(column) for column in columns])
        _make_readable(sheet, columns)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def _make_readable(sheet: Any, columns: list[str]) -> None:
    sheet.freeze_panes = "A2"
    for at, column in enumerate(columns, start=1):
        letters = openpyxl.utils.get_column_letter(at)
        sheet.column_dimensions[letters].width = 42 if _WIDE.search(column) else 18
    for cells in sheet.iter_rows():
        for cell in cells:
            cell.alignment = openpyxl.styles.Alignment(wrap_text=True, vertical="top")
            cell.data_type = "s" if isinstance(cell.value, str) else cell.data_type
    for cell in sheet[1]:
        cell.font = openpyxl.styles.Font(bold=True)
        cell.fill = openpyxl.styles.PatternFill("solid", fgColor="E3F0EC")
