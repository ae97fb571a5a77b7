"""Which other parts does a part of an Office file point to?"""

import posixpath
from dataclasses import dataclass

from linli.engines.workbooks.archives import Archive
from linli.engines.workbooks.markup import local_name


@dataclass(frozen=True, slots=True)
class Relation:
    """One arrow from a part: ``kind`` is the last word of its type, ``target`` a part name or an address."""

    key: str
    kind: str
    target: str
    outside: bool


def relations_part(part: str) -> str:
    """xl/workbook.xml → xl/_rels/workbook.xml.rels."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def relations(archive: Archive, part: str) -> dict[str, Relation]:
    """What a part points to, by relation id; empty when it points nowhere."""
    where = relations_part(part)
    if not archive.has(where):
        return {}
    found = {}
    for element in archive.tree(where):
        if local_name(element) != "Relationship":
            continue
        key, target = element.get("Id", ""), element.get("Target", "").replace("\\", "/")
        outside = element.get("TargetMode") == "External"
        if not outside:
            target = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
        found[key] = Relation(key, element.get("Type", "").rpartition("/")[2], target, outside)
    return found


def targets(archive: Archive, part: str, kind: str) -> tuple[str, ...]:
    """Parts of one kind that a part points to and that are there."""
    found = relations(archive, part).values()
    return tuple(r.target for r in found if r.kind == kind and not r.outside and archive.has(r.target))
