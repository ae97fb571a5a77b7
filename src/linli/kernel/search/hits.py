"""Who can be asked, and what they answer."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.http import urlencode

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
    more: str = ""
    """The page with everything that meets the words (they go into ``q``); "" when all are shown."""


_sources: dict[str, Source] = {}


def register(sources: Iterable[Source]) -> None:
    """Add sources."""
    for source in sources:
        _sources[source.key] = source


@dataclass(frozen=True, slots=True)
class Answer:
    """What one source has to say."""

    source: Source
    hits: list[Hit]
    rest: str
    """The address of everything else that meets the words; "" when nothing is left out."""


def find(actor: Actor, words: str, most: int = EACH) -> list[Answer]:
    """What every source the actor may ask has to say, sources without an answer left out."""
    words = words.strip()
    if not words:
        return []
    open_to = [s for s in sorted(_sources.values(), key=lambda s: s.order) if actor.holds(s.needs)]
    answers = [(source, source.find(actor, words, most + 1)) for source in open_to]
    return [
        Answer(s, hits[:most], _rest(s, words) if len(hits) > most else "") for s, hits in answers if hits
    ]


def _rest(source: Source, words: str) -> str:
    return f"{reverse(source.more)}?{urlencode({'q': words})}" if source.more else ""
