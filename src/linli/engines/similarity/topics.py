"""Which requests of a batch speak of one matter, how hot is it, and what is it called?

Average linkage (Sokal, Michener 1958) over cosines: a group grows while its members are, on average, near
enough to the newcomer; one chance resemblance does not chain two matters together.  The core of a matter are
the requests whose own title says so: others speak of it further inside, or only of something beside it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from linli.engines.later import hierarchy, sparse
from linli.engines.similarity.naming import name_of
from linli.engines.similarity.pieces import Text
from linli.engines.similarity.reports import Report
from linli.engines.similarity.shapes import shapes

_NEAR = 0.08
"""Least mean cosine between two groups that are one matter."""
_CORE = 0.7
"""A title in the core has this share of the nearness that titles here usually have to one another."""
_AT_ONCE = 5000
"""So many rows are linked at a time (100 MB of distances); longer batches in slices, then their groups."""


@dataclass(frozen=True, slots=True)
class Topic:
    """One matter: its rows (the most typical first), a name, first and last day, likes, and heat."""

    name: str
    rows: tuple[int, ...]
    since: float | None
    until: float | None
    likes: int
    recent: int
    """How many came in the last third of the batch's time."""
    heat: float
    core: tuple[int, ...] = ()
    """Those whose title names the matter too, at least half of all; without titles, all."""

    @property
    def related(self) -> tuple[int, ...]:
        """The rows that are not in the core: a person looks whether they belong."""
        core = set(self.core)
        return tuple(row for row in self.rows if row not in core)


def topics(reports: Sequence[Report], least: int = 2, most: int | None = None) -> list[Topic]:
    """The matters of at least ``least`` requests, the hottest first, at ``most`` so many."""
    if len(reports) < 2:
        return []
    rows = shapes([report.text for report in reports])
    groups = _groups(rows)
    days = [report.day for report in reports if report.day is not None]
    border = max(days) - (max(days) - min(days)) / 3 if days else None
    members = [np.flatnonzero(groups == number) for number in range(int(groups.max()) + 1)]
    found = [_topic(reports, _typical_first(rows, group), border) for group in members if len(group) >= least]
    hottest = sorted(found, key=lambda topic: (-topic.heat, topic.rows))[:most]
    texts = [report.text for report in reports]
    titles = shapes([Text(text.title, "") for text in texts])
    titled = np.array([bool(text.title) for text in texts])
    return [
        replace(
            topic,
            name=name_of([texts[row] for row in topic.rows], texts),
            core=_core(titles, titled, np.array(topic.rows)),
        )
        for topic in hottest
    ]


def _groups(rows: Any) -> NDArray[np.intp]:
    """A group number for every row."""
    starts = range(0, rows.shape[0], _AT_ONCE)
    labels: list[NDArray[np.intp]] = []
    for start in starts:
        part = rows[start : start + _AT_ONCE]
        labels.append(_linked(part) + (int(labels[-1].max()) + 1 if labels else 0))
    first = np.concatenate(labels)
    if len(starts) == 1:
        return first
    # The mean cosine between two groups is the product of their means, so groups are linked like rows.
    sizes = np.bincount(first)
    several = np.flatnonzero(sizes >= 2)
    places = np.full(len(sizes), -1)
    places[several] = np.arange(len(several))
    kept = np.flatnonzero(sizes[first] >= 2)
    share = sparse.csr_matrix(
        (1.0 / sizes[first[kept]], (places[first[kept]], kept)), shape=(len(several), rows.shape[0])
    )
    joined = _linked(share @ rows)
    again = np.arange(len(sizes)) + int(joined.max()) + 1
    again[several] = joined
    return np.asarray(np.unique(again[first], return_inverse=True)[1])


def _linked(rows: Any) -> NDArray[np.intp]:
    """Average linkage of these rows, groups numbered from 0."""
    if rows.shape[0] < 2:
        return np.zeros(rows.shape[0], dtype=np.intp)
    above = np.triu_indices(rows.shape[0], 1)
    near = (rows @ rows.T).toarray()[above]
    tree = hierarchy.linkage(np.maximum(0.0, 1.0 - near), "average")
    return np.asarray(hierarchy.fcluster(tree, 1.0 - _NEAR, "distance"), dtype=np.intp) - 1


def _typical_first(rows: Any, group: NDArray[np.intp]) -> list[int]:
    """The members of a group, nearest to its middle first."""
    mine = rows[group]
    nearness = np.asarray(mine @ np.asarray(mine.sum(axis=0)).ravel())
    return [int(row) for row in group[np.argsort(-nearness, kind="stable")]]


def _core(titles: Any, titled: NDArray[np.bool_], group: NDArray[np.intp]) -> tuple[int, ...]:
    """The members whose title is about as near to the others' as is usual here, and those without a title."""
    mine, speaks = titles[group], titled[group]
    # Every title but its own: a row has length one, so it is 1 away from the sum.
    nearness = np.maximum(0.0, np.asarray(mine @ np.asarray(mine.sum(axis=0)).ravel()) - 1.0)
    usual = float(np.median(nearness[speaks])) if speaks.any() else 0.0
    kept = ~speaks | (nearness >= _CORE * usual - 1e-6)
    return tuple(int(row) for row in group[kept])


def _topic(reports: Sequence[Report], rows: Sequence[int], border: float | None) -> Topic:
    """The matter, still without a name: naming takes longer than all the rest."""
    days = [day for row in rows if (day := reports[row].day) is not None]
    likes = sum(max(0, reports[row].likes) for row in rows)
    recent = sum(day >= border for day in days) if border is not None else 0
    # Every request counts one, a recent one half as much again; likes count by their order of magnitude.
    heat = len(rows) + 0.5 * recent + float(np.log1p(likes))
    return Topic("", tuple(rows), min(days, default=None), max(days, default=None), likes, recent, heat)
