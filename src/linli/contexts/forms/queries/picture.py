"""The top of a form as it looks, with what each heading was taken for."""

from linli.contexts.forms.queries.plan import Asked, SheetPlan
from linli.engines.workbooks import Sheet
from linli.kernel.sheets.picture import ROWS_BELOW, TALLEST, Mark, Picture, View, picture_of

TITLE_ROWS = 2
"""How many rows over a later list of a sheet are shown with it."""


def picture_of_form(sheet: Sheet, plan: SheetPlan, *, with_rows: bool = True) -> Picture:
    """What a person sees when opening the file: down to a few rows below the heading, or to the heading."""
    table = plan.reading.table
    marks = {a.place.cell: _mark(plan, a) for a in plan.asked}
    if table is None:
        return picture_of(sheet, View(marks=marks)) if with_rows else Picture([], [])
    first_row = max(1, table.header_rows[0] - TITLE_ROWS) if plan.reading.part > 1 else 1
    last_row = table.header_rows[1]
    if with_rows:
        last_row = min(table.first_data_row + ROWS_BELOW - 1, max(first_row + TALLEST, table.first_data_row))
    return picture_of(sheet, View(table.header_rows, last_row, marks, first_row=first_row))


def _mark(plan: SheetPlan, asked: Asked) -> Mark:
    return Mark(asked.field.label if asked.field else "", asked.is_sure, f"{plan.anchor}-{asked.place.cell}")
