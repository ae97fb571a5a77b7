"""Receipts by household: from the household itself, on paper, at the door."""

from linli.contexts.bulletin import policies
from linli.contexts.bulletin.models import Notice, Receipt, Way
from linli.contexts.bulletin.models.notices import ON_BOARD
from linli.contexts.registry.api import Door
from linli.kernel import clock
from linli.kernel.actor import Actor, Home
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded

LONGEST = 300


@command("bulletin.acknowledged", policies.may_answer)
def acknowledge(actor: Actor, notice: Notice, home: Home, /, *, remark: str = "") -> Receipt:
    """One's own household has heard; said twice it counts once, and the newer remark holds."""
    _refuse_unasked(notice)
    if notice.receipts_until and notice.receipts_until < clock.today():
        raise NotAllowedNow
    row, fresh = Receipt.objects.get_or_create(
        notice=notice, dwelling_id=home.dwelling, defaults={"way": Way.LINK, "at": clock.now()}
    )
    if remark.strip():
        row.remark = remark.strip()[:LONGEST]
        row.save(update_fields=["remark"])
    note(target=notice, area=home.area_code, fresh=fresh)
    return row


@command("bulletin.receipt_entered", policies.may_enter)
def enter(actor: Actor, notice: Notice, door: Door, /, *, way: str, remark: str = "") -> Receipt:
    """One of us brought it to a door, took a slip back, or told somebody; twice counts once."""
    _refuse_unasked(notice)
    if way not in Way.values or way == Way.LINK:
        raise BadInput(field="way")
    row, fresh = Receipt.objects.get_or_create(
        notice=notice, dwelling_id=door.key,
        defaults={
            "way": way, "at": clock.now(), "account_id": actor.account_id, "remark": remark.strip()[:LONGEST],
        },
    )  # fmt: skip
    note(target=notice, area=door.area.code, way=way, fresh=fresh)
    return row


@command("bulletin.receipt_taken_back", policies.may_take_back)
def take_back(actor: Actor, receipt: Receipt, /, *, reason: str) -> None:
    """It was entered for the wrong door."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    if receipt.way == Way.LINK:
        raise NotAllowedNow
    note(target=receipt.notice, area=receipt.dwelling.area.code, reason=reason.strip())
    receipt.delete()


def _refuse_unasked(notice: Notice) -> None:
    if not notice.wants_receipts or notice.state not in ON_BOARD:
        raise NotAllowedNow
