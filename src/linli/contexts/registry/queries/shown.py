"""How a stored value is worded for people, and how a sealed one is covered."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import gettext as _

from linli.engines import identity
from linli.kernel import codes
from linli.kernel.catalogue.fields import Field, Kind
from linli.kernel.privacy.sealed import Sealed

MASKS = {
    Kind.ID_NUMBER: identity.mask_id,
    Kind.PHONE: identity.mask_phone,
    Kind.ACCOUNT: identity.mask_card,
    Kind.NAME: identity.mask_name,
    Kind.ADDRESS: identity.mask_address,
}
HIDDEN = "●●●"


def plain(field: Field, raw: Any) -> Any:
    """The value itself, unsealed and in its own type: what forms are filled with."""
    if raw in (None, "", Sealed("")):
        return None
    if field.sealed:
        return raw.reveal() if isinstance(raw, Sealed) else Sealed(str(raw)).reveal()
    if field.kind in (Kind.DATE, Kind.MONTH) and isinstance(raw, str):
        return day_from(raw)
    if field.kind is Kind.MONEY and not isinstance(raw, Decimal):
        return _amount(str(raw))
    return raw


def _amount(text: str) -> Decimal | str:
    """A stored amount; whatever else was stored stays text."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return text


def day_from(text: str) -> date | str:
    """A stored day; whatever else was stored stays text."""
    try:
        return date.fromisoformat(text if len(text) > 7 else f"{text}-01")
    except ValueError:
        return text


def worded(field: Field, raw: Any, *, masked: bool = True) -> str:
    """The value as a page shows it: codes as words, sealed values covered unless ``masked`` is off."""
    value = plain(field, raw)
    if value is None:
        return ""
    if field.sealed and masked:
        return mask(field, str(value))
    return field.show(value) if field.show else _words(field, value)


def mask(field: Field, text: str) -> str:
    """A sealed value, covered as its kind asks."""
    return MASKS.get(field.kind, lambda _text: HIDDEN)(text)


def _words(field: Field, value: Any) -> str:
    if field.codes:
        return codes.word(field.codes, value)
    if field.kind is Kind.FLAG:
        return _("是") if value else _("否")
    if field.kind is Kind.MONTH and isinstance(value, date):
        return f"{value.year}-{value.month:02d}"
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)
