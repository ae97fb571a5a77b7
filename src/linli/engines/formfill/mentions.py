"""Which groups of people, and which age band, does one text name?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from linli.engines.formfill.ages import Band, age_band
from linli.engines.formfill.catalogue import Catalogue, Group

_ACTING_REACH = 10
_CHILDREN = "儿童"
_GROWN = 18
_OLDER = frozenset({"老人", "老年人"})


@dataclass(frozen=True, slots=True)
class Mention:
    """A group named in a text."""

    group: Group
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Named:
    """What one text says."""

    mention: Mention | None
    before: tuple[Group, ...] = ()
    """Groups put in front of it (低保 + 残疾人)."""
    band: Band | None = None


def read_mentions(text: str, catalogue: Catalogue) -> Named:
    """The group a folded title means, the groups put in front of it, and the age band."""
    band = age_band(text)
    mentions = _without_actors(list(_mentions(text, catalogue)), text, catalogue)
    if not mentions:
        return Named(None, band=band)
    chain = _chain(_young_first(mentions, band), text)
    return Named(chain[-1], tuple(mention.group for mention in chain[:-1]), band)


def _young_first(mentions: list[Mention], band: Band | None) -> list[Mention]:
    """妇女儿童 (0-17周岁) means the children, where children are named at all."""
    if band is None or band.last is None or band.last >= _GROWN:
        return mentions
    first = next((n for n, mention in enumerate(mentions) if mention.group.noun == _CHILDREN), 0)
    return mentions if mentions[0].group.adjective else mentions[first:]


def _mentions(text: str, catalogue: Catalogue) -> Iterator[Mention]:
    position = 0
    while position < len(text):
        for end in range(min(len(text), position + catalogue.longest), position + 1, -1):
            group = catalogue.by_word.get(text[position:end])
            if group is not None:
                if _stands(group, text, position, end):
                    yield Mention(group, position, end)
                position = end - 1
                break
        position += 1


def _stands(group: Group, text: str, start: int, end: int) -> bool:
    """Whether the words around leave the group meant (残疾人联合会 means no person)."""
    return not text.startswith(group.not_before, end) and not (
        group.not_after and text[:start].endswith(group.not_after)
    )


def _without_actors(mentions: list[Mention], text: str, catalogue: Catalogue) -> list[Mention]:
    """Leave out those who only do the work (网格员入户走访情况)."""
    starts = {mention.start for mention in mentions}
    mentions = [m for m in mentions if not m.group.actor or m.end not in starts]
    kept = [m for m in mentions if not m.group.actor or _is_roster(m, text, catalogue)]
    others = [m for m in kept if not m.group.actor]
    return others if others and kept and _acts(kept[0], text, catalogue) else kept


def _is_roster(mention: Mention, text: str, catalogue: Catalogue) -> bool:
    rest = text[mention.end :].lstrip('、和及与/“”"的')
    if not rest or (mention.start == 0 and len(rest) <= 1):
        return True
    return rest.startswith(catalogue.small("roster")) or not _acts(mention, text, catalogue)


def _acts(mention: Mention, text: str, catalogue: Catalogue) -> bool:
    if not mention.group.actor:
        return False
    rest = text[mention.end : mention.end + _ACTING_REACH]
    return any(word in rest for word in catalogue.small("acting"))


def _says_less(group: Group, than: Group) -> bool:
    """适老化改造 behind 失能老人: older people in general, where some were already named."""
    return than.noun in _OLDER and group.noun in _OLDER and not group.adjective and group.age_from is not None


def _chain(mentions: Sequence[Mention], text: str) -> list[Mention]:
    """The mentions that make up one expression: from the first on, with nothing between them."""
    chain = [mentions[0]]
    for mention in mentions[1:]:
        between = text[chain[-1].end : mention.start]
        if between in {"中", "中的", "里的", "内"}:
            chain = [mention]
        elif between in {"", "的", "家庭", "户"} and chain[-1].group.adjective:
            if not _says_less(mention.group, chain[-1].group):
                chain.append(mention)
        else:
            break
    return chain
