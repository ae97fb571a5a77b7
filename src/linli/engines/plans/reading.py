"""What do the tables of a pack say about visit plans?  Nothing that is not understood passes unnoticed."""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter
from typing import Any

from linli.engines.plans.conditions import PlanError, condition
from linli.engines.plans.plan import (
    After,
    Book,
    During,
    Part,
    Plan,
    Resolution,
    Retries,
    Sentence,
    Subject,
    Trigger,
    Window,
)
from linli.engines.plans.reading_triggers import NAMES, trigger
from linli.engines.plans.tables import Table

Tables = Mapping[str, Any]
_WORDED = ("channels", "outcomes", "changes", "spells", "notes")
_COMMON = frozenset({"due_on", "age", "colour", "name", "who"})


@dataclass(frozen=True, slots=True)
class _Known:
    codes: Mapping[str, set[str]]
    effective: tuple[str, ...]
    """Outcomes that count where a plan names none."""


def book(tables: Tables) -> Book:
    """The plans of a pack; raises ``PlanError`` that names the place of whatever is not understood."""
    whole = Table(tables, "visit plans")
    contacts = whole.table("contacts")
    words: dict[str, Sentence] = {}
    for kind in _WORDED:
        words.update({f"{kind}.{key}": _name(one) for key, one in whole.tables(kind)})
    classes = []
    for key, one in whole.tables("class"):
        words[f"colour.{key}"] = _name(one)
        classes.append((key, condition(one.required("when"), f"{one.where}.when")))
        one.done()
    codes = {kind: {key for key, _one in whole.tables(kind)} for kind in _WORDED}
    known = _Known(codes, _codes(contacts, "effective", codes["outcomes"]))
    found = Book(
        plans=tuple(_plan(key, one, known) for key, one in whole.tables("plan") if not _is_off(one)),
        classes=tuple(classes),
        in_person=frozenset(_codes(contacts, "in_person", codes["channels"])),
        effective=frozenset(known.effective),
        missed=frozenset(_codes(contacts, "missed", codes["outcomes"])),
        parts=_parts(whole),
        retries=_retries(whole.table("retries")),
        words=words,
    )
    contacts.done()
    whole.done()
    _refuse_unknown_plans(found)
    return found


def _is_off(table: Table) -> bool:
    """A city's pack switches a plan of the base pack off."""
    return table.truth("off", default=False)


def _codes(
    table: Table, key: str, known: set[str], otherwise: tuple[str, ...] | None = None
) -> tuple[str, ...]:
    codes = table.words(key) if otherwise is None else table.words(key, otherwise)
    _refuse_codes(codes, known, f"{table.where}.{key}")
    return codes


def _refuse_codes(codes: tuple[str, ...], known: set[str], where: str) -> None:
    if unknown := sorted(set(codes) - known):
        raise PlanError(f"{where}: no such code: {', '.join(unknown)}")


def _name(one: Table) -> Sentence:
    return Sentence(one.word("name"), one.word("english"))


def _parts(whole: Table) -> tuple[Part, ...]:
    parts = []
    for key, one in whole.tables("parts"):
        parts.append(Part(key, _name(one), one.minutes("opens"), one.minutes("closes")))
        one.done()
    if [part.opens for part in parts] != sorted(part.opens for part in parts):
        raise PlanError(f"{whole.where}.parts: the parts of the day follow each other")
    return tuple(parts)


def _retries(table: Table) -> Retries:
    read = Retries(
        after_days=table.number("after_days", 1),
        others_after=table.number("others_after", 3),
        raises=table.number("raises", 10),
    )
    table.done()
    return read


def _plan(key: str, table: Table, known: _Known) -> Plan:
    """A plan, and for every ``for`` table the plan as it is with that laid over it."""
    variants = []
    for name, one in table.tables("for"):
        when = condition(one.required("when"), f"{one.where}.when")
        above = {what: value for what, value in one.values.items() if what != "when"}
        below = {what: value for what, value in table.values.items() if what != "for"}
        laid_over = Table({**below, **above}, f"{table.where}.for.{name}")
        variants.append((when, _single(key, laid_over, known)))
    return _single(key, table, known, tuple(variants))


def _single(key: str, table: Table, known: _Known, variants: Any = ()) -> Plan:
    sort = trigger(table)
    _refuse_unknown_codes(sort, table, known)
    about = table.get("about")
    after_days = table.number("after_days", -1)
    postpone_days, retry_days = table.number("postpone_days", -1), table.number("retry_days", -1)
    read = Plan(
        key=key,
        name=_name(table),
        subject=_subject(table),
        trigger=sort,
        applies=condition(table.get("applies", {}), f"{table.where}.applies"),
        resolved_by=_resolution(table, known),
        window=Window(
            table.number("before_days", 0),
            None if after_days < 0 else after_days,
            table.number("along_days", 0),
        ),
        priority=table.number("priority"),
        sentences=_sentences(table, NAMES[type(sort)]),
        about=None if about is None else condition(about, f"{table.where}.about"),
        gives_way_to=table.words("gives_way_to", ()),
        bundled=table.truth("bundled", default=True),
        postpone_days=None if postpone_days < 0 else postpone_days,
        retry_days=None if retry_days < 0 else retry_days,
        variants=variants,
    )
    table.done()
    return read


def _subject(table: Table) -> Subject:
    word = table.word("subject")
    if word not in {one.value for one in Subject}:
        raise PlanError(f"{table.where}.subject: person or household, not {word!r}")
    return Subject(word)


def _resolution(table: Table, known: _Known) -> Resolution:
    return Resolution(
        channels=_codes(table, "channels", known.codes["channels"]),
        outcomes=_codes(table, "outcomes", known.codes["outcomes"], known.effective),
        in_person_every=table.number("in_person_every", 0),
        is_anyone=table.truth("anyone", default=False),
        is_ticked=table.truth("ticked", default=False),
    )


def _sentences(table: Table, names: frozenset[str] | None) -> dict[str, Sentence]:
    """``names`` are those the trigger gives; None when whoever opens a matter names them."""
    found = {"reason": Sentence(table.word("reason"), table.word("reason_english"))}
    if first := table.word("first", ""):
        found["first"] = Sentence(first, table.word("first_english"))
    for sentence in found.values():
        for text in (sentence.chinese, sentence.english):
            _refuse_unknown_names(text, names, table.where)
    return found


def _refuse_unknown_names(text: str, names: frozenset[str] | None, where: str) -> None:
    try:
        parts = [(name, spec, how) for _text, name, spec, how in Formatter().parse(text) if name is not None]
    except ValueError as wrong:
        raise PlanError(f"{where}: {text!r}: {wrong}") from wrong
    for name, spec, how in parts:
        is_known = name.isidentifier() and (names is None or name in names | _COMMON)
        if not is_known or spec or how:
            raise PlanError(f"{where}: no value named {name!r} in {text!r}")


def _refuse_unknown_codes(sort: Trigger, table: Table, known: _Known) -> None:
    if isinstance(sort, After):
        _refuse_codes(sort.changes, known.codes["changes"], f"{table.where}.after")
    if isinstance(sort, During):
        _refuse_codes(sort.spells, known.codes["spells"], f"{table.where}.during")


def _refuse_unknown_plans(found: Book) -> None:
    keys = {plan.key for plan in found.plans}
    for plan in found.plans:
        if unknown := sorted(set(plan.gives_way_to) - keys):
            raise PlanError(f"plan.{plan.key}.gives_way_to: no such plan: {', '.join(unknown)}")
