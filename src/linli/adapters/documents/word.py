"""A paper of an office as .docx: title, headed parts, signature, and a table on a page of its own."""

import io
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

BODY, TITLE = "仿宋", "宋体"
INDENT = Pt(30)
TEXT_WIDTH = 16.5
"""Centimetres between the margins of A4."""


def paper(values: dict[str, Any]) -> bytes:
    """The same values as the layout ``common_report``, with ``widths`` (shares) of the table's columns."""
    made = Document()
    page = made.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin, page.right_margin, page.top_margin = Cm(2.4), Cm(2.1), Cm(3.2)
    title = made.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _write(title, values["title"], TITLE, 20, bold=True)
    for part in values["parts"]:
        _write(made.add_paragraph(), part["heading"], BODY, 15, bold=True)
        for line in part["lines"]:
            body = made.add_paragraph()
            body.paragraph_format.first_line_indent = INDENT
            body.paragraph_format.line_spacing = 1.5
            _write(body, line, BODY, 15)
    for line in (values["signed"], values["day"]):
        end = made.add_paragraph()
        end.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        _write(end, line, BODY, 15)
    if values["rows"]:
        _table(made, values)
    kept = io.BytesIO()
    made.save(kept)
    return kept.getvalue()


def _table(made: Any, values: dict[str, Any]) -> None:
    made.add_page_break()
    _write(made.add_paragraph(), values["appendix"], BODY, 14, bold=True)
    headings: Sequence[str] = values["headings"]
    table = made.add_table(rows=1, cols=len(headings), style="Table Grid")
    for cell, heading in zip(table.rows[0].cells, headings, strict=True):
        _write(cell.paragraphs[0], heading, BODY, 10, bold=True)
    for line in values["rows"]:
        for cell, text in zip(table.add_row().cells, line, strict=True):
            _write(cell.paragraphs[0], text, BODY, 10)
    shares = values.get("widths") or [1] * len(headings)
    for row in table.rows:
        for cell, share in zip(row.cells, shares, strict=True):
            cell.width = Cm(TEXT_WIDTH * share / sum(shares))


def _write(paragraph: Any, text: str, font: str, size: float, *, bold: bool = False) -> None:
    run = paragraph.add_run(text)
    run.font.name, run.font.size, run.font.bold = font, Pt(size), bold
    run._element.rPr.rFonts.set(qn("w:eastAsia"), font)  # noqa: SLF001 - the library has no word for it
