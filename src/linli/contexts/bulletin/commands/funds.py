"""Keeping accounts: amounts in and out, errors reversed, opened to everybody by a second person."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _

from linli.contexts.bulletin import policies
from linli.contexts.bulletin.models import Entry, Fund
from linli.contexts.bulletin.queries.funds import categories
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded, Refusal


class OwnEntries(Refusal):
    """The second pair of eyes entered some of it."""

    code = "own_entries"
    sentence = _("这段时间里有您自己记的账，请换一个人核对后公开。")
    status = 409


@dataclass(frozen=True, slots=True)
class Amount:
    """One line of an account."""

    on: date
    words: str
    fen: int
    """Positive came in, negative went out."""
    category: str = "other"
    people: int | None = None
    voucher: str = ""


@command("bulletin.fund_opened", policies.may_open_fund)
def open_fund(
    actor: Actor, community: Area, /, *, name: str, purpose: str, opened_on: date, opening_fen: int
) -> Fund:
    """A purse of its own."""
    if Fund.objects.filter(community=community, name=name.strip()).exists():
        raise BadInput(_("已经有叫这个名字的账了。"), field="name")
    fund = Fund.objects.create(
        community=community, name=name.strip(), purpose=purpose.strip(), opened_on=opened_on,
        opening_fen=opening_fen, account_id=actor.account_id,
    )  # fmt: skip
    note(target=fund, area=community.code)
    return fund


@command("bulletin.entered", policies.may_keep)
def enter(actor: Actor, fund: Fund, /, *, amounts: Sequence[Amount]) -> int:
    """Amounts that came in or went out: all of them, or none."""
    row = db.lock_row(Fund, pk=fund.pk)
    for amount in amounts:
        _refuse_wrong(row, amount)
    now = clock.now()
    Entry.objects.bulk_create(
        Entry(
            fund=row, on=a.on, words=a.words.strip()[:120], fen=a.fen, category=a.category, people=a.people,
            voucher=a.voucher.strip()[:40], at=now, account_id=actor.account_id,
        )
        for a in amounts
    )  # fmt: skip
    note(target=row, area=fund.community.code, entries=len(amounts))
    return len(amounts)


def _refuse_wrong(fund: Fund, amount: Amount) -> None:
    if not amount.words.strip() or not amount.fen or amount.category not in categories():
        raise BadInput
    if amount.on > clock.today():
        raise BadInput(_("这一天还没有到。"), field="on")
    if amount.on < fund.opened_on:
        raise BadInput(_("早于建账的日子。"), field="on")
    if fund.shown_until is not None and amount.on <= fund.shown_until:
        raise BadInput(_("这一天的账已经公开，不能再改；要更正，请在之后的日子冲正或补记。"), field="on")


@command("bulletin.reversed", policies.may_reverse)
def reverse_entry(actor: Actor, entry: Entry, /, *, reason: str) -> Entry:
    """An amount was wrong: its opposite is entered today, and says why."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    row = db.lock_row(Entry, pk=entry.pk)
    if row.reverses_id is not None or Entry.objects.filter(reverses=row).exists():
        raise NotAllowedNow
    fund = entry.fund
    day = clock.today()
    if fund.shown_until is not None and day <= fund.shown_until:
        raise NotAllowedNow
    note(target=fund, area=fund.community.code, reason=reason.strip())
    return Entry.objects.create(
        fund=fund, on=day, words=row.words, fen=-row.fen, category=row.category, people=row.people,
        voucher=row.voucher, reverses=row, reason=reason.strip()[:200], at=clock.now(),
        account_id=actor.account_id,
    )  # fmt: skip


@command("bulletin.accounts_shown", policies.may_show)
def show_until(actor: Actor, fund: Fund, /, *, until: date) -> Fund:
    """Everybody sees the accounts up to a day; nothing before it changes any more."""
    row = db.lock_row(Fund, pk=fund.pk)
    if until >= clock.today():
        raise BadInput(_("只能公开到昨天为止。"), field="until")
    if row.shown_until is not None and until <= row.shown_until:
        raise BadInput(_("这一天已经公开过了。"), field="until")
    fresh = Entry.objects.filter(fund=row, on__lte=until)
    fresh = fresh.filter(on__gt=row.shown_until) if row.shown_until else fresh
    if actor.account_id is not None and fresh.filter(account_id=actor.account_id).exists():
        raise OwnEntries
    row.shown_until = until
    row.save(update_fields=["shown_until"])
    note(target=row, area=fund.community.code, until=until)
    return row
