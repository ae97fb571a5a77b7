"""What the pack says: the negative list, categories, usual lengths; and money in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from linli.contexts.budgeting.models import Proposal
from linli.kernel import packs
from linli.kernel.areas.models import Area, Kind
from linli.kernel.errors import BadInput


@dataclass(frozen=True, slots=True)
class Named:
    """A clause of the negative list, or a category."""

    key: str
    name: str
    english: str
    words: str = ""

    @property
    def label(self) -> str:
        """The name in the reader's language."""
        return self.english if translation.get_language() == "en" else self.name


@cache
def clauses() -> Mapping[str, Named]:
    """The negative list by key, in order."""
    return {row["key"]: Named(**row) for row in packs.pack("budgeting")["clause"]}


@cache
def categories() -> Mapping[str, Named]:
    """What money may be spent on, by key, in order."""
    return {row["key"]: Named(**row) for row in packs.pack("budgeting")["category"]}


def compounds_of(community: Area) -> list[Area]:
    """The compounds of a community, by name."""
    rows = Area.objects.filter(kind=Kind.COMPOUND, code__startswith=community.code)
    return list(rows.order_by("code"))


def usual(key: str) -> int:
    """A usual length or number."""
    values: dict[str, Any] = packs.pack("budgeting")["defaults"]
    return int(values[key])


def objection_until(row: Proposal) -> date | None:
    """The last day on which an author may object to a refusal."""
    return row.judged_on + timedelta(days=usual("objection_days")) if row.judged_on else None


def yuan(fen: int | None) -> str:
    """An amount as people read it: 12,345.60 元; whole yuan without fen."""
    if fen is None:
        return ""
    whole, rest = divmod(abs(fen), 100)
    sign = "-" if fen < 0 else ""
    return _("%(amount)s 元") % {"amount": f"{sign}{whole:,}" + (f".{rest:02d}" if rest else "")}


def fen_of(amount: Decimal | str | int) -> int:
    """Fen of an amount in yuan; BadInput for parts of a fen."""
    try:
        fen = Decimal(str(amount)) * 100
    except InvalidOperation:
        raise BadInput(field="amount") from None
    if fen != fen.to_integral_value():
        raise BadInput(_("金额最多写到分。"), field="amount")
    return int(fen)
