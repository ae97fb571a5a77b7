"""Registering, correcting, swapping and removing devices."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy as _

from linli.contexts.guard import policies
from linli.contexts.guard.commands.consents import Agreed, ensure
from linli.contexts.guard.commands.tickets import end_with_device
from linli.contexts.guard.models import Device, DeviceEvent
from linli.contexts.guard.models.devices import METERS
from linli.contexts.registry import api as registry
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow

What = DeviceEvent.What
TELLS = ("number", "spot", "make", "resolution", "upload_minutes")
"""What may be corrected later; kind and home make it another device."""
WEEK = 7 * 24 * 60


@dataclass(frozen=True, slots=True)
class Told:
    """What is said about a new device."""

    kind: str
    number: str
    installed_on: date
    agreed: Agreed | None = None
    """Not needed where the home agreed to this kind before."""
    upload_minutes: int = 60
    spot: str = ""
    make: str = ""
    resolution: Decimal | None = None
    more: Mapping[str, Any] = field(default_factory=dict)


@command("guard.device_installed", policies.may_install)
def install(actor: Actor, area: Area, /, *, door: registry.Door, told: Told) -> Device:
    """A device begins to hear at a home that agreed to it."""
    if door.area.pk != area.pk:
        raise NotAllowedNow
    _judge(told.number, told.upload_minutes, told.installed_on)
    _refuse_double(door.community, told.number)
    ensure(actor, door, told.kind, told.agreed)
    made = _made(door.community.pk, door.key, area.pk, told)
    _happened(actor, made, What.INSTALLED, told.installed_on)
    note(target=made, area=area.code, kind=told.kind)
    return made


@command("guard.device_changed", policies.may_change)
def change(actor: Actor, device: Device, /, *, values: Mapping[str, Any]) -> Device:
    """Correct what is registered about a device."""
    _refuse_removed(device)
    told = {key: values[key] for key in TELLS if key in values and values[key] != getattr(device, key)}
    number = str(told.get("number", device.number))
    _judge(number, told.get("upload_minutes", device.upload_minutes), device.installed_on)
    if number != device.number:
        _refuse_double(device.community, number)
    for key, value in told.items():
        setattr(device, key, value)
    device.save(update_fields=[*told] or ["number"])
    if told:
        _happened(actor, device, What.CHANGED, clock.today())
    note(area=device.area.code, changed=sorted(told))
    return device


@command("guard.device_swapped", policies.may_change)
def swap(actor: Actor, device: Device, /, *, number: str, on: date, words: str = "") -> Device:
    """Another device takes the place of this one; its register starts anew, the home's habit goes on."""
    _refuse_removed(device)
    _judge(number, device.upload_minutes, on)
    if on < device.installed_on:
        raise BadInput(_("更换日期早于安装日期。"), field="on")
    _refuse_double(device.community, number)
    _end(device, on)
    end_with_device(device.pk, actor)
    told = Told(
        device.kind, number, on, None, device.upload_minutes, device.spot, device.make, device.resolution
    )
    made = _made(device.community_id, device.dwelling_id, device.area_id, told, replaces=device)
    _happened(actor, device, What.SWAPPED, on, words)
    _happened(actor, made, What.INSTALLED, on)
    note(target=made, area=device.area.code, kind=device.kind)
    return made


@command("guard.device_removed", policies.may_change)
def remove(actor: Actor, device: Device, /, *, on: date, reason: str) -> Device:
    """Take a device out; its past stays on record as long as its readings may be kept."""
    _refuse_removed(device)
    if not device.installed_on <= on <= clock.today():
        raise BadInput(_("拆除日期要在安装之后、今天以前。"), field="on")
    _end(device, on)
    end_with_device(device.pk, actor)
    _happened(actor, device, What.REMOVED, on, reason)
    note(area=device.area.code, reason=reason, kind=device.kind)
    return device


def _made(community_id: int, dwelling_id: Any, area_id: int, told: Told, **more: Any) -> Device:
    return Device.objects.create(
        community_id=community_id, dwelling_id=dwelling_id, area_id=area_id, kind=told.kind,
        number=told.number, spot=told.spot, make=told.make, upload_minutes=told.upload_minutes,
        resolution=told.resolution if told.kind in METERS else None, installed_on=told.installed_on, **more,
    )  # fmt: skip


def _end(device: Device, on: date) -> None:
    device.removed_on = on
    device.save(update_fields=["removed_on"])


def _happened(actor: Actor, device: Device, what: str, on: date, words: str = "") -> None:
    DeviceEvent.objects.create(
        device=device, what=what, on=on, words=words, account_id=actor.account_id, at=clock.now()
    )


def _judge(number: str, upload_minutes: int, installed_on: date) -> None:
    if not number.strip() or not number.isprintable() or len(number) > 40:  # noqa: PLR2004 - the column
        raise BadInput(_("设备编号要有 1 到 40 个字。"), field="number")
    if not 1 <= upload_minutes <= WEEK:
        raise BadInput(_("上报周期要在 1 分钟到 7 天之间。"), field="upload_minutes")
    if installed_on > clock.today():
        raise BadInput(_("安装日期还没到。"), field="installed_on")


def _refuse_double(community: Area, number: str) -> None:
    if Device.objects.filter(community=community, number=number, removed_on=None).exists():
        raise BadInput(_("这个编号的设备已经登记过。"), field="number")


def _refuse_removed(device: Device) -> None:
    if device.removed_on is not None:
        raise NotAllowedNow
