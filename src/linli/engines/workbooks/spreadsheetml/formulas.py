"""What does an R1C1 formula say once rows moved?

It is turned into A1, moved as formulas of .xlsx are, and turned back as seen from its new row.
"""

from linli.engines.workbooks.model import column_letters
from linli.engines.workbooks.references import column_number
from linli.engines.workbooks.spreadsheetml import r1c1
from linli.engines.workbooks.xlsx import formulas as a1
from linli.engines.workbooks.xlsx.shifting import Shifts

_COLUMN_ONLY = "_whole_column_{}_"


def shifted(
    text: str, own: str, at: tuple[int, int], shifts: Shifts, *, new_row: int, data_row: int | None = None
) -> str:
    """The formula of the cell that stood at ``at`` (row, column), as it reads in ``new_row``."""
    plain, columns = to_a1(text.removeprefix("="), at)
    moved = shifts.formula(plain, own, data_row=data_row)
    start = "=" if text.startswith("=") else ""
    return start + back(moved, columns, (new_row, at[1]))


def to_a1(text: str, at: tuple[int, int], *, whole: bool = False) -> tuple[str, list[str]]:
    """The formula in A1; whole columns, which rows do not touch, are kept aside unless ``whole``."""
    columns: list[str] = []

    def change(reference: r1c1.Reference) -> str:
        ends = [reference.first] if reference.last is None else [reference.first, reference.last]
        if any(end.row is None for end in ends) and not whole:
            columns.append(reference.text)
            return _COLUMN_ONLY.format(len(columns) - 1)
        is_line = reference.last is None and None in {reference.first.row, reference.first.column}
        return ":".join(_a1(end, at) for end in (ends * 2 if is_line else ends))

    return r1c1.rewritten(text, change), columns


def _a1(corner: r1c1.Corner, at: tuple[int, int]) -> str:
    text = ""
    if corner.column is not None:
        number = max(corner.column.seen_from(at[1]), 1)
        text = ("" if corner.column.is_offset else "$") + column_letters(number)
    if corner.row is not None:
        text += ("" if corner.row.is_offset else "$") + str(max(corner.row.seen_from(at[0]), 1))
    return text


def back(text: str, columns: list[str], at: tuple[int, int]) -> str:
    """A formula in A1 as R1C1, seen from ``at``."""

    def change(reference: a1.Reference) -> str:
        ends = [reference.first] if reference.last is None else [reference.first, reference.last]
        written = [_r1c1(end, at) for end in ends]
        is_one_line = len(written) > 1 and written[0] == written[1] and not reference.first.column
        return written[0] if is_one_line else ":".join(written)

    result = a1.rewritten(text, change)
    for number, column in enumerate(columns):
        result = result.replace(_COLUMN_ONLY.format(number), column)
    return result


def _r1c1(corner: a1.Corner, at: tuple[int, int]) -> str:
    row = f"R{corner.row}" if corner.row_is_fixed or not corner.column else f"R{_offset(corner.row - at[0])}"
    if not corner.column:
        return row
    number = column_number(corner.column)
    return row + (f"C{number}" if corner.column_is_fixed else f"C{_offset(number - at[1])}")


def _offset(distance: int) -> str:
    return f"[{distance}]" if distance else ""
