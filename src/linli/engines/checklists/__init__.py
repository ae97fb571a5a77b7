"""Checklists of home visits, written as XLSForms: bytes in, a compact model out, answers judged.

The public door:

``compile_book(data, file_name) -> Compiled``
    An XLSForm workbook (.xlsx, .xlsm, .xls, .csv, .md).  pyxform is the judge: what it accepts is accepted;
    what it refuses raises ``CannotCompile`` with ``problems`` in Chinese (sheet, row, column, sentence, and
    pyxform's own words).
``compile_rows(rows) -> Compiled`` with ``rows_from_toml(text) -> Rows`` and ``to_book(rows) -> bytes``
    The checklists of a pack, written as TOML, and the same as a workbook that people edit.
``Compiled(checklist, warnings, hindrances)``
    Warnings are told.  Hindrances are what pyxform accepts and nobody could answer here (a calculation in a
    circle, a formula that cannot be read, a file that is not there): show them before putting it to use.
``to_json(checklist) -> str``, ``from_json(text) -> Checklist``, ``fingerprint(checklist) -> str``
    The stored form, also what the page's renderer reads (frontend/islands/checklist).
``begin(checklist, setting, prefill) -> Answers``
    Fresh answers: defaults, and the values of our own fields keyed as in the column ``linli::field``.
``evaluate(checklist, answers, setting) -> State``
    The authority on the server: recalculates, drops what does not apply, judges constraints and required
    answers.  ``State(values, visible, errors, findings, fields, summary)``; strange answers never raise.
``Setting(today, now, user, language, seed)``
    The day, the moment (with its zone), who asks, which language, and what chance is drawn from.
``printed(checklist, language) -> Sheet``
    The paper version: numbered questions with boxes.

Answers are nested like the checklist, ``{"mood": "good", "kitchen": {"hose": "ok"}, "people": [{}]}``:
groups are mappings, repeats are lists, leaves are texts (several choices: names with spaces between; days:
``2026-11-21``; attachments: the file's name).  ``State`` writes a place as ``people[2]/name``.

Columns of our own on the survey sheet: ``linli::field`` (a field's key or label: prefilled and written back),
``linli::finding`` (``problem`` 问题 or ``need`` 需求, with a key after a colon if there is one: an answer to
notice) and ``linli::found_when`` (an expression: when it is one; without it any answer but empty, ``no``,
``none``, ``ok``, ``0``).
"""

from linli.engines.checklists.answers import Answers
from linli.engines.checklists.compiling import compile_book, compile_rows
from linli.engines.checklists.evaluating import (
    AnswerError,
    FieldAnswer,
    Finding,
    Setting,
    State,
    begin,
    evaluate,
)
from linli.engines.checklists.model import Checklist, Choice, Group, Question, Repeat
from linli.engines.checklists.plain import PrintedRow, Sheet, printed
from linli.engines.checklists.problems import CannotCompile, Compiled, Problem
from linli.engines.checklists.rows import Rows, rows_from_tables, rows_from_toml, to_book
from linli.engines.checklists.stored import fingerprint, from_json, to_json

__all__ = [
    "AnswerError",
    "Answers",
    "CannotCompile",
    "Checklist",
    "Choice",
    "Compiled",
    "FieldAnswer",
    "Finding",
    "Group",
    "PrintedRow",
    "Problem",
    "Question",
    "Repeat",
    "Rows",
    "Setting",
    "Sheet",
    "State",
    "begin",
    "compile_book",
    "compile_rows",
    "evaluate",
    "fingerprint",
    "from_json",
    "printed",
    "rows_from_tables",
    "rows_from_toml",
    "to_book",
    "to_json",
]
