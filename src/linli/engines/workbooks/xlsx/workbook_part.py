"""What does the workbook part say after sheets were filled: names, when and in what order to calculate?"""

from linli.engines.workbooks.markup import Element, local_name, made, namespace
from linli.engines.workbooks.part_edits import PartEdits
from linli.engines.workbooks.relations import relations
from linli.engines.workbooks.xlsx.package import Package
from linli.engines.workbooks.xlsx.shifting import Shifts

_AFTER_CALCULATION = frozenset(
    {"oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes", "webPublishing"}
    | {"fileRecoveryPr", "webPublishObjects", "extLst"}
)


def shift_names(edits: PartEdits, package: Package, shifts: Shifts) -> None:
    """Move every defined name: print areas and titles, filters, lists."""
    if not shifts or not package.names:
        return
    root = edits.tree(package.workbook_part)
    order = [
        sheet.get("name", "") for sheet in root.iterfind(f"{namespace(root)}sheets/{namespace(root)}sheet")
    ]
    for element in root.iterfind(f"{namespace(root)}definedNames/{namespace(root)}definedName"):
        local = element.get("localSheetId", "")
        own = order[int(local)] if local.isdigit() and int(local) < len(order) else ""
        element.text = shifts.formula(element.text or "", own)


def ask_for_calculation(edits: PartEdits, package: Package) -> None:
    """Have formulas worked out on opening, and drop the list of their places, now out of date."""
    root = edits.tree(package.workbook_part)
    found = root.find(f"{namespace(root)}calcPr")
    if found is None:
        found = made(f"{namespace(root)}calcPr")
        place = next((at for at, child in enumerate(root) if _comes_after(child)), len(root))
        root.insert(place, found)
    found.set("fullCalcOnLoad", "1")
    for relation in relations(edits.archive, package.workbook_part).values():
        if relation.kind == "calcChain" and edits.archive.has(relation.target):
            edits.drop(relation.target)
            edits.unrelate(package.workbook_part, relation.key)


def _comes_after(child: Element) -> bool:
    return local_name(child) in _AFTER_CALCULATION
