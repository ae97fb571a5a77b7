"""The top of a form as it looks, with what each heading was taken for."""

from django.utils.text import slugify

from linli.contexts.forms.queries.plan import Asked, SheetPlan
from linli.engines.workbooks import Sheet
from linli.kernel.sheets.picture import ROWS_BELOW, TALLEST, Mark, Picture, View, picture_of


def picture_of_form(sheet: Sheet, plan: SheetPlan, *, with_rows: bool = True) -> Picture:
    """What a person sees when opening the file: down to a few rows below the heading, or to the heading."""
    table = plan.reading.table
    marks = {a.place.cell: _mark(plan, a) for a in plan.asked}
    if table is None:
        return picture_of(sheet, View(marks=marks)) if with_rows else Picture([], [])
    if not with_rows:
        return picture_of(sheet, View(table.header_rows, table.header_rows[1], marks))
    last_row = min(table.first_data_row + ROWS_BELOW - 1, max(TALLEST, table.first_data_row))
    return picture_of(sheet, View(table.header_rows, last_row, marks))


def _mark(plan: SheetPlan, asked: Asked) -> Mark:
    anchor = f"col-{slugify(plan.reading.sheet)}-{asked.place.cell}"
    return Mark(asked.field.label if asked.field else "", asked.is_sure, anchor)
