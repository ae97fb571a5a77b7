"""Monthly settlement with a partner: drawn up, agreed by the partner, approved by a second person of ours."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from linli.contexts.care import policies
from linli.contexts.care.models import Offer, Settlement, SettlementLine
from linli.contexts.care.queries import settlements as queries
from linli.contexts.care.states import SETTLEMENT
from linli.kernel import clock, db
from linli.kernel.access.queries import in_force
from linli.kernel.access.roles import PARTNER_STAFF
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded
from linli.kernel.notices import post

Kind = SettlementLine.Kind
MOST_FEN = 10_000_000
"""A correction of more than a hundred thousand yuan is a slip of the finger."""


@command("care.settlement_drawn", policies.may_draw_up)
def draw(actor: Actor, place: Area, /, *, partner_id: int, month: date) -> Settlement:
    """Draw up a month of a partner, or draw it anew while it is a draft; what was written by hand stays."""
    month = month.replace(day=1)
    if month > clock.today():
        raise BadInput(_("这个月还没有到。"), field="month")
    if not Offer.objects.filter(community=place, partner=partner_id).exists():
        raise BadInput(_("请选一家在本社区提供服务的单位。"), field="partner")
    earlier = Settlement.objects.filter(community=place, partner=partner_id, month__lt=month)
    if (open_one := earlier.exclude(state="approved").order_by("month").first()) is not None:
        raise BadInput(
            _("%(month)s 的还没有批准，请先办完那个月的。"), field="month", month=f"{open_one.month:%Y-%m}"
        )
    later = Settlement.objects.filter(community=place, partner=partner_id, month__gt=month)
    if later.exists():
        raise BadInput(_("后面的月份已经开始结算，改动请写进后面的月份。"), field="month")
    row, _new = Settlement.objects.get_or_create(
        community=place, partner_id=partner_id, month=month,
        defaults={"drawn_at": clock.now(), "drawn_by": actor.account_id},
    )  # fmt: skip
    row = db.lock_row(Settlement, pk=row.pk)
    if row.state != SETTLEMENT.start:
        raise NotAllowedNow
    row.lines.exclude(kind=Kind.BY_HAND).delete()
    db.insert_all(SettlementLine, queries.lines_for(row))
    row.drawn_at, row.drawn_by = clock.now(), actor.account_id
    _total(row)
    note(target=row, area=place.code, month=f"{month:%Y-%m}", lines=row.lines.count())
    return row


@command("care.settlement_corrected", policies.may_draw)
def correct(actor: Actor, settlement: Settlement, /, *, fen: int, words: str) -> SettlementLine:
    """Write a difference into a draft: for an approved month, this is the only way."""
    row = _draft(settlement)
    if not words.strip():
        raise ReasonNeeded(field="words")
    if not fen or abs(fen) > MOST_FEN:
        raise BadInput(_("请写更正多少元，可以是负数。"), field="amount")
    made = SettlementLine.objects.create(
        settlement=row, kind=Kind.BY_HAND, on=clock.today(), name=words.strip()[:40],
        words=words.strip()[:100], public_fen=fen, account_id=actor.account_id,
    )  # fmt: skip
    _total(row)
    note(target=row, area=settlement.community.code, fen=fen, reason=words.strip()[:100])
    return made


@command("care.settlement_uncorrected", policies.may_draw)
def drop_correction(actor: Actor, settlement: Settlement, /, *, line: SettlementLine) -> Settlement:
    """Take a correction out of a draft again."""
    row = _draft(settlement)
    n, _by_table = row.lines.filter(pk=line.pk, kind=Kind.BY_HAND).delete()
    if not n:
        raise NotAllowedNow
    _total(row)
    note(target=row, area=settlement.community.code, fen=-line.public_fen)
    return row


@command("care.settlement_agreed", policies.may_agree)
def agree(actor: Actor, settlement: Settlement, /, *, signed_by: str) -> Settlement:
    """The partner says that it is right, on the page or on paper; the month must be over."""
    row = db.lock_row(Settlement, pk=settlement.pk)
    row.state = SETTLEMENT.after("agree", row.state)
    if not signed_by.strip():
        raise BadInput(_("请写合作单位是谁确认的。"), field="signed_by")
    if clock.today() < queries.next_month(row.month):
        raise BadInput(_("这个月还没有过完，月底以后再确认。"))
    if not queries.is_fresh(row):
        raise BadInput(_("核算以后又有变化，请社区先重新核算，再确认。"))
    row.agreed_by, row.agreed_name, row.agreed_at = actor.account_id, signed_by.strip()[:40], clock.now()
    row.said = ""
    row.save(update_fields=["state", "agreed_by", "agreed_name", "agreed_at", "said"])
    if row.drawn_by and row.drawn_by != actor.account_id:
        _tell({row.drawn_by}, "care.settlement_agreed", row)
    note(target=row, area=settlement.community.code, fen=row.owed_fen)
    return row


@command("care.settlement_sent_back", policies.may_send_back)
def send_back(actor: Actor, settlement: Settlement, /, *, reason: str) -> Settlement:
    """Something is not right: a draft again."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    row = db.lock_row(Settlement, pk=settlement.pk)
    row.state = SETTLEMENT.after("send_back", row.state)
    row.agreed_by, row.agreed_name, row.agreed_at, row.said = None, "", None, reason.strip()[:200]
    row.save(update_fields=["state", "agreed_by", "agreed_name", "agreed_at", "said"])
    _tell(_staff(row) | ({row.drawn_by} if row.drawn_by else set()), "care.settlement_sent_back", row)
    note(target=row, area=settlement.community.code, reason=reason.strip())
    return row


@command("care.settlement_approved", policies.may_approve)
def approve(actor: Actor, settlement: Settlement, /) -> Settlement:
    """It is paid so; nothing in it changes any more, corrections go into a later month."""
    row = db.lock_row(Settlement, pk=settlement.pk)
    row.state = SETTLEMENT.after("approve", row.state)
    if actor.account_id is not None and actor.account_id in (row.drawn_by, row.agreed_by):
        raise BadInput(_("核算、确认和批准要由不同的人来做。"))
    row.approved_by, row.approved_at = actor.account_id, clock.now()
    row.save(update_fields=["state", "approved_by", "approved_at"])
    _tell(_staff(row), "care.settlement_approved", row)
    note(target=row, area=settlement.community.code, fen=row.owed_fen)
    return row


@command("care.settlement_taken", policies.may_read_settlement)
def count_export(actor: Actor, settlement: Settlement, /, *, kind: str) -> None:
    """It was downloaded or printed."""
    note(target=settlement, area=settlement.community.code, kind=kind)


def _draft(settlement: Settlement) -> Settlement:
    row = db.lock_row(Settlement, pk=settlement.pk)
    if row.state != SETTLEMENT.start:
        raise NotAllowedNow
    return row


def _total(row: Settlement) -> None:
    row.own_fen, row.voucher_fen, row.public_fen = queries.sums(row.lines.all())
    row.save()


def _staff(row: Settlement) -> set[int]:
    """Those who work for the partner and were let into the community."""
    found = in_force().filter(
        role=PARTNER_STAFF, account__organisation=row.partner_id, account__is_active=True
    )
    code = row.community.code
    above = [code[:n] for n in range(1, len(code) + 1)]
    return set(found.filter(area__code__in=above).values_list("account_id", flat=True))


def _tell(accounts: set[int], message: str, row: Settlement) -> None:
    address = reverse("care:settlement", args=[row.pk])
    post.tell(accounts, message, address, month=f"{row.month:%Y-%m}", partner=row.partner.name)
