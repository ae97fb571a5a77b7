"""Devices: made known, given their key, taken away."""

import base64
import secrets
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import NotAllowedNow, OutsideYourArea, Refusal
from linli.kernel.sync import policies
from linli.kernel.sync.models import Device

KEY_BYTES = 32


class Revoked(Refusal):
    """The device may hold nothing any more; it wipes itself when it hears this."""

    code = "revoked"
    sentence = _("这台设备已停用，里面的资料会清除。")
    status = 410


def device_of(actor: Actor, device_id: UUID) -> Device:
    """One's own device; ``Revoked`` when it was taken away."""
    found = Device.objects.filter(pk=device_id, account_id=actor.account_id or 0).first()
    if found is None:
        raise OutsideYourArea
    if found.revoked_at is not None:
        raise Revoked
    return found


@command("sync.device_added", policies.may_hold)
def add(actor: Actor, /, *, name: str) -> Device:
    """A browser of mine may hold my area's data; its key is made here and kept sealed."""
    now = clock.now()
    key = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
    made = Device.objects.create(
        account_id=actor.account_id or 0, name=name.strip()[:60] or str(_("手机")), key=key, made_at=now,
        seen_at=now,
    )  # fmt: skip
    note(target=made)
    return Device.objects.get(pk=made.pk)


@command("sync.device_revoked", policies.may_revoke)
def revoke(actor: Actor, device: Device, /) -> Device:
    """It may hold nothing any more: no key, no data, no acts; at the next contact it wipes itself."""
    if device.revoked_at is not None:
        raise NotAllowedNow
    device.revoked_at, device.key = clock.now(), ""
    device.save(update_fields=["revoked_at", "key"])
    note(target=device)
    return device


def saw(device: Device, phone_says: datetime) -> int:
    """Note a contact; return by how many seconds the phone's clock is off."""
    now = clock.now()
    off = round((phone_says - now).total_seconds())
    off = max(-(2**31), min(2**31 - 1, off))
    Device.objects.filter(pk=device.pk).update(seen_at=now, clock_off=off)
    return off
