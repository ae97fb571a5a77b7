"""Where in an .xlsx are its sheets, strings, styles and names?"""

import posixpath
from dataclasses import dataclass

from linli.engines.workbooks.archives import CONTENT_TYPES, Archive
from linli.engines.workbooks.markup import Element, local_name, namespace
from linli.engines.workbooks.refusals import NoSuchPlace, WorkbookRefused
from linli.engines.workbooks.relations import relations

_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINKS_STRICT = "http://purl.oclc.org/ooxml/officeDocument/relationships"


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
    is_strict: bool
    """True in the strict flavour of the standard, which has its own addresses for everything."""
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
    return element.get(f"{{{_LINKS}}}id") or element.get(f"{{{_LINKS_STRICT}}}id") or ""


def relation_kind(word: str, *, is_strict: bool) -> str:
    """The full type of a relation: …/relationships/worksheet."""
    return f"{_LINKS_STRICT if is_strict else _LINKS}/{word}"


def relation_key_name(*, is_strict: bool) -> str:
    """The name of the r:id attribute."""
    return f"{{{_LINKS_STRICT if is_strict else _LINKS}}}id"


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
        is_strict="purl.oclc.org" in namespace(root),
        from_1904=properties is not None and properties.get("date1904") in {"1", "true"},
        names=tuple(_defined_names(root)),
    )


def _defined_names(root: Element) -> list[tuple[str, str | None, str]]:
    found, listed = [], root.iterfind(f"{namespace(root)}sheets/{namespace(root)}sheet")
    order = [sheet.get("name", "") for sheet in listed]
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
