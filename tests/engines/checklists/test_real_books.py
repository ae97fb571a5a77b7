"""The verdict on every collected workbook is pyxform's own, and our rules are the XForm's."""

import warnings
from functools import cache
from pathlib import Path

from lxml import etree
from pyxform.xls2xform import convert
from tests.engines.checklists.books import real_books

from linli.engines.checklists import CannotCompile, Compiled, compile_book, from_json, to_json

RULES = (("relevant", "relevant"), ("constraint", "constraint"), ("calculation", "calculate"))


@cache
def _theirs(path: Path) -> str | None:
    try:
        return convert(str(path)).xform
    except Exception:  # noqa: BLE001 - whatever it raises is its refusal
        return None


@cache
def _compiled(path: Path) -> Compiled:
    return compile_book(path.read_bytes(), path.name)


def _ours(path: Path) -> bool:
    try:
        checklist = _compiled(path).checklist
    except CannotCompile as refused:
        return not all(problem.what and problem.original for problem in refused.problems)
    return from_json(to_json(checklist)) == checklist


def test_every_book_is_accepted_or_refused_as_pyxform_does() -> None:
    warnings.simplefilter("ignore")
    differing, accepted = [], 0
    for path in real_books():
        theirs = _theirs(path)
        ours = _ours(path)
        accepted += ours
        if ours is not (theirs is not None):
            differing.append(path)
    assert not differing
    assert accepted >= 70


def test_every_bind_of_the_xform_is_in_the_checklist() -> None:
    warnings.simplefilter("ignore")
    compared = 0
    for path in real_books():
        xform = _theirs(path)
        if xform is None:
            continue
        nodes = {node.path: node for node in _compiled(path).checklist.nodes()}
        for bind in etree.fromstring(xform.encode()).iter("{http://www.w3.org/2002/xforms}bind"):
            place = bind.get("nodeset", "")
            if "/meta/" in place or "/reserved_name_for_field_list" in place:
                continue
            for ours, theirs in RULES:
                said = (bind.get(theirs) or "").strip()
                assert getattr(nodes[place].rules, ours) == said, (path, place)
                compared += bool(said)
    assert compared > 300
