"""Which requests were sent twice: the same wording, or nearly, about the same place?"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

import numpy as np

from linli.engines.later import graphs, sparse
from linli.engines.similarity.reports import Report
from linli.engines.similarity.shapes import shapes

_SIGNS = re.compile(r"[^0-9a-z\u3400-\u9fff]+")
_PLACE = re.compile(
    r"[0-9a-z一二三四五六七八九十东西南北路街巷弄道村镇乡区县市河港江湖溪桥"
    r"苑园城庭府湾郡号栋幢楼层室期组站校院厂店]"
)
_LONG = 30
"""From here on nobody writes the same text twice by chance; shorter ones must agree in title and place."""
_NEAR, _SAME = 0.6, 0.9


@dataclass(frozen=True, slots=True)
class Duplicate:
    """Two rows that are one request, how alike their wording is (1 is identical), and why in words."""

    a: int
    b: int
    alike: float
    reason: str


def duplicates(reports: Sequence[Report]) -> list[Duplicate]:
    """The pairs that are one request; of identical texts, each is paired with the first of them."""
    wording = [_SIGNS.sub("", report.text.body or report.text.title) for report in reports]
    found = list(_identical(reports, wording))
    later = {pair.b for pair in found}
    left = [row for row in range(len(reports)) if row not in later and len(wording[row]) >= _LONG]
    return sorted([*found, *_nearly(reports, wording, left)], key=lambda pair: (pair.a, pair.b))


def merged(pairs: Sequence[Duplicate], count: int) -> list[tuple[int, ...]]:
    """The groups of rows that the pairs make one request, each of two or more."""
    ends = ([pair.a for pair in pairs], [pair.b for pair in pairs])
    graph = sparse.csr_matrix((np.ones(len(pairs)), ends), shape=(count, count))
    _, labels = graphs.connected_components(graph, directed=False)
    groups: dict[int, list[int]] = {}
    for row, label in enumerate(labels):
        groups.setdefault(int(label), []).append(row)
    return [tuple(rows) for rows in groups.values() if len(rows) > 1]


def _identical(reports: Sequence[Report], wording: Sequence[str]) -> Iterator[Duplicate]:
    first: dict[tuple[str, ...], int] = {}
    for row, report in enumerate(reports):
        words = wording[row]
        key = (words,) if len(words) >= _LONG else (words, _SIGNS.sub("", report.text.title), report.place)
        if not words:
            continue
        if key in first:
            yield Duplicate(first[key], row, 1.0, _sentence(reports[first[key]], report, "文字完全相同"))
        else:
            first[key] = row


def _nearly(reports: Sequence[Report], wording: Sequence[str], rows: Sequence[int]) -> Iterator[Duplicate]:
    """Pairs whose texts differ in a few words, none of which could name another place or number."""
    if len(rows) < 2:
        return
    shape = shapes([reports[row].text for row in rows])
    # Slices keep the products small whatever the number of rows.
    for start in range(0, len(rows), 1000):
        near = (shape[start : start + 1000] @ shape.T).tocoo()
        for i, j in zip(*(ends[near.data >= _NEAR] for ends in (near.row + start, near.col)), strict=True):
            if i < j and (same := _alike(wording[rows[i]], wording[rows[j]])) >= _SAME:
                pair = reports[rows[i]], reports[rows[j]]
                yield Duplicate(rows[i], rows[j], same, _sentence(*pair, "文字几乎相同"))


def _alike(one: str, other: str) -> float:
    """The share of wording in common; 0 where the difference may name another place, number or thing."""
    compared = SequenceMatcher(None, one, other, autojunk=False)
    for act, a, b, c, d in compared.get_opcodes():
        changed = one[a:b] + other[c:d]
        if act == "replace" or (act != "equal" and _PLACE.search(changed)):
            return 0.0
    return compared.ratio()


def _sentence(one: Report, other: Report, wording: str) -> str:
    said = [wording]
    if one.place and one.place == other.place:
        said.append(f"同在{one.place}")
    if one.day is not None and other.day is not None:
        apart = abs(one.day - other.day)
        said.append("同一天提出" if apart < 1 else f"相隔 {apart:.0f} 天")
    return "，".join(said)
