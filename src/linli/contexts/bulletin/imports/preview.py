"""What a file would enter, before anything is entered: the rows travel signed in the page, kept nowhere."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from hashlib import sha256

from django.core import signing
from django.utils.translation import gettext as _

from linli.contexts.bulletin.commands.funds import Amount
from linli.contexts.bulletin.imports.funds import read_account
from linli.contexts.bulletin.models import Entry, Fund
from linli.contexts.bulletin.queries.funds import category_label, yuan
from linli.kernel.actor import Actor
from linli.kernel.errors import BadInput

SALT, HOLDS = "bulletin.account", 3600
"""Seconds for which a preview may be confirmed."""
SHOWN = 100


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it would be entered."""

    on: date
    words: str
    category: str
    income: str
    outgo: str
    is_there: bool
    """True when the account holds the very same already."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a file says."""

    lines: Sequence[Line]
    more: int
    entries: int
    income: str
    outgo: str
    there: int
    faults: Sequence[str]
    held: str
    """The rows, signed for this person and this fund; empty while a row is at fault."""


def preview(actor: Actor, fund: Fund, data: bytes, name: str) -> Preview:
    """Read a file and enter nothing; BadInput when it is no account at all."""
    told = read_account(data, name)
    if not told.amounts and not told.faults:
        raise BadInput(_("文件里没有一笔账。"), field="file")
    seen = set(Entry.objects.filter(fund=fund).values_list("on", "words", "fen", "voucher"))
    lines = [_line(one, seen) for one in told.amounts]
    return Preview(
        lines[:SHOWN], max(len(lines) - SHOWN, 0), len(lines),
        yuan(sum(one.fen for one in told.amounts if one.fen > 0)),
        yuan(-sum(one.fen for one in told.amounts if one.fen < 0)),
        sum(one.is_there for one in lines), told.faults,
        "" if told.faults else _signed(actor, fund, told.amounts),
    )  # fmt: skip


def _line(one: Amount, seen: set[tuple[date, str, int, str]]) -> Line:
    return Line(
        one.on, one.words, category_label(one.category), yuan(one.fen) if one.fen > 0 else "",
        yuan(-one.fen) if one.fen < 0 else "",
        (one.on, one.words.strip()[:120], one.fen, one.voucher.strip()[:40]) in seen,
    )  # fmt: skip


def _signed(actor: Actor, fund: Fund, amounts: Sequence[Amount]) -> str:
    rows = [{**asdict(one), "on": one.on.isoformat()} for one in amounts]
    return signing.dumps([actor.label, str(fund.pk), rows], salt=SALT, compress=True)


def held(actor: Actor, fund: Fund, token: str) -> list[Amount]:
    """The rows that this person looked at for this fund; BadInput when it was long ago or somebody else."""
    try:
        label, key, rows = signing.loads(token, salt=SALT, max_age=HOLDS)
    except signing.BadSignature:
        raise BadInput(_("这份预览已经过期，请重新选文件。"), field="file") from None
    if (label, key) != (actor.label, str(fund.pk)):
        raise BadInput(_("这份预览已经过期，请重新选文件。"), field="file")
    return [Amount(**{**row, "on": date.fromisoformat(row["on"])}) for row in rows]


def once_key(token: str) -> str:
    """The same preview enters once, however often it is sent."""
    return f"account:{sha256(token.encode()).hexdigest()}"
