"""Which entries of a list do people mean?  Plain words, loose wording, or the initials of its pinyin."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from math import log
from typing import TypeVar

from linli.engines.pinyin import initials, query_form
from linli.engines.text.folding import fold

T = TypeVar("T")
Texts = tuple[str, ...]
LEAST = 0.3
"""The weight of a question's pairs of characters that an entry must have."""
UNKNOWN = 1.0
"""What a pair weighs that no entry has; known ones weigh more, the more so the rarer they are."""
OTHER_NAME, REMARK = 0.92, 0.4
"""What a match counts beside one in the name: in another name, in what is said besides."""
SHORTEST = 3
STOP = (
    "社区",
    "居委会",
    "要求",
    "工作",
    "开展",
    "负责",
    "协助",
    "开个",
    "开具",
    "办理",
    "怎么",
    "一下",
    "我要",
    "请",
)
"""Words that stand in nearly every entry, or in nearly every question."""


def found(
    entries: Iterable[T],
    words: str,
    texts: Callable[[T], Texts],
    alike: Mapping[str, str] | None = None,
    aside: float = OTHER_NAME,
) -> list[T]:
    """The entries that match, best first; ``texts`` gives what an entry is called, the name first.

    ``aside`` is what a match counts in the others.
    """
    listed = list(entries)
    for said, listed_as in (alike or {}).items():
        words = words if listed_as in words else words.replace(said, listed_as)
    asked = _core(words)
    if not words.strip():
        return listed
    known = [tuple(_core(text) for text in texts(entry)) for entry in listed]
    if asked.isascii() and asked.isalpha():
        scores = [_by_initials(query_form(asked), texts(entry)) for entry in listed]
    else:
        weights = _weights(asked, known)
        scores = [_score(asked, one, weights, aside) for one in known]
    good = [n for n, score in enumerate(scores) if score >= LEAST]
    return [listed[n] for n in sorted(good, key=lambda n: (-scores[n], n))]


def _score(asked: str, texts: Texts, weights: Mapping[str, float], aside: float) -> float:
    """From 0 to 3: the same words, words within words, shared pairs of characters."""
    best = _shared("".join(texts), weights) * aside * aside
    for place, known in enumerate(texts):
        weight = 1.0 if place == 0 else aside
        if known and known == asked:
            best = max(best, 3.0 * weight)
        elif known and asked and (asked in known or (known in asked and len(known) >= SHORTEST)):
            best = max(best, 2.0 * weight)
        else:
            best = max(best, weight * _shared(known, weights))
    return best


def _shared(known: str, weights: Mapping[str, float]) -> float:
    total = sum(weights.values())
    return sum(weight for pair, weight in weights.items() if pair in known) / total if total else 0.0


def _weights(asked: str, known: list[Texts]) -> dict[str, float]:
    """What each pair of a question weighs."""
    pairs = [asked[n : n + 2] for n in range(len(asked) - 1)] or ([asked] if asked else [])
    whole = ["".join(one) for one in known]
    held = Counter({pair: sum(pair in one for one in whole) for pair in set(pairs)})
    return {
        pair: 1.0 + log((len(whole) + 1) / held[pair], 4) if held[pair] else UNKNOWN
        for pair in dict.fromkeys(pairs)
    }


def _by_initials(asked: str, texts: Texts) -> float:
    letters = [_initials(text) for text in texts]
    if any(one.startswith(asked) for one in letters):
        return 2.5
    return 1.5 if len(asked) > 1 and any(asked in one for one in letters) else 0.0


@lru_cache(maxsize=4096)
def _initials(text: str) -> str:
    return "".join(initials(c)[:1] or c for c in fold(text)).lower()


@lru_cache(maxsize=8192)
def _core(text: str) -> str:
    """Folded, without spaces, punctuation and words that say nothing here."""
    plain = "".join(c for c in fold(text) if c.isalnum())
    for word in STOP:
        shorter = plain.replace(word, "")
        plain = shorter if len(shorter) > 1 else plain
    return plain
