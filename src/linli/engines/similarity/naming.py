"""What is a group of requests called?  The rare words that most of its members share, the place first."""

import re
from collections import Counter
from collections.abc import Sequence
from math import log

from linli.engines.similarity.pieces import Text

_RUN = re.compile(r"[\u3400-\u9fff]{2,}")
_HAN = re.compile(r"[\u3400-\u9fff]")
_PLACE = re.compile(
    r"(?:小区|社区|花园|家园|公园|广场|新城|大厦|学校|小学|中学|医院|[苑城镇村街路桥河湖园府湾郡庭站])$"
)
_LOOSE = "的了在和与被把就也都还是又"
"""Little words that join: no name begins with one, and a run beside one is not cut short by it."""
_LEFT_OVER = re.compile(rf"^(?:号楼|号院|号|楼|单元|栋|幢|室|层|[前后里边旁上下内外]的|[{_LOOSE}])")
"""What stands behind a number or a place that was not shared."""
_LONGEST, _LEAST = 12, 0.4
_CUT = 0.4
"""What a run is worth at each end where it cuts a longer one short."""


def _openings(text: Text) -> str:
    return f"{text.title}。{text.body[:100]}"


def _shared(members: Sequence[str]) -> dict[str, float]:
    """Runs of characters that at least two members in five share, with their share."""
    counts: Counter[str] = Counter()
    for text in members:
        counts.update({run[a : a + n] for run in _RUN.findall(text) for n in range(2, _LONGEST + 1)
                       for a in range(len(run) - n + 1)})  # fmt: skip
    least = max(2.0, _LEAST * len(members))
    return {
        run: count / len(members)
        for run, count in counts.items()
        if count >= least and not _LEFT_OVER.match(run)
    }


def _whole(run: str, members: Sequence[str]) -> float:
    """Less than 1 where the run always goes on the same way to the left or right: then it is part of a longer
    one (accessor variety; Feng, Chen, Deng, Zheng 2004).
    """
    before: set[str] = set()
    after: set[str] = set()
    for text in members:
        place = text.find(run)
        while place >= 0:
            before.add(text[max(0, place - 1) : place])
            after.add(text[place + len(run) : place + len(run) + 1])
            place = text.find(run, place + 1)
    return float(_CUT ** sum(_cut_short(beside) for beside in (before, after)))


def _cut_short(beside: set[str]) -> bool:
    if len(beside) != 1:
        return False
    (only,) = beside
    return bool(_HAN.match(only)) and only not in _LOOSE


def name_of(members: Sequence[Text], everything: Sequence[Text]) -> str:
    """Two shared runs, “place · matter”; where nothing is shared, the title of the first member."""
    first = members[0].title or members[0].body[:20]
    looked_at = [_openings(text) for text in members[:40]]
    shared = _shared(looked_at)
    # A sample tells how common a run is; every text would cost a second for each name.
    sample = [_openings(text) for text in everything[:: max(1, len(everything) // 400)]]
    likely = sorted(shared, key=lambda run: (-shared[run] * len(run), run))[:60]
    weights = {
        run: shared[run]
        * _whole(run, looked_at)
        * len(run) ** 0.7
        * log((2 + len(sample)) / (1 + sum(run in text for text in sample)))
        for run in likely
    }
    chosen: list[str] = []
    for run in sorted(weights, key=lambda run: (-weights[run], run)):
        if len(chosen) < 2 and not any(set(run) & set(other) for other in chosen):
            chosen.append(run)
    chosen.sort(key=lambda run: _PLACE.search(run) is None)
    return " · ".join(chosen) or first
