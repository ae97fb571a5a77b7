"""What does pyxform make of a workbook: its survey tree, or its objections?

It judges, and its tree is what gets compiled.  The XForm is made for the verdict alone, as pyxform's own
command line would, and thrown away.
"""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

from pyxform.aliases import BINDING_CONVERSIONS  # type: ignore[import-untyped]
from pyxform.builder import create_survey_element_from_dict  # type: ignore[import-untyped]
from pyxform.errors import PyXFormError  # type: ignore[import-untyped]
from pyxform.utils import (  # type: ignore[import-untyped]
    default_is_dynamic,
    external_choices_to_csv,
    has_external_choices,
)
from pyxform.xls2json import workbook_to_json  # type: ignore[import-untyped]
from pyxform.xls2json_backends import DefinitionData, get_xlsform  # type: ignore[import-untyped]

from linli.engines.checklists.explaining import explained, in_chinese
from linli.engines.checklists.further import all_problems
from linli.engines.checklists.locating import Cells, located
from linli.engines.checklists.opening import reader_for, refused_as_no_workbook
from linli.engines.checklists.problems import CannotCompile, Problem

SheetRows = Sequence[Mapping[str, str]]
# yes, TRUE … in the columns of rules mean true().
BINDINGS: Mapping[str, str] = BINDING_CONVERSIONS


@dataclass(frozen=True, slots=True)
class Judged:
    """An accepted workbook: pyxform's survey tree (untyped), its warnings in Chinese, the sheet beside it."""

    survey: Any
    warnings: tuple[Problem, ...]
    # The rows of external_choices: ODK's phones read them from a file, we take them as they are.
    external: SheetRows = ()


def judge_book(data: bytes, file_name: str) -> Judged:
    """The verdict on a file; ``CannotCompile`` with pyxform's objections."""
    reader = reader_for(data, file_name)

    def read() -> Any:
        return get_xlsform(xlsform=data, file_type=reader)

    return _judge(read, file_name.rpartition("/")[2].rpartition(".")[0] or None)


def judge_rows(sheets: Mapping[str, SheetRows]) -> Judged:
    """The verdict on rows as they would stand in the sheets of a workbook."""

    def read() -> Any:
        given: dict[str, Any] = {"sheet_names": list(sheets)}
        for name, rows in sheets.items():
            given[name] = [dict(row) for row in rows]
            given[f"{name}_header"] = [dict.fromkeys(column for row in rows for column in row)]
        return DefinitionData(**given)

    return _judge(read, None)


def is_dynamic(default: str, kind: str) -> bool:
    """True when pyxform takes a default for an expression."""
    return bool(default_is_dynamic(default, kind))


def _judge(read: Callable[[], Any], fallback: str | None) -> Judged:
    try:
        workbook = read()
    except Exception as reason:
        raise _unreadable(reason) from reason
    cells = Cells({name: getattr(workbook, name) or () for name in ("survey", "choices")})
    again = deepcopy(workbook)
    try:
        return _judged(workbook, fallback, cells)
    except CannotCompile as refused:

        def judge(changed: Any) -> None:
            _judged(deepcopy(changed), fallback, cells)

        raise CannotCompile(all_problems(again, refused.problems, judge)) from refused


def _judged(workbook: Any, fallback: str | None, cells: Cells) -> Judged:
    told: list[str] = []
    try:
        survey = _survey(workbook, fallback, told)
    except PyXFormError as reason:
        raise CannotCompile(tuple(located(each, cells) for each in explained(reason))) from reason
    except Exception as reason:  # pyxform trips over strange books in many ways; all of them are refusals
        what = in_chinese(str(reason)) or "表格的写法让转换程序无法理解，请对照 XLSForm 模板检查列名和内容。"
        raise CannotCompile((Problem(what, original=f"{type(reason).__name__}: {reason}"),)) from reason
    warnings = tuple(problem for words in told for problem in _told(words))
    return Judged(survey, warnings, tuple(workbook.external_choices or ()))


def _survey(workbook: Any, fallback: str | None, told: list[str]) -> Any:
    tree = workbook_to_json(workbook_dict=workbook, fallback_form_name=fallback, warnings=told)
    if has_external_choices(json_struct=tree):
        external_choices_to_csv(workbook_dict=workbook)
    survey = create_survey_element_from_dict(tree)
    survey.xml().toxml().encode("utf-8")
    return survey


def _unreadable(reason: Exception) -> CannotCompile:
    words = str(reason)
    if (
        isinstance(reason, PyXFormError)
        and "was not recognized" not in words
        and "Error reading" not in words
    ):
        return CannotCompile(explained(reason))
    return refused_as_no_workbook(f"{type(reason).__name__}: {words}")


def _told(words: str) -> tuple[Problem, ...]:
    # A reminder to shrink photos is not for our authors: the page shrinks them.
    if "max-pixels" in words:
        return ()
    return tuple(replace(problem, original=words) for problem in explained(words))
