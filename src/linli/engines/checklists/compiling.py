"""How does an XLSForm become a checklist of ours?  The judge is large: called only when one is compiled."""

from typing import TYPE_CHECKING

from linli.engines.checklists.hindrances import hindrances, notes
from linli.engines.checklists.problems import Compiled
from linli.engines.checklists.rows import Rows

if TYPE_CHECKING:
    from linli.engines.checklists.judging import Judged


def compile_book(data: bytes, file_name: str) -> Compiled:
    """Compile a workbook; ``CannotCompile`` just when pyxform refuses it or it is unsafe to open."""
    from linli.engines.checklists.judging import judge_book

    return _compiled(judge_book(data, file_name))


def compile_rows(rows: Rows) -> Compiled:
    """Compile rows as they would stand in the sheets of a workbook."""
    from linli.engines.checklists.judging import judge_rows

    return _compiled(judge_rows(rows.sheets()))


def _compiled(judged: "Judged") -> Compiled:
    from linli.engines.checklists.survey_tree import checklist_of

    checklist = checklist_of(judged.survey, judged.external)
    return Compiled(checklist, judged.warnings + notes(checklist), hindrances(checklist))
