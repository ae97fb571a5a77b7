"""How does an XLSForm become a checklist of ours?"""

from linli.engines.checklists.hindrances import hindrances, notes
from linli.engines.checklists.judging import Judged, judge_book, judge_rows
from linli.engines.checklists.problems import Compiled
from linli.engines.checklists.rows import Rows
from linli.engines.checklists.survey_tree import checklist_of


def compile_book(data: bytes, file_name: str) -> Compiled:
    """Compile a workbook; ``CannotCompile`` just when pyxform refuses it or it is unsafe to open."""
    return _compiled(judge_book(data, file_name))


def compile_rows(rows: Rows) -> Compiled:
    """Compile rows as they would stand in the sheets of a workbook."""
    return _compiled(judge_rows(rows.sheets()))


def _compiled(judged: Judged) -> Compiled:
    checklist = checklist_of(judged.survey, judged.external)
    return Compiled(checklist, judged.warnings + notes(checklist), hindrances(checklist))
