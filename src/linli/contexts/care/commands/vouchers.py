"""Vouchers: given, spent on a day that was served, refunded, taken back, ended; every fen has its line."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.contexts.care import policies
from linli.contexts.care.models import Occasion, Settlement, Voucher, VoucherEntry, VoucherRun
from linli.contexts.care.queries import vouchers as queries
from linli.contexts.care.queries.offers import pack
from linli.contexts.registry import api as registry
from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded

Kind = VoucherEntry.Kind
MOST_PEOPLE = 2000


@dataclass(frozen=True, slots=True)
class Gift:
    """What is given."""

    name: str
    payer: str
    value_fen: int
    until_on: date
    kinds: Sequence[str] = ()
    classes: Sequence[str] = ()


@command("care.vouchers_given", policies.may_issue)
def give(actor: Actor, place: Area, /, *, told: Gift, people: Sequence[UUID]) -> VoucherRun:
    """Give each of some people of a community one voucher; nobody gets more than a month allows."""
    _judge(told, len(people))
    held = registry.held(actor, people)
    known = [held[key] for key in dict.fromkeys(people) if key in held]
    if any(not one.area_code.startswith(place.code) for one in known) or len(known) < len(set(people)):
        raise BadInput(_("名单里有人不在本社区，请重新选。"), field="people")
    already, most = queries.given_since(people, clock.today()), queries.most_fen()
    if (
        over := next((one for one in known if already.get(one.key, 0) + told.value_fen > most), None)
    ) is not None:
        raise BadInput(
            _("%(name)s这个月的券会超过每人 %(yuan)s 元，请少发一些或不选这位。"),
            field="value", name=over.name, yuan=most // 100,
        )  # fmt: skip
    made = VoucherRun.objects.create(
        community=place, name=told.name.strip(), payer=told.payer.strip(), value_fen=told.value_fen,
        kinds=sorted(set(told.kinds)), classes=list(told.classes), until_on=told.until_on,
        account_id=actor.account_id, at=clock.now(),
    )  # fmt: skip
    areas = {row.code: row.pk for row in Area.objects.filter(code__in={one.area_code for one in known})}
    rows = [
        Voucher(
            run=made, person_id=one.key, area_id=areas[one.area_code], number=number,
            value_fen=told.value_fen, left_fen=told.value_fen, until_on=told.until_on, given_on=clock.today(),
        )
        for one, number in zip(known, _numbers(len(known)), strict=True)
    ]  # fmt: skip
    db.insert_all(Voucher, rows)
    db.insert_all(VoucherEntry, [_line(actor, row, Kind.GIVEN, told.value_fen) for row in rows])
    note(target=made, area=place.code, rows=len(rows), fen=told.value_fen * len(rows))
    return made


def _judge(told: Gift, people: int) -> None:
    if not told.name.strip() or not told.payer.strip():
        raise BadInput(_("请写券叫什么、谁出钱。"), field="name")
    if not 100 <= told.value_fen <= queries.most_fen():
        raise BadInput(
            _("一张券要在 1 元到 %(most)s 元之间。"), field="value", most=queries.most_fen() // 100
        )
    if told.until_on < clock.today() or (told.until_on - clock.today()).days > 366:
        raise BadInput(_("到期日要从今天起，不超过一年。"), field="until_on")
    if set(told.kinds) - set(pack()["kind"]):
        raise BadInput(field="kinds")
    if not 0 < people <= MOST_PEOPLE:
        raise BadInput(_("请至少选一位，一次最多 %(most)s 位。"), field="people", most=MOST_PEOPLE)


def _numbers(many: int) -> list[str]:
    """Numbers that nobody can guess from another one: Q26-0417-8253."""
    head, found = f"Q{clock.today():%y}", set[str]()
    while len(found) < many:
        text = f"{secrets.randbelow(10**8):08d}"
        found.add(f"{head}-{text[:4]}-{text[4:]}")
        if len(found) == many:
            found -= set(Voucher.objects.filter(number__in=found).values_list("number", flat=True))
    return sorted(found)


@command("care.voucher_spent", policies.may_attend)
def pay(actor: Actor, occasion: Occasion, /) -> int:
    """Let vouchers pay what the person would pay of a day that was served; the sum that they paid."""
    row = _held(occasion)
    if row.state != "done" or row.voucher_fen >= row.order.own_fen:
        raise NotAllowedNow
    paid = spend(actor, row)
    if not paid:
        raise BadInput(_("这位居民没有能付这项服务的消费券。"))
    note(target=row, area=occasion.area.code, fen=paid)
    return paid


@command("care.voucher_refunded", policies.may_attend)
def unpay(actor: Actor, occasion: Occasion, /) -> int:
    """It was paid otherwise: back into the vouchers."""
    row = _held(occasion)
    if not row.voucher_fen:
        raise NotAllowedNow
    back = refund(actor, row)
    note(target=row, area=occasion.area.code, fen=back)
    return back


def _held(occasion: Occasion) -> Occasion:
    """The day, held; not once its month was approved, because then its money is counted."""
    row = db.lock_row(Occasion, pk=occasion.pk)
    month = row.on.replace(day=1)
    partner, place = occasion.offer.partner_id, occasion.offer.community_id
    settled = Settlement.objects.filter(partner=partner, community=place, month=month, state="approved")
    if settled.exists():
        raise NotAllowedNow(_("这个月已经结算完了，请写进下个月的更正。"))
    return row


def spend(actor: Actor, row: Occasion) -> int:
    """Inside a command, with the day held: vouchers pay as much of the person's share as they hold."""
    wanted = row.order.own_fen - row.voucher_fen
    found = queries.paying(row.order.person_id, row.offer.kind, row.on) if wanted > 0 else []
    db.hold_rows(Voucher, [one.pk for one in found])
    paid, lines = 0, []
    for one in found:
        one.refresh_from_db(fields=["left_fen", "returned_on"])
        part = min(one.left_fen, wanted - paid) if one.returned_on is None else 0
        if part > 0:
            one.left_fen -= part
            one.save(update_fields=["left_fen"])
            lines.append(_line(actor, one, Kind.SPENT, -part, occasion=row))
            paid += part
    db.insert_all(VoucherEntry, lines)
    row.voucher_fen += paid
    row.save(update_fields=["voucher_fen"])
    return paid


def refund(actor: Actor, row: Occasion) -> int:
    """Inside a command, with the day held: all that vouchers paid for it goes back into them."""
    paid: dict[UUID, int] = {}
    for line in VoucherEntry.objects.filter(occasion=row):
        paid[line.voucher_id] = paid.get(line.voucher_id, 0) - line.fen
    db.hold_rows(Voucher, paid)
    lines = []
    for one in Voucher.objects.filter(pk__in=[key for key, fen in paid.items() if fen > 0]):
        one.left_fen += paid[one.pk]
        one.save(update_fields=["left_fen"])
        lines.append(_line(actor, one, Kind.REFUNDED, paid[one.pk], occasion=row))
    db.insert_all(VoucherEntry, lines)
    row.voucher_fen = 0
    row.save(update_fields=["voucher_fen"])
    return sum(line.fen for line in lines)


@command("care.voucher_returned", policies.may_return)
def take_back(actor: Actor, voucher: Voucher, /, *, reason: str) -> Voucher:
    """The person gave it back, or it was given by mistake; what was spent stays spent."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    row = db.lock_row(Voucher, pk=voucher.pk)
    if row.returned_on is not None:
        raise NotAllowedNow
    end(actor, row, reason.strip())
    note(target=row, area=voucher.area.code, reason=reason.strip())
    return row


def end(actor: Actor, row: Voucher, why: str) -> None:
    """Inside a command, with the voucher held: what is left goes back to whoever paid."""
    if row.left_fen:
        _line(actor, row, Kind.RETURNED, -row.left_fen, words=why).save(force_insert=True)
    row.left_fen, row.returned_on = 0, clock.today()
    row.save(update_fields=["left_fen", "returned_on"])


@command("care.vouchers_expired", policies.is_linli)
def expire(actor: Actor, place: Area, /) -> int:
    """What was not used in time goes back to whoever paid."""
    rows = Voucher.objects.filter(run__community=place, until_on__lt=clock.today(), left_fen__gt=0)
    keys = list(rows.order_by("pk").values_list("pk", flat=True)[:5000])
    db.hold_rows(Voucher, keys)
    lines = []
    for row in Voucher.objects.filter(pk__in=keys, left_fen__gt=0):
        lines.append(_line(actor, row, Kind.EXPIRED, -row.left_fen))
        row.left_fen = 0
        row.save(update_fields=["left_fen"])
    db.insert_all(VoucherEntry, lines)
    note(target=place, area=place.code, rows=len(lines), fen=-sum(line.fen for line in lines))
    return len(lines)


@command("care.slips_printed", policies.may_print_slips)
def count_slips(actor: Actor, /, *, rows: int) -> None:
    """Vouchers were printed for people without a phone."""
    note(target=f"accounts.account:{actor.account_id}", rows=rows)


def _line(
    actor: Actor, row: Voucher, kind: str, fen: int, *, occasion: Occasion | None = None, words: str = ""
) -> VoucherEntry:
    return VoucherEntry(
        voucher=row, kind=kind, fen=fen, occasion=occasion, words=words[:100], account_id=actor.account_id,
        at=clock.now(),
    )  # fmt: skip
