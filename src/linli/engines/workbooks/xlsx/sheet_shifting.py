"""What in a worksheet part, outside its cells, moves with its rows?"""

from collections.abc import Callable, Iterator

from linli.engines.workbooks.markup import Element, local_name, made, namespace
from linli.engines.workbooks.model import Block
from linli.engines.workbooks.references import block_at, block_name, blocks_at
from linli.engines.workbooks.row_map import RowMap, Stretch
from linli.engines.workbooks.xlsx.shifting import Shifts, shifted_block, shifted_blocks, shifted_cell

_CELLS = {"topLeftCell", "activeCell", "r"}
_PLACES: dict[str, tuple[str, ...]] = {
    # element → attributes that name cells
    "dimension": ("ref",),
    "sheetView": ("topLeftCell",),
    "pane": ("topLeftCell",),
    "selection": ("activeCell", "sqref"),
    "protectedRange": ("sqref",),
    "autoFilter": ("ref",),
    "sortState": ("ref",),
    "sortCondition": ("ref",),
    "conditionalFormatting": ("sqref",),
    "dataValidation": ("sqref",),
    "hyperlink": ("ref",),
    "ignoredError": ("sqref",),
    "cellWatch": ("r",),
    "inputCells": ("r",),
    "webPublishItem": ("sourceRef",),
}
_FORMULAS = {"formula", "formula1", "formula2", "f"}
_VANISHES = {
    "conditionalFormatting",
    "dataValidation",
    "hyperlink",
    "protectedRange",
    "ignoredError",
    "cellWatch",
}


def shift_sheet(root: Element, name: str, row_map: RowMap, shifts: Shifts) -> None:
    """Move everything of a sheet but its cells: merges, rules, links, breaks, views, anchors of controls."""
    shift_merges(root, row_map)
    outside = list(_outside_cells(root))
    for element in outside:
        if local_name(element) in _FORMULAS:
            base = _base_row(element)
            in_data = base if base and row_map.stretch_of(base) else None
            element.text = shifts.formula(element.text or "", name, data_row=in_data)
    for element in outside:
        kind = local_name(element)
        if kind in _PLACES:
            _shift_places(element, kind, row_map)
        elif kind == "sqref":
            element.text = shifted_blocks(element.text or "", row_map)
        elif kind == "brk":
            _shift_break(element, row_map)
        elif kind in {"from", "to"}:
            shift_marker(element, row_map)
    _drop_empty(root)


def _outside_cells(root: Element) -> Iterator[Element]:
    for part in root:
        if local_name(part) not in {"sheetData", "mergeCells"}:
            yield from part.iter()


def _base_row(formula: Element) -> int | None:
    """The row a rule's formula is written for: the first of the cells the rule covers."""
    for parent in formula.iterancestors():
        if local_name(parent) in {"conditionalFormatting", "dataValidation"}:
            listed = parent.get("sqref") or next(
                (child.text for child in parent if local_name(child) == "sqref"), None
            )
            return min((block.first_row for block in blocks_at(listed or "")), default=None)
    return None


def _shift_places(element: Element, kind: str, row_map: RowMap) -> None:
    for attribute in _PLACES[kind]:
        text = element.get(attribute)
        if not text:
            continue
        try:
            moved = _mover(attribute)(text, row_map)
        except ValueError:
            continue
        if moved or kind in _VANISHES:
            element.set(attribute, moved)
        elif kind == "selection":
            element.set(attribute, element.get("activeCell", "A1"))


def _mover(attribute: str) -> Callable[[str, RowMap], str]:
    if attribute in _CELLS:
        return shifted_cell
    return shifted_blocks if attribute == "sqref" else shifted_block


def _shift_break(element: Element, row_map: RowMap) -> None:
    parent = element.getparent()
    if parent is not None and local_name(parent) == "rowBreaks":
        # A break stands after the row it names; row 0 does not exist.
        element.set("id", str(row_map.near(max(int(element.get("id", "1")), 1))))


def shift_marker(marker: Element, row_map: RowMap) -> None:
    """An anchor of a drawing or control counts rows from 0."""
    for child in marker:
        if local_name(child) == "row" and (child.text or "").strip().isdigit():
            child.text = str(row_map.near(int(child.text or "0") + 1) - 1)


def _drop_empty(root: Element) -> None:
    """Rules and links whose cells are all gone, and lists left empty."""
    for element in list(_outside_cells(root)):
        kind, parent = local_name(element), element.getparent()
        gone = any(element.get(attribute) == "" for attribute in _PLACES.get(kind, ()))
        if not gone and kind in {"dataValidation", "conditionalFormatting"}:
            gone = any(local_name(child) == "sqref" and not child.text for child in element)
        if gone and parent is not None:
            parent.remove(element)
    for element in list(root):
        if local_name(element) in {"dataValidations", "hyperlinks", "protectedRanges", "ignoredErrors"}:
            _recount(element)


def _recount(parent: Element) -> None:
    if not len(parent):
        grand = parent.getparent()
        if grand is not None:
            grand.remove(parent)
    elif parent.get("count") is not None:
        parent.set("count", str(len(parent)))


def merges_of(root: Element) -> list[Block]:
    """The merged blocks of a worksheet part."""
    found = []
    for element in root.iterfind(f"{namespace(root)}mergeCells/{namespace(root)}mergeCell"):
        try:
            found.append(block_at(element.get("ref", "")))
        except ValueError:
            continue
    return found


def shift_merges(root: Element, row_map: RowMap) -> None:
    """Move merges; a merge within the last drawn row is repeated in every added row."""
    parent = root.find(f"{namespace(root)}mergeCells")
    if parent is None:
        return
    tag = f"{namespace(root)}mergeCell"
    moved = [block for merge in merges_of(root) for block in moved_merge(merge, row_map)]
    for child in list(parent):
        parent.remove(child)
    for block in moved:
        parent.append(made(tag, {"ref": block_name(block)}))
    _recount(parent)


def moved_merge(merge: Block, row_map: RowMap) -> list[Block]:
    """A merge in its new place, as often as added rows repeat it; empty when no two cells are left of it."""
    stretch = row_map.stretch_of(merge.last_row)
    at_end = stretch is not None and merge.last_row == stretch.last
    if stretch is not None and at_end and merge.first_row == merge.last_row:
        return _in_each_row(merge, stretch, row_map)
    # A merge over the whole block (a side heading) grows with it; one over a few of its rows does not.
    grows = stretch is not None and merge.first_row <= stretch.first
    block = row_map.block(merge, grows=grows)
    if block is None or (block.first_row, block.first_column) == (block.last_row, block.last_column):
        return []
    return [block]


def _in_each_row(merge: Block, stretch: Stretch, row_map: RowMap) -> list[Block]:
    place = row_map.at(merge.last_row)
    if place is None:
        return []
    rows = range(place, row_map.last_of(stretch) + 1)
    return [Block(row, merge.first_column, row, merge.last_column) for row in rows]
