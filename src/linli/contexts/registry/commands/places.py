"""Homes: adding them, and what is known about them."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.contexts.registry import policies
from linli.contexts.registry.commands.values import Said
from linli.contexts.registry.models import Dwelling, Premises
from linli.engines import addresses
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput

AMENDABLE = frozenset({"use", "tenure", "floor_area", "owner_name", "owner_phone"})


def dwelling_at(entrance: Area, number: str, *, floor: int | None = None) -> Dwelling:
    """An unsaved home behind a door of ``entrance`` (with parent and compound fetched)."""
    building = entrance.parent
    assert building is not None and building.compound is not None  # noqa: S101, PT018 - areas are built whole
    community_code = entrance.code[:12]
    short = f"{building.name}{entrance.name if entrance.number else ''}{number}室"
    address = f"{building.address}{entrance.name if entrance.number else ''}{number}室"
    key = "-".join(part for part in (building.number, entrance.number, number) if part)
    return Dwelling(
        community=building.parent.parent if building.parent else building,
        area=entrance, number=number, floor=floor, compound_name=building.compound.name,
        building_number=building.number, entrance_number=entrance.number, address=address,
        short_address=short, key=addresses.key(short) or key,
        order=f"{community_code}{building.code[-4:]}{entrance.number:0>2}{floor or 0:0>3}{number:0>6}",
    )  # fmt: skip


@command("registry.dwelling_added", policies.may_add_in)
def add_dwelling(actor: Actor, entrance: Area, /, *, number: str, floor: int | None = None) -> Dwelling:
    """A home that was missing."""
    if not number.strip():
        raise BadInput(_("请填室号。"), field="number")
    if Dwelling.objects.filter(area=entrance, number=number.strip()).exists():
        raise BadInput(_("这个单元已经有这个室号。"), field="number")
    dwelling = dwelling_at(entrance, number.strip(), floor=floor)
    dwelling.save(force_insert=True)
    note(target=dwelling, area=entrance.code)
    return dwelling


@command("registry.dwelling_amended", policies.may_edit_dwelling)
def amend_dwelling(
    actor: Actor, dwelling: Dwelling, /, *, values: dict[str, Any], source: str, on: date | None = None
) -> Dwelling:
    """What is known about a home."""
    if not set(values) <= AMENDABLE:
        raise BadInput
    area = values.get("floor_area")
    if area not in (None, "") and not Decimal(0) < Decimal(str(area)) < Decimal(10_000):
        raise BadInput(_("面积不可能，请核对。"), field="floor_area")
    said = Said(source, on or clock.today(), actor.account_id)
    for key, value in values.items():
        setattr(dwelling, key, value if value != "" or key != "floor_area" else None)
        dwelling.sources[key] = said.mark
    dwelling.save()
    note(area=dwelling.area.code, fields=sorted(values))
    return dwelling


@command("registry.premises_added", policies.may_add_in)
def add_premises(actor: Actor, place: Area, /, *, community: Area, **values: Any) -> Premises:
    """A shop, an office, a school."""
    premises = Premises.objects.create(community=community, area=place, **values)
    note(target=premises, area=place.code)
    return premises


@command("registry.premises_closed", policies.may_add_in)
def close_premises(actor: Actor, place: Area, premises: Premises, /, *, on: date) -> Premises:
    """It is there no longer."""
    premises.closed_on = on
    premises.save(update_fields=["closed_on"])
    note(target=premises, area=place.code)
    return premises
