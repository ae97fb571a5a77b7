"""Which other parts of an .xlsx name cells of a changed sheet, and what do they say afterwards?"""

import re

from linli.engines.workbooks.markup import Element, as_bytes, local_name
from linli.engines.workbooks.part_edits import PartEdits
from linli.engines.workbooks.references import cell_at
from linli.engines.workbooks.relations import relations
from linli.engines.workbooks.row_map import RowMap
from linli.engines.workbooks.xlsx.shape_shifting import shift_shapes
from linli.engines.workbooks.xlsx.sheet_shifting import shift_marker
from linli.engines.workbooks.xlsx.shifting import Shifts, shifted_block, shifted_cell


def shift_linked_parts(edits: PartEdits, part: str, name: str, shifts: Shifts) -> None:
    """Drawings, comments, tables and pivot tables of one sheet whose rows move."""
    row_map = shifts.of(name)
    if row_map is None:
        return
    archive = edits.archive
    for relation in relations(archive, part).values():
        if relation.outside or not archive.has(relation.target):
            continue
        if relation.kind == "vmlDrawing":
            shapes = archive.bytes_of(relation.target)
            edits.put(relation.target, shift_shapes(shapes, name, row_map, shifts))
        elif relation.kind in _SHIFTERS:
            _SHIFTERS[relation.kind](edits.tree(relation.target), name, row_map, shifts)


def _shift_drawing(root: Element, name: str, row_map: RowMap, shifts: Shifts) -> None:
    for anchor in root.iter("{*}twoCellAnchor", "{*}oneCellAnchor"):
        if anchor.get("editAs") != "absolute":
            _shift_anchor(anchor, row_map)
    for element in root.iter():
        link = element.get("textlink") if isinstance(element.tag, str) else None
        if link:
            element.set("textlink", shifts.formula(link, name))


def _shift_anchor(anchor: Element, row_map: RowMap) -> None:
    """A picture that only moves keeps its height in rows; one that also sizes follows its two ends."""
    markers = {local_name(child): child for child in anchor if local_name(child) in {"from", "to"}}
    before = {name: _row_of(marker) for name, marker in markers.items()}
    for marker in markers.values():
        shift_marker(marker, row_map)
    if anchor.get("editAs") == "oneCell" and len(markers) == 2:
        height = before["to"] - before["from"]
        for child in markers["to"]:
            if local_name(child) == "row":
                child.text = str(_row_of(markers["from"]) + height)


def _row_of(marker: Element) -> int:
    return next((int(child.text or "0") for child in marker if local_name(child) == "row"), 0)


def _shift_comments(root: Element, name: str, row_map: RowMap, shifts: Shifts) -> None:
    del name, shifts
    for element in list(root.iter()):
        if local_name(element) in {"comment", "threadedComment"} and element.get("ref"):
            row = cell_at(element.get("ref", ""))[0]
            parent = element.getparent()
            if row_map.at(row) is None and parent is not None:
                parent.remove(element)
            else:
                element.set("ref", shifted_cell(element.get("ref", ""), row_map))


def _shift_table(root: Element, name: str, row_map: RowMap, shifts: Shifts) -> None:
    for element in root.iter():
        kind = local_name(element)
        if kind in {"table", "autoFilter", "sortState", "sortCondition"} and element.get("ref"):
            element.set("ref", shifted_block(element.get("ref", ""), row_map) or element.get("ref", ""))
        elif kind in {"calculatedColumnFormula", "totalsRowFormula"}:
            element.text = shifts.formula(element.text or "", name)


def _shift_pivot(root: Element, name: str, row_map: RowMap, shifts: Shifts) -> None:
    del name, shifts
    for element in root:
        if local_name(element) == "location" and element.get("ref"):
            element.set("ref", shifted_block(element.get("ref", ""), row_map, grows=False))


_SHIFTERS = {
    "drawing": _shift_drawing,
    "comments": _shift_comments,
    "threadedComment": _shift_comments,
    "table": _shift_table,
    "pivotTable": _shift_pivot,
}


def shift_mentions(edits: PartEdits, shifts: Shifts) -> None:
    """Charts, pivot caches and form controls anywhere in the file that name a filled sheet."""
    for part in edits.archive.names:
        if _MENTIONING.search(part):
            root = edits.archive.tree(part)
            if sum(_shift_mention(element, shifts) for element in root.iter()):
                edits.put(part, as_bytes(root))


_CONTROL_LINKS = ("fmlaLink", "fmlaRange", "fmlaTxbx")
_MENTIONING = re.compile(
    r"(?:^|/)(?:charts/chart|charts/chartEx|pivotCache/pivotCacheDefinition|ctrlProps/ctrlProp)\d*\.xml$"
)


def _shift_mention(element: Element, shifts: Shifts) -> bool:
    """Whether the element had to change."""
    kind = local_name(element)
    if kind == "f" and element.text:
        before = element.text
        element.text = shifts.formula(before, "")
        return element.text != before
    if kind == "worksheetSource":
        return _shift_source(element, shifts)
    if kind == "formControlPr":
        return sum(_shift_attribute(element, name, shifts) for name in _CONTROL_LINKS) > 0
    return False


def _shift_source(element: Element, shifts: Shifts) -> bool:
    row_map = shifts.of(element.get("sheet", ""))
    moved = shifted_block(element.get("ref", ""), row_map) if row_map and element.get("ref") else ""
    if not moved:
        return False
    element.set("ref", moved)
    element.getroottree().getroot().set("refreshOnLoad", "1")
    return True


def _shift_attribute(element: Element, name: str, shifts: Shifts) -> bool:
    before = element.get(name, "")
    after = shifts.formula(before, "") if before else before
    if after != before:
        element.set(name, after)
    return after != before
