"""What must change on sheets that nobody fills but that look into a filled one?"""

import re
from collections.abc import Iterable

from linli.engines.workbooks.markup import Element, as_bytes
from linli.engines.workbooks.part_edits import PartEdits
from linli.engines.workbooks.xlsx.cell_formulas import forget_results, sheets_seen, shift_foreign_formulas
from linli.engines.workbooks.xlsx.formulas import names_in
from linli.engines.workbooks.xlsx.package import Package
from linli.engines.workbooks.xlsx.shifting import Shifts

_FORMULA_OR_LINK = re.compile(rb"<(?:[\w.-]+:)?(?:f|formula[12]?|hyperlink)[ >]")


class OtherSheets:
    """The sheets beside the filled ones; those without a formula or link are not even parsed."""

    def __init__(self, edits: PartEdits, package: Package, shifts: Shifts, filled: Iterable[str]) -> None:
        self._edits = edits
        self._shifts = shifts
        self._filled = {name.casefold() for name in filled}
        self._names = package.names
        self._parts = {
            sheet.name: sheet.part
            for sheet in package.sheets
            if sheet.kind == "worksheet"
            and sheet.name.casefold() not in self._filled
            and _FORMULA_OR_LINK.search(package.archive.bytes_of(sheet.part))
        }

    def put_right(self) -> bool:
        """Move what they say of moved rows and drop results that are out of date; True if any had some."""
        roots = {name: self._edits.archive.tree(part) for name, part in self._parts.items()}
        late = self._dependents(roots)
        for name, root in roots.items():
            moved = bool(self._shifts) and shift_foreign_formulas(root, name, self._shifts)
            if name in late:
                forget_results(root)
            if moved or name in late:
                self._edits.put(self._parts[name], as_bytes(root))
        return bool(late)

    def _dependents(self, roots: dict[str, Element]) -> set[str]:
        """Sheets whose formulas see a filled one: straight, by a name, or through another such sheet."""
        seen = {name: sheets_seen(root) for name, root in roots.items()}
        reached, late = set(self._filled), set[str]()
        while True:
            reached |= {
                name.casefold()
                for name, _, text in self._names
                if reached & {word.casefold() for word in names_in(text)}
            }
            more = {name for name, words in seen.items() if name not in late and reached & words}
            if not more:
                return late
            late |= more
            reached |= {name.casefold() for name in more}
