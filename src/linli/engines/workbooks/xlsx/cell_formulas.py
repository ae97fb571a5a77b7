"""What do the formulas in the cells of a sheet say once rows moved?"""

from linli.engines.workbooks.markup import Element, drop, local_name
from linli.engines.workbooks.xlsx.formulas import names_in
from linli.engines.workbooks.xlsx.sheet_rows import SheetRows
from linli.engines.workbooks.xlsx.shifting import Shifts, shifted_block

_FORMULAS = ("{*}f", "{*}formula", "{*}formula1", "{*}formula2")


def has_formulas(rows: SheetRows) -> bool:
    """True when any cell of the sheet holds a formula."""
    return rows.data.find(f".//{rows.space}f") is not None


def shift_formulas(rows: SheetRows, name: str, shifts: Shifts) -> None:
    """Rewrite every formula of a filled sheet, while its rows still have their old numbers.

    What it had worked out is dropped: the values below it are new.
    """
    row_map = shifts.of(name)
    if shifts:
        rows.spell_out_shared_formulas()
    for number, row in rows.rows.items():
        data_row = number if row_map is not None and row_map.stretch_of(number) else None
        for formula in row.iterfind(f"{rows.space}c/{rows.space}f"):
            if formula.text:
                formula.text = shifts.formula(formula.text, name, data_row=data_row)
            reference = formula.get("ref")
            if reference and row_map is not None:
                formula.set("ref", shifted_block(reference, row_map, grows=False) or reference)
            forget_result(formula)


def shift_foreign_formulas(root: Element, name: str, shifts: Shifts) -> bool:
    """Rewrite what another sheet (cells, rules, links) says of a filled one; True if it says anything."""
    SheetRows(root).spell_out_shared_formulas()
    changed = shift_links(root, name, shifts)
    for element in list(root.iter(*_FORMULAS)):
        before = element.text
        if before and "!" in before:
            element.text = shifts.formula(before, name)
            if element.text != before:
                changed = True
                forget_result(element)
    return changed


def shift_links(root: Element, name: str, shifts: Shifts) -> bool:
    """Move links that jump to a cell of a filled sheet; True if any does."""
    changed = False
    for element in root.iter("{*}hyperlink"):
        location = element.get("location")
        moved = shifts.formula(location, name) if location else location
        if location and moved and moved != location:
            element.set("location", moved)
            changed = True
    return changed


def sheets_seen(root: Element) -> set[str]:
    """Words (case folded) that name sheets or ranges in the formulas of a sheet's cells."""
    return {word.casefold() for formula in root.iter("{*}f") for word in names_in(formula.text or "")}


def forget_results(root: Element) -> None:
    """Drop every stored result of a sheet that depends on a filled one."""
    for formula in root.iter("{*}f"):
        forget_result(formula)


def forget_result(formula: Element) -> None:
    """Drop the stored result beside a formula, so that no program shows an old one."""
    cell = formula.getparent()
    if cell is None or local_name(cell) != "c":
        return
    for child in list(cell):
        if local_name(child) == "v":
            cell.remove(child)
    drop(cell, "t")
