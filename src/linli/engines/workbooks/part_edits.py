"""Which parts of an Office zip change, and what does the whole file look like afterwards?"""

import posixpath

from linli.engines.workbooks.archives import CONTENT_TYPES, Archive
from linli.engines.workbooks.markup import Element, as_bytes, made, namespace, parse
from linli.engines.workbooks.relations import relations_part

_RELATIONS_SPACE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_NO_RELATIONS = f'<Relationships xmlns="{_RELATIONS_SPACE[1:-1]}"/>'.encode()


class PartEdits:
    """Collects changes; every part that nobody touched is copied as it is."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._trees: dict[str, Element] = {}
        self._parts: dict[str, bytes | None] = {}

    def tree(self, part: str) -> Element:
        """The root of a part, to be changed in place."""
        if part not in self._trees:
            self._trees[part] = parse(self._parts.get(part) or self.archive.bytes_of(part))
        return self._trees[part]

    def put(self, part: str, data: bytes) -> None:
        """Replace a part, or add one."""
        self._trees.pop(part, None)
        self._parts[part] = data

    def add(self, part: str, data: bytes, content_type: str) -> None:
        """Add a part and say what it is."""
        self.put(part, data)
        types = self.tree(CONTENT_TYPES)
        types.append(
            made(f"{namespace(types)}Override", {"PartName": f"/{part}", "ContentType": content_type})
        )

    def drop(self, part: str) -> None:
        """Leave a part out, and what the content types say about it."""
        self._trees.pop(part, None)
        self._parts[part] = None
        types = self.tree(CONTENT_TYPES)
        for element in list(types):
            if element.get("PartName", "").lstrip("/").lower() == part.lower():
                types.remove(element)

    def relate(self, source: str, kind: str, target: str) -> str:
        """Point from one part to another; the new relation id."""
        part = relations_part(source)
        if part not in self._parts and not self.archive.has(part):
            self.put(part, _NO_RELATIONS)
        root = self.tree(part)
        taken = {element.get("Id") for element in root}
        key = next(name for n in range(1, len(taken) + 2) if (name := f"rId{n}") not in taken)
        where = posixpath.relpath(target, posixpath.dirname(source) or ".")
        root.append(
            made(f"{namespace(root)}Relationship", {"Id": key, "Type": kind, "Target": where}),
        )
        return key

    def unrelate(self, source: str, key: str) -> None:
        """Remove one relation of a part."""
        root = self.tree(relations_part(source))
        for element in list(root):
            if element.get("Id") == key:
                root.remove(element)

    def written(self) -> bytes:
        """The whole file."""
        changed = {**self._parts, **{part: as_bytes(root) for part, root in self._trees.items()}}
        return self.archive.rewritten(changed)
