"""Paper codes: made for a home, printed, used, revoked."""

import secrets
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from linli.contexts.registry.api import Door
from linli.contexts.residents import policies
from linli.contexts.residents.models import Slip, Tie
from linli.kernel import clock, db, packs
from linli.kernel.actor import Actor
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput, NotAllowedNow, ReasonNeeded
from linli.kernel.privacy import cipher

SIGNS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0 and O, 1, I and L: what is read from paper cannot be mistaken."""
LENGTH = 8


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a slip is for."""

    tie: str = Tie.LIVING
    most_uses: int = 1
    person: UUID | None = None


@command("residents.slip_made", policies.may_link)
def make_slip(actor: Actor, door: Door, /, *, wanted: Wanted) -> Slip:
    """A fresh code for a home."""
    rules = packs.pack("residents")["slip"]
    if not 1 <= wanted.most_uses <= rules["most_uses"]:
        raise BadInput(_("一张纸条最多给 %(most)s 部手机用。"), field="most_uses", most=rules["most_uses"])
    if wanted.tie not in Tie.values:
        raise BadInput(field="tie")
    code = "".join(secrets.choice(SIGNS) for _sign in range(LENGTH))
    slip = Slip.objects.create(
        dwelling_id=door.key, person_id=wanted.person, tie=wanted.tie, code=code, code_hash=hashed(code),
        most_uses=1 if wanted.person else wanted.most_uses, made_at=clock.now(), account_id=actor.account_id,
        until=clock.now() + timedelta(days=rules["days"]),
    )  # fmt: skip
    note(area=door.area.code, uses=slip.most_uses)
    return slip


@command("residents.slip_revoked", policies.may_change_slip)
def revoke_slip(actor: Actor, slip: Slip, /, *, reason: str) -> Slip:
    """The paper got lost, or was made in error: its code opens nothing any more."""
    if not reason.strip():
        raise ReasonNeeded(field="reason")
    mine = db.lock_row(Slip, pk=slip.pk)
    if mine.revoked_at is not None:
        raise NotAllowedNow
    mine.revoked_at, mine.revoked_why, mine.code = clock.now(), reason.strip(), ""
    mine.save(update_fields=["revoked_at", "revoked_why", "code"])
    note(area=slip.dwelling.area.code, reason=reason.strip())
    return mine


@command("residents.slip_printed", policies.may_change_slip)
def print_slip(actor: Actor, slip: Slip, /) -> str:
    """The code, for the paper."""
    if not slip.code:
        raise NotAllowedNow
    note(target=slip, area=slip.dwelling.area.code)
    code: str = slip.code.reveal()
    return code


def hashed(typed: str) -> str:
    """What is kept of a code, however it was typed."""
    code = "".join(c for c in typed.upper() if c.isalnum())
    return cipher.lookup(code, "slip")
