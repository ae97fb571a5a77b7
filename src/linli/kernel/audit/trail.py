"""Writing the audit trail and proving that nobody changed it afterwards.

Every community has a chain of its own, so that a hundred communities do not queue for one lock.
The seal is SHA-256 over the entry's canonical JSON and the previous seal, as in any hash chain
(Haber and Stornetta 1991).
"""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from django.db import IntegrityError
from django.db.models import Q, Sum

from linli.kernel import clock, db
from linli.kernel.audit import actions
from linli.kernel.audit.models import AuditEntry, ChainHead

COMMUNITY_DIGITS = 12
HOUSE = "house"


@dataclass(frozen=True, slots=True)
class Break:
    """A place where the chain does not hold."""

    chain: str
    number: int
    why: str


def record(
    action: str, actor: str, target: str, area_code: str, reason: str, detail: dict[str, Any]
) -> AuditEntry:
    """Append one entry; must run inside a write."""
    actions.action(action)
    head = _head(area_code[:COMMUNITY_DIGITS] or HOUSE)
    entry = AuditEntry(
        chain=head.chain,
        number=head.number + 1,
        at=clock.now(),
        actor=actor,
        action=action,
        target=target,
        area_code=area_code,
        reason=reason[:200],
        detail=json.loads(json.dumps(detail, default=str)),
        previous=head.seal,
    )
    entry.seal = seal(entry)
    entry.save(force_insert=True)
    ChainHead.objects.filter(chain=head.chain).update(number=entry.number, seal=entry.seal)
    return entry


def _head(chain: str) -> ChainHead:
    try:
        with db.write():
            return db.lock_row(ChainHead, chain=chain)
    except ChainHead.DoesNotExist:
        try:
            with db.write():
                ChainHead.objects.create(chain=chain)
        except IntegrityError:
            # Another process wrote the first entry of this chain in the same instant.
            pass
        return db.lock_row(ChainHead, chain=chain)


def height(area_codes: Iterable[str]) -> int:
    """How much was ever recorded about these areas, what they lie in, their parts, and the house."""
    found, above = Q(), {HOUSE}
    for code in area_codes:
        above |= {code[:n] for n in range(2, min(len(code), COMMUNITY_DIGITS) + 1)}
        if len(code) < COMMUNITY_DIGITS:
            found |= Q(chain__startswith=code)
    total: int | None = ChainHead.objects.filter(found | Q(chain__in=above)).aggregate(n=Sum("number"))["n"]
    return total or 0


def seal(entry: AuditEntry) -> str:
    """The entry's seal, from its content and the previous seal."""
    content = [
        entry.chain, entry.number, entry.at.astimezone(UTC).isoformat(), entry.actor, entry.action,
        entry.target, entry.area_code, entry.reason, entry.detail, entry.previous,
    ]  # fmt: skip
    text = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def verify() -> Iterator[Break]:
    """Walk every chain and yield each place where it does not hold."""
    for head in ChainHead.objects.order_by("chain"):
        number, last = 0, ""
        for entry in AuditEntry.objects.filter(chain=head.chain).order_by("number").iterator(2000):
            number += 1
            if entry.number != number:
                yield Break(head.chain, number, "missing")
                number = entry.number
            if entry.previous != last:
                yield Break(head.chain, entry.number, "previous")
            if entry.seal != seal(entry):
                yield Break(head.chain, entry.number, "changed")
            last = entry.seal
        if (number, last) != (head.number, head.seal):
            yield Break(head.chain, head.number, "end")
