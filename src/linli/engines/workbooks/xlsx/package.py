"""Where in an .xlsx are its sheets, strings, styles and names?"""

import posixpath
from dataclasses import dataclass

from linli.engines.workbooks.archives import CONTENT_TYPES, Archive
from linli.engines.workbooks.markup import Element, local_name, namespace
from linli.engines.workbooks.refusals import NoSuchPlace, WorkbookRefused
from linli.engines.workbooks.relations import relations

_RELATION_KEY = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_RELATION_KEY_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One sheet as the workbook lists it; ``kind`` is worksheet, chartsheet …."""

    name: str
    part: str
    kind: str
    hidden: bool


@dataclass(frozen=True, slots=True)
class Package:
    """The map of one .xlsx: part names, and what the workbook part says about all sheets."""

    archive: Archive
    workbook_part: str
    sheets: tuple[SheetPart, ...]
    strings_part: str | None
    styles_part: str | None
    from_1904: bool
    names: tuple[tuple[str, str | None, str], ...]
    """Defined names: (name, the sheet it is local to, reference)."""

    def sheet(self, name: str) -> SheetPart:
        """The worksheet of this name; NoSuchPlace when the file has none."""
        for sheet in self.sheets:
            if sheet.name == name and sheet.kind == "worksheet":
                return sheet
        raise NoSuchPlace(f"no sheet named {name!r}")


def relation_key(element: Element) -> str:
    """The r:id of an element, in either flavour of the standard."""
    return element.get(_RELATION_KEY) or element.get(_RELATION_KEY_STRICT) or ""


def open_package(archive: Archive) -> Package:
    """Read the workbook part; raises WorkbookRefused when there is none."""
    part = _workbook_part(archive)
    root = archive.tree(part)
    if local_name(root) != "workbook":
        raise WorkbookRefused("not_a_workbook", "no workbook part")
    found = relations(archive, part)
    by_kind = {r.kind: r.target for r in found.values() if not r.outside and archive.has(r.target)}
    sheets = []
    for element in root.iterfind(f"{namespace(root)}sheets/{namespace(root)}sheet"):
        relation = found.get(relation_key(element))
        if relation is not None and archive.has(relation.target):
            hidden = element.get("state", "visible") != "visible"
            sheets.append(SheetPart(element.get("name", ""), relation.target, relation.kind, hidden))
    properties = root.find(f"{namespace(root)}workbookPr")
    return Package(
        archive=archive,
        workbook_part=part,
        sheets=tuple(sheets),
        strings_part=by_kind.get("sharedStrings"),
        styles_part=by_kind.get("styles"),
        from_1904=properties is not None and properties.get("date1904") in {"1", "true"},
        names=tuple(_defined_names(root, [sheet.name for sheet in sheets])),
    )


def _defined_names(root: Element, order: list[str]) -> list[tuple[str, str | None, str]]:
    found = []
    for element in root.iterfind(f"{namespace(root)}definedNames/{namespace(root)}definedName"):
        local = element.get("localSheetId")
        index = int(local) if local is not None and local.isdigit() else len(order)
        sheet = order[index] if index < len(order) else None
        found.append((element.get("name", ""), sheet, element.text or ""))
    return found


def _workbook_part(archive: Archive) -> str:
    for relation in relations(archive, "").values():
        if relation.kind == "officeDocument" and archive.has(relation.target):
            return relation.target
    # Some writers leave the root relations out; the content types still name the part.
    for element in archive.tree(CONTENT_TYPES):
        if "sheet.main+xml" in element.get("ContentType", "") and element.get("PartName"):
            return posixpath.normpath(element.get("PartName", "")).lstrip("/")
    raise WorkbookRefused("not_a_workbook", "no workbook part")
