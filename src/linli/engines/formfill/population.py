"""Whom is this form about?  Read from title, sheet name, file name, notes and headings, in this order."""

import re
from dataclasses import dataclass, replace
from typing import Literal, cast

from linli.engines.formfill.ages import Band, age_band
from linli.engines.formfill.catalogue import Catalogue, Group
from linli.engines.formfill.mentions import Mention, Named, read_mentions
from linli.engines.formfill.model import About, Per, Population, Reason
from linli.engines.text.folding import fold

EVERYONE = "全部居民"
_AREA = re.compile(
    r"[\u4e00-\u9fffx×]{1,8}?(?:街道|社区|居委会|镇|乡|村)(?!服务|工作|居民|老|建设|治理|活动|志愿|矫正|戒毒|党|网格)"
)
_NUMBERED = re.compile(
    r"^(?:(?:附件|附表|附|表)\s*[\d一二三四五六七八九十]*[-\d.]*\s*[:：、._ -]*"
    r"|[（(]?\d{1,2}[)）]?\s*[.、_]\s*)+"
)
_FEW = 14
"""A form of more fields than this is a general one, whatever else it asks."""


@dataclass(frozen=True, slots=True)
class Clues:
    """Everything a form says about whom it means."""

    title: str = ""
    sheet_name: str = ""
    file_name: str = ""
    notes: tuple[str, ...] = ()
    name_headings: tuple[str, ...] = ()
    """Headings that ask the name of the person of the row (老人姓名)."""
    labels: frozenset[str] = frozenset()
    about: About = "people"


def find_population(clues: Clues, catalogue: Catalogue) -> Population:
    """The people meant, with the text in our own words."""
    texts = [("title", clues.title), ("sheet_name", clues.sheet_name), ("file_name", _stem(clues.file_name))]
    found = [(source, read_mentions(fold(text), catalogue)) for source, text in texts if text]
    band = next((result.band for _, result in found if result.band is not None), None)
    for source, result in found:
        if result.mention is not None:
            return _named(replace(result, band=result.band or band), source, clues, catalogue)
    if band is not None:
        return _by_age(band, clues)
    return _by_headings(clues, catalogue) or _by_labels(clues, catalogue) or _everyone(clues)


def _stem(file_name: str) -> str:
    name = file_name.replace("\\", "/").rpartition("/")[2]
    return _NUMBERED.sub("", re.sub(r"\.(?:xlsx?|xlsm|xml|docx?|et|wps|csv)$", "", name, flags=re.IGNORECASE))


# ── Wording ─────────────────────────────────────────────────────────────────────────────────────────────
def _named(found: Named, source: str, clues: Clues, catalogue: Catalogue) -> Population:
    group = cast(Mention, found.mention).group
    text, band = _text(group, found)
    ages = _ages(group, band, clues)
    return Population(
        text=text,
        groups=(*(other.key for other in found.before), group.key),
        age_from=ages[0],
        age_to=ages[1],
        sex=cast(Literal["", "男", "女"], group.sex),
        per=_per(group, clues),
        area_words=_areas(clues),
        confidence=0.95 if source == "title" else 0.9,
        reason=Reason(f"named_in_{source}", (text,)),
    )


def _text(group: Group, found: Named) -> tuple[str, Band | None]:
    before = "".join(
        other.adjective
        for other in found.before
        if other.adjective and other.age_from is None and not group.text.startswith(other.adjective)
    )
    band = found.band or _band_of_words(found.before)
    if band is None or not _fits(group, band):
        return before + group.text, None
    if group.text.startswith(("60周岁", "80周岁", "100周岁", "0-3周岁", "0-6周岁")) or group.key == "child":
        return before_band(band, before + (group.noun or "老年人")), band
    return before_band(band, before + group.text), band


def _band_of_words(before: tuple[Group, ...]) -> Band | None:
    """高龄 before another group of older people says 80 and over."""
    return next((Band(group.age_from, None) for group in before if group.age_from and group.adjective), None)


def before_band(band: Band, noun: str) -> str:
    """80周岁以上独居老人: the band stands in front."""
    return band.text + noun


def _fits(group: Group, band: Band) -> bool:
    """A band of old age is not put before children, nor the other way round."""
    if group.noun == "儿童":
        return (band.first or 0) < 18
    if group.noun in {"老人", "老年人"}:
        return (band.first or band.last or 0) >= 45
    return True


def _ages(group: Group, band: Band | None, clues: Clues) -> tuple[int | None, int | None]:
    if band is not None:
        return band.first, band.last
    if group.age_from is not None:
        return group.age_from, None
    for note in clues.notes:
        folded = fold(note)
        explained = age_band(folded)
        if explained is not None and fold(group.text) in folded:
            return explained.first, explained.last
    return None, None


def _per(group: Group, clues: Clues) -> Per:
    if clues.about == "households" or (group.per == "household" and "姓名" not in clues.labels):
        return "household"
    return "dwelling" if clues.about == "dwellings" else "person"


def _areas(clues: Clues) -> tuple[str, ...]:
    return tuple(dict.fromkeys(match.group() for match in _AREA.finditer(fold(clues.title))))


# ── Without a group in title or names ───────────────────────────────────────────────────────────────────
def _by_age(band: Band, clues: Clues) -> Population:
    if (band.first or 0) >= 50:
        noun = "老年人"
    elif band.last is not None and band.last <= 18:
        noun = "儿童" if band.last < 16 else "未成年人"
    else:
        noun = "居民"
    return Population(
        text=before_band(band, noun),
        age_from=band.first,
        age_to=band.last,
        area_words=_areas(clues),
        confidence=0.85,
        reason=Reason("age_only", (band.text,)),
    )


def _by_headings(clues: Clues, catalogue: Catalogue) -> Population | None:
    """老人姓名 at the head of a column says that the rows are older people."""
    for text in clues.name_headings:
        found = read_mentions(fold(text), catalogue)
        if found.mention is not None and not found.mention.group.actor:
            named = _named(found, "heading", clues, catalogue)
            return replace(named, confidence=0.75)
    return None


def _by_labels(clues: Clues, catalogue: Catalogue) -> Population | None:
    hits = [key for key, labels in catalogue.telltales if labels <= clues.labels]
    if (
        len(hits) != 1
        or len(clues.labels) > _FEW
        or len(clues.labels & {label for _, labels in catalogue.telltales for label in labels}) > 2
    ):
        return None
    mention = Mention(catalogue.group(hits[0]), 0, 0)
    return replace(_named(Named(mention), "fields", clues, catalogue), confidence=0.6)


def _everyone(clues: Clues) -> Population:
    per: Per = "person"
    if clues.about == "households":
        per = "household"
    elif clues.about == "dwellings":
        per = "dwelling"
    return Population(EVERYONE, per=per, area_words=_areas(clues), confidence=0.8, reason=Reason("everyone"))
