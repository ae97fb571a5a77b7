"""Taking acts that were made without a network: each once, each wholly or set aside, each with a receipt."""

import hashlib
import json
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from linli.kernel import clock, db
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import NotAllowedNow, OutsideYourArea, ReasonNeeded, Refusal
from linli.kernel.sync import policies
from linli.kernel.sync.kinds import Act, StillComing, handler_of
from linli.kernel.sync.models import Device, Receipt, Result, SetAside

logger = logging.getLogger(__name__)
RIGHT_ENOUGH = timedelta(minutes=10)
OLDEST = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the phone is told about one act."""

    nonce: str
    result: str
    """taken, conflict, aside, or wait: then it stays on the phone and is sent again."""
    sentence: str = ""
    address: str = ""
    digest: str = ""
    at: str = ""
    again: bool = False


def moment_of(told: datetime, phone_now: datetime) -> datetime:
    """When it was done by a right clock: the phone knows how long ago, even when its clock is wrong.

    A clock that is right within ten minutes is believed as it is.
    """
    now = clock.now()
    if abs(phone_now - now) <= RIGHT_ENOUGH:
        return min(told, now)
    ago = phone_now - told
    return now - min(max(ago, timedelta(0)), OLDEST)


def take(actor: Actor, device: Device, act: Act) -> Answer:
    """Carry one act out unless it was before; what cannot be carried out is set aside, never lost."""
    seen = _seen(actor, act)
    if seen is not None:
        return _told(seen, again=True)
    try:
        return _carry_out(actor, device, act)
    except StillComing as coming:
        return Answer(str(act.nonce), "wait", str(coming))
    except Exception:
        # Two at once with the same nonce: the other one won; its receipt is ours.
        won = _seen(actor, act)
        if won is not None:
            return _told(won, again=True)
        # A fault of ours: it goes to the log, the act comes again and does not hold up those behind it.
        logger.exception("act %s (%s) failed", act.nonce, act.kind)
        said = _("服务器办这一条时出了错，已记下来查。这一条留在手机里，会再送。")
        return Answer(str(act.nonce), "wait", said)


def _carry_out(actor: Actor, device: Device, act: Act) -> Answer:
    handler = handler_of(act.kind)
    if handler is None:
        return _told(set_aside(actor, device, act=act, reason=_("这个版本的服务器不认识这种操作。")))
    try:
        with db.write():
            done = handler.carry_out(actor, act)
            result = Result.CONFLICT if done.conflicts else Result.TAKEN
            row = _receipt(actor, device, act, result)
            row.address, row.sentence = done.address, done.told[:300]
            row.save(force_insert=True)
    except StillComing:
        raise
    except Refusal as refusal:
        return _told(set_aside(actor, device, act=act, reason=str(refusal)[:300]))
    return _told(row)


def _seen(actor: Actor, act: Act) -> Receipt | None:
    return Receipt.objects.filter(account_id=actor.account_id or 0, nonce=act.nonce).first()


def _receipt(actor: Actor, device: Device, act: Act, result: str, sentence: str = "") -> Receipt:
    """An unsaved receipt, chained to the one before it of the same device."""
    before = Receipt.objects.filter(device=device).order_by("-pk").values_list("digest", flat=True).first()
    return Receipt(
        account_id=actor.account_id or 0, nonce=act.nonce, device=device, kind=act.kind, result=result,
        sentence=sentence, digest=digest_of(act, before or ""), made_at=act.made_at, at=clock.now(),
    )  # fmt: skip


def digest_of(act: Act, before: str) -> str:
    """SHA-256 over the act in one canonical writing and the receipt before it."""
    body = {"nonce": str(act.nonce), "kind": act.kind, "body": act.body, "before": before}
    text = json.dumps(body, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _told(row: Receipt, *, again: bool = False) -> Answer:
    sentence = row.sentence or str(Result(row.result).label)
    return Answer(
        str(row.nonce), row.result, sentence, row.address, row.digest, row.at.isoformat(), again=again
    )


@command("sync.set_aside", policies.may_use)
def set_aside(actor: Actor, device: Device, /, *, act: Act, reason: str) -> Receipt:
    """Keep an act that cannot be carried out as it is, sealed, until a person has looked."""
    row = _receipt(actor, device, act, Result.ASIDE, reason)
    row.save(force_insert=True)
    body: dict[str, Any] = {"kind": act.kind, "made_at": act.made_at.isoformat(), **act.body}
    areas = actor.areas(policies.HOLD)
    SetAside.objects.create(
        receipt=row, account_id=row.account_id, area_code=areas[0] if areas else "", reason=reason,
        body=json.dumps(body, ensure_ascii=False), at=row.at,
    )  # fmt: skip
    note(target=device, area=areas[0] if areas else "", kind=act.kind)
    return row


def waiting(actor: Actor, aside_id: UUID) -> SetAside:
    """An act that still waits for somebody to look: one's own, or of a place one manages."""
    found = SetAside.objects.filter(pk=aside_id).select_related("receipt").first()
    if found is None:
        raise OutsideYourArea
    policies.may_settle(actor, found)
    if found.settled_at is not None:
        raise NotAllowedNow(_("这件离线记录已经处理过了。"))
    return found


def body_of(aside: SetAside) -> dict[str, Any]:
    """What an act said that was set aside; nothing once it is settled."""
    told: dict[str, Any] = json.loads(aside.body.reveal() or "{}")
    return told


@command("sync.aside_settled", policies.may_settle)
def settle(actor: Actor, aside: SetAside, /, *, how: str) -> SetAside:
    """A person has looked: entered by hand, or not needed; what it said is dropped."""
    if not how.strip():
        raise ReasonNeeded
    if aside.settled_at is not None:
        raise NotAllowedNow
    aside.settled_at, aside.settled_by, aside.settled_how = clock.now(), actor.account_id, how.strip()
    aside.body = ""
    aside.save(update_fields=["settled_at", "settled_by", "settled_how", "body"])
    note(target=aside, area=aside.area_code, reason=how.strip())
    return aside
