"""Signed in with a proved phone: long on one's own phone, shortly elsewhere, over everywhere at a word."""

import secrets
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.db.models import Max

from linli.kernel import clock, db, packs
from linli.kernel.audit import trail
from linli.kernel.privacy import cipher
from linli.kernel.visitors.models import Stay, Visitor

COOKIE = "linli_resident"
COOKIE_AGE = 400 * 24 * 3600
"""The longest that browsers keep a cookie; how long a stay lasts is kept here, not there."""
SEEN_EVERY = timedelta(minutes=1)


def arrive(phone: str) -> Visitor:
    """The visitor of a number that was just proved."""
    now, hashed = clock.now(), cipher.lookup(phone, "phone")
    with db.write():
        visitor, fresh = Visitor.objects.get_or_create(
            phone_hash=hashed, defaults={"phone": phone, "first_at": now, "proved_at": now}
        )
        if not fresh:
            rested = timedelta(days=packs.pack("residents")["link"]["ask_name_after_days"])
            used = Stay.objects.filter(visitor=visitor).aggregate(last=Max("seen_at"))["last"]
            if now - max(visitor.proved_at, used or visitor.proved_at) > rested:
                visitor.is_doubted = True
            visitor.proved_at = now
            visitor.save(update_fields=["proved_at", "is_doubted"])
    return visitor


def trust(visitor_id: UUID) -> None:
    """Whoever uses the number showed to be the same person as before."""
    Visitor.objects.filter(pk=visitor_id).update(is_doubted=False)


def known(phone: str) -> Visitor:
    """The visitor of a number that somebody of ours was told face to face; proved only when it signs in."""
    now = clock.now()
    defaults = {"phone": phone, "first_at": now, "proved_at": now}
    return Visitor.objects.get_or_create(phone_hash=cipher.lookup(phone, "phone"), defaults=defaults)[0]


def open_stay(visitor: Visitor, *, is_own: bool, device: str = "") -> str:
    """Let a browser in; the token that it shows from now on, of which only a hash is kept."""
    token, now = secrets.token_urlsafe(32), clock.now()
    with db.write():
        Stay.objects.filter(until__lt=now).delete()
        stay = Stay.objects.create(
            visitor=visitor, token_hash=_hash(token), is_own=is_own, device=device,
            opened_at=now, seen_at=now, until=now + lasting(is_own=is_own),
        )  # fmt: skip
        trail.record("visitors.signed_in", label(visitor.pk), f"visitors.stay:{stay.pk}", "", "", {})
    return token


def lasting(*, is_own: bool) -> timedelta:
    """How long a stay lasts without being used."""
    rules = packs.pack("residents")["stay"]
    return timedelta(days=rules["own_phone_days"]) if is_own else timedelta(minutes=rules["other_minutes"])


def stay_of(token: str) -> Stay | None:
    """The stay that a browser's token opens; it is prolonged by being used."""
    now = clock.now()
    rows = Stay.objects.filter(token_hash=_hash(token), until__gte=now).select_related("visitor")
    found = next(iter(rows), None)  # a token opens one; asking for the first would put them in order
    if found is not None and now - found.seen_at >= SEEN_EVERY:
        found.seen_at, found.until = now, now + lasting(is_own=found.is_own)
        found.save(update_fields=["seen_at", "until"])
    return found


def leave(stay: Stay) -> None:
    """This browser is out."""
    with db.write():
        Stay.objects.filter(pk=stay.pk).delete()
        trail.record("visitors.signed_out", label(stay.visitor_id), f"visitors.stay:{stay.pk}", "", "", {})


def leave_everywhere(visitor_id: UUID) -> int:
    """Every browser of this visitor is out; how many there were."""
    with db.write():
        gone = Stay.objects.filter(visitor=visitor_id).delete()[0]
        target = f"visitors.visitor:{visitor_id}"
        trail.record("visitors.signed_out_everywhere", label(visitor_id), target, "", "", {"browsers": gone})
    return gone


def forget(visitor_id: UUID) -> None:
    """Nobody needs the number any more."""
    Visitor.objects.filter(pk=visitor_id).delete()


def label(visitor_id: UUID) -> str:
    """How the audit trail names a visitor."""
    return f"resident:{visitor_id}"


def _hash(token: str) -> str:
    return sha256(token.encode()).hexdigest()
