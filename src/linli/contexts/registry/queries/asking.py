"""What a list can be asked: which comparisons a field takes, which values they take, and how that reads."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from linli.contexts.registry.queries.shown import worded
from linli.kernel import clock, codes
from linli.kernel.catalogue import shelf
from linli.kernel.catalogue.fields import Field, Kind, Subject
from linli.kernel.errors import BadInput

Filter = tuple[str, str, str]
"""Field key, comparison, value as stored."""

LONGEST = 60
YES_NO = {"true": gettext_lazy("是"), "false": gettext_lazy("否")}
PRESENCE = ("filled", "empty")
KNOWN_TO_BE_THERE = frozenset({"id_number", "phone"})
"""Sealed fields that can be asked for whether they are there; their values never stand in an address bar."""
COMPARED: dict[Kind, tuple[str, ...]] = {
    Kind.CODE: ("is", "not", *PRESENCE),
    Kind.FLAG: ("is",),
    Kind.DATE: ("from", "until", "is", *PRESENCE),
    Kind.MONTH: ("from", "until", "is", *PRESENCE),
    Kind.NUMBER: ("from", "until", "is", *PRESENCE),
    Kind.MONEY: ("from", "until", "is", *PRESENCE),
}
OF_TEXT = ("has", "is", "not", *PRESENCE)
WORDS: dict[str, Promise] = {
    "is": pgettext_lazy("comparison", "是"),
    "not": gettext_lazy("不是"),
    "has": gettext_lazy("包含"),
    "from": gettext_lazy("从"),
    "until": gettext_lazy("到"),
    "filled": gettext_lazy("已登记"),
    "empty": gettext_lazy("未登记"),
}
SENTENCES: dict[str, Promise] = {
    "is": gettext_lazy("%(field)s：%(value)s"),
    "not": gettext_lazy("%(field)s不是%(value)s"),
    "has": gettext_lazy("%(field)s包含“%(value)s”"),
    "from": gettext_lazy("%(field)s ≥ %(value)s"),
    "until": gettext_lazy("%(field)s ≤ %(value)s"),
    "filled": gettext_lazy("%(field)s已登记"),
    "empty": gettext_lazy("%(field)s未登记"),
}


@dataclass(frozen=True, slots=True)
class Ask:
    """How one field can be asked about on a page."""

    field: Field
    comparisons: tuple[tuple[str, Promise], ...]
    choices: tuple[tuple[str, str], ...]
    """Codes and words to choose from; empty when a value is typed."""
    entry: str
    """The kind of entry: date, month, number or text."""


def fields_for(subject: Subject, today: date) -> list[Field]:
    """Fields that rows of ``subject`` can show."""
    return [f for f in shelf.fields().values() if f.from_rows_of(subject, today) is not None]


def comparisons(field: Field) -> tuple[str, ...]:
    """What may be asked about a field; of most sealed ones nothing."""
    if field.sealed:
        return PRESENCE if field.key in KNOWN_TO_BE_THERE else ()
    return COMPARED.get(Kind.CODE if field.codes else field.kind, OF_TEXT)


def askable(fields: Iterable[Field]) -> list[Field]:
    """Fields that a filter can be about."""
    return [f for f in fields if comparisons(f)]


def ask(field: Field) -> Ask:
    """How to ask about one field."""
    entries = {Kind.DATE: "date", Kind.MONTH: "month", Kind.NUMBER: "number", Kind.MONEY: "number"}
    return Ask(
        field,
        tuple((how, WORDS[how]) for how in comparisons(field)),
        _choices(field),
        entries.get(field.kind, "text"),
    )


def _choices(field: Field) -> tuple[tuple[str, str], ...]:
    if field.codes:
        return tuple(codes.choices(field.codes))
    return tuple((k, str(v)) for k, v in YES_NO.items()) if field.kind is Kind.FLAG else ()


def checked(key: str, how: str, value: str) -> Filter:
    """A filter that can be run, or ``BadInput`` that says what is wrong with it."""
    field = shelf.fields().get(key)
    if field is None or how not in comparisons(field):
        raise BadInput(_("这一项不能这样筛选，请重新选择。"), field="how")
    if how in PRESENCE:
        return key, how, ""
    value = value.strip()[:LONGEST]
    if not value:
        raise BadInput(_("请填要筛选的内容。"), field="value")
    return key, how, _typed(field, value)


def _typed(field: Field, value: str) -> str:
    choices = _choices(field)
    if choices:
        if value not in dict(choices):
            raise BadInput(_("请从列表里选择。"), field="value")
        return value
    if field.kind in (Kind.NUMBER, Kind.MONEY):
        return _number(value)
    if field.kind is Kind.DATE:
        return _day(value).isoformat()
    if field.kind is Kind.MONTH:
        return f"{_day(f'{value[:7]}-01'):%Y-%m}"
    return value


def _number(value: str) -> str:
    try:
        number = Decimal(value)
    except InvalidOperation as trouble:
        raise BadInput(_("请填数字。"), field="value") from trouble
    if not number.is_finite() or abs(number) > Decimal(10**9):
        raise BadInput(_("数字太大或不对，请检查。"), field="value")
    return f"{number.normalize():f}"


def _day(value: str) -> date:
    try:
        return clock.day_of(value)
    except ValueError as trouble:
        raise BadInput(_("没有这一天，请检查日期。"), field="value") from trouble


def in_words(one: Filter) -> str:
    """A filter as people say it."""
    key, how, value = one
    field = shelf.fields().get(key)
    if field is None:
        return key
    return str(SENTENCES[how]) % {"field": field.label, "value": _value_in_words(field, value)}


def _value_in_words(field: Field, value: str) -> str:
    choices = dict(_choices(field))
    if choices:
        return choices.get(value, value)
    return worded(field, value) if field.kind in (Kind.DATE, Kind.MONTH) else value
