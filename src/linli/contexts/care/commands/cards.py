"""The emergency card: written, confirmed, shown for a reason, printed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.contexts.care import policies
from linli.contexts.care.commands.records import did, still_open
from linli.contexts.care.models import CareRecord, EmergencyCard
from linli.contexts.care.queries.cards import HEALTH, Shown, shown
from linli.contexts.care.queries.words import rules
from linli.contexts.registry import api as registry
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded, TooMuchAtOnce


@dataclass(frozen=True, slots=True)
class CardTold:
    """What stands on a card."""

    key_place: str = ""
    medicines: str = ""
    blood: str = ""
    mobility: str = ""
    remarks: str = ""
    allergies: str = ""
    chronic: str = ""


@command("care.card_written", policies.may_change)
def write(actor: Actor, record: CareRecord, /, *, told: CardTold) -> EmergencyCard:
    """Write down the card as somebody said it today; illnesses and allergies go to the register."""
    row = still_open(record)
    for part, key in (("mobility", told.mobility), ("blood", told.blood)):
        if key and key not in rules()[part]:
            raise BadInput(field=part)
    card, _new = EmergencyCard.objects.update_or_create(
        record=row,
        defaults={
            "key_place": told.key_place.strip(), "medicines": told.medicines.strip(), "blood": told.blood,
            "mobility": told.mobility, "remarks": told.remarks.strip(), "confirmed_on": clock.today(),
            "doubted_on": None, "account_id": actor.account_id, "closed_on": None,
        },
    )  # fmt: skip
    said = {"allergies": told.allergies.strip(), "chronic": told.chronic.strip()}
    held = registry.values_held(actor, row.person_id, HEALTH)
    changed = {key: text for key, text in said.items() if text != str(held.get(key, ""))}
    if changed:
        registry.amend(actor, row.person_id, changed, on=clock.today(), reference=f"care.card:{row.pk}")
    did(actor, row, "card_written")
    note(target=row, area=record.area.code)
    return card


@command("care.card_confirmed", policies.may_change)
def confirm(actor: Actor, record: CareRecord, /) -> EmergencyCard:
    """Everything on it is still right, as somebody said today."""
    row = still_open(record)
    card = EmergencyCard.objects.filter(record=row, closed_on=None).first()
    if card is None:
        raise NotAllowedNow(_("还没有应急联络卡，请先填写。"))
    card.confirmed_on, card.doubted_on, card.account_id = clock.today(), None, actor.account_id
    card.save(update_fields=["confirmed_on", "doubted_on", "account_id"])
    did(actor, row, "card_confirmed")
    note(target=row, area=record.area.code)
    return card


@command("care.card_looked_at", policies.is_linli)
def look_at(actor: Actor, record: CareRecord, /, *, on: date, is_right: bool) -> None:
    """A visit looked at the card: still right, or to be written anew; the newest counts."""
    note(target=record, area=record.area.code, right=is_right)
    card = EmergencyCard.objects.filter(record=record, closed_on=None).first()
    if card is None or on < card.confirmed_on or (card.doubted_on and on < card.doubted_on):
        return
    if is_right and (card.confirmed_on, card.doubted_on) != (on, None):
        card.confirmed_on, card.doubted_on = on, None
        did(actor, record, "card_confirmed")
    elif not is_right and card.doubted_on is None:
        card.doubted_on = on
        did(actor, record, "card_doubted")
    card.save(update_fields=["confirmed_on", "doubted_on"])


@command("care.card_revealed", policies.may_change)
def reveal(actor: Actor, record: CareRecord, /, *, reason: str) -> Shown:
    """The card uncovered, for a reason that stays on record."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    note(target=record, area=record.area.code, reason=reason.strip())
    return shown(actor, [record])[0]


@command("care.cards_printed", policies.may_print)
def print_cards(actor: Actor, /, *, records: Sequence[CareRecord], reason: str) -> list[dict[str, Any]]:
    """Cards as the layout wants them, numbers and health uncovered; how many and why is on record."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    if not records:
        raise BadInput(_("没有可以打印的卡。"))
    if len(records) > int(rules()["card"]["most_printed"]):
        raise TooMuchAtOnce(_("一次最多打印 %(n)s 张，请按网格分几次。"), n=rules()["card"]["most_printed"])
    for record in records:
        policies.may_change(actor, record)
    keys: list[UUID] = [record.pk for record in records]
    EmergencyCard.objects.filter(record__in=keys).update(printed_on=clock.today())
    target = records[0] if len(records) == 1 else f"accounts.account:{actor.account_id}"
    note(target=target, area=records[0].area.code, reason=reason.strip(), cards=len(records))
    return [one.paper() for one in shown(actor, records)]
