"""What does the formula of the last drawn row say in each row added below it?"""

from dataclasses import dataclass, replace

from linli.engines.workbooks.row_map import RowMap, Stretch
from linli.engines.workbooks.xlsx.formulas import Corner, Reference, rewritten
from linli.engines.workbooks.xlsx.shifting import GONE, Shifts, shifted

_HOLE = "\x00"


@dataclass(frozen=True, slots=True)
class RowFormula:
    """A formula with holes for row numbers, given as distances from the row it stands in."""

    pieces: tuple[str, ...]
    distances: tuple[int, ...]

    def at(self, row: int) -> str:
        """The formula as it reads in a row of the filled sheet."""
        out = [self.pieces[0]]
        for distance, piece in zip(self.distances, self.pieces[1:], strict=True):
            out += [str(max(row + distance, 1)), piece]
        return "".join(out)


def row_formula(text: str, own: str, place: tuple[Stretch, str | None], shifts: Shifts) -> RowFormula:
    """Which references go along with the row and which stay.

    ``place`` is the data block and the formula one row above in the same column: where that one says the same
    but for rows one smaller, those rows go along; without it, relative references into the block go along.
    """
    stretch, above = place
    going = _going_along(text, above) if above is not None else None
    here = shifts.of(own) or RowMap((stretch,))
    base = here.first_of(stretch) + stretch.drawn - 1  # where the last drawn row stands now
    distances: list[int] = []
    number = iter(range(1_000_000))

    def hole(corner: Corner, sheet: str) -> str:
        row_map = shifts.of(sheet or own)
        if sheet in {"", own} and stretch.first - 1 <= corner.row <= stretch.last:
            distances.append(corner.row - stretch.last)
        else:
            distances.append((corner.row if row_map is None else row_map.near(corner.row)) - base)
        return (
            f"{'$' if corner.column_is_fixed else ''}{corner.column}{_HOLE}"  # what goes along is not fixed
        )

    def change(reference: Reference) -> str:
        ends = [reference.first] if reference.last is None else [reference.first, reference.last]
        own_sheet = reference.sheet in {"", own}
        flags = [_goes(corner, next(number), going, stretch, own_sheet=own_sheet) for corner in ends]
        if not any(flags):
            row_map = shifts.of(reference.sheet or own)
            return str(reference) if row_map is None else shifted(reference, row_map, stretch.last)
        return ":".join(
            hole(corner, reference.sheet) if goes else _staying(corner, here if own_sheet else None)
            for corner, goes in zip(ends, flags, strict=True)
        )

    pieces = rewritten(text, change).split(_HOLE)
    return RowFormula(tuple(pieces), tuple(distances))


def _goes(corner: Corner, index: int, going: list[bool] | None, stretch: Stretch, *, own_sheet: bool) -> bool:
    if corner.row_is_fixed:
        return False
    if going is not None:
        return going[index]
    return stretch.first - 1 <= corner.row <= stretch.last if own_sheet else corner.row == stretch.last


def _staying(corner: Corner, row_map: RowMap | None) -> str:
    if row_map is None:
        return str(corner)
    place = row_map.at(corner.row)
    return GONE if place is None else str(replace(corner, row=place))


def _going_along(text: str, above: str) -> list[bool] | None:
    """For each corner: is it one row further than in the row above? None when the two differ otherwise."""
    lower, upper = _corners(text), _corners(above)
    if lower[0] != upper[0]:
        return None
    steps = [low - up for low, up in zip(lower[1], upper[1], strict=True)]
    return [step == 1 for step in steps] if set(steps) <= {0, 1} else None


def _corners(text: str) -> tuple[str, list[int]]:
    """A formula without its row numbers, and these."""
    rows: list[int] = []

    def strip(reference: Reference) -> str:
        ends = [reference.first] if reference.last is None else [reference.first, reference.last]
        rows.extend(corner.row for corner in ends)
        return ":".join(str(replace(corner, row=1)) for corner in ends)

    return rewritten(text, strip), rows
