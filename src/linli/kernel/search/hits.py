"""Who can be asked, and what they answer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.utils.functional import Promise

from linli.kernel.actor import Actor

EACH = 8


@dataclass(frozen=True, slots=True)
class Hit:
    """One line of an answer."""

    title: str
    detail: str
    address: str
    mark: str = ""
    """What in the record met the words: 姓名, 拼音, 证件尾号 …"""


@dataclass(frozen=True, slots=True)
class Source:
    """Something that can be searched by one box."""

    key: str
    name: str | Promise
    icon: str
    needs: str
    find: Callable[[Actor, str, int], list[Hit]]
    order: int = 50


_sources: dict[str, Source] = {}


def register(sources: Iterable[Source]) -> None:
    """Add sources."""
    for source in sources:
        _sources[source.key] = source


def find(actor: Actor, words: str, most: int = EACH) -> list[tuple[Source, list[Hit]]]:
    """What every source the actor may ask has to say, sources without an answer left out."""
    words = words.strip()
    if not words:
        return []
    open_to = [s for s in sorted(_sources.values(), key=lambda s: s.order) if actor.holds(s.needs)]
    answers = [(source, source.find(actor, words, most)) for source in open_to]
    return [(source, hits) for source, hits in answers if hits]
