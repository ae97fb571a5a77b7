"""Files that arrive in parts over a network that comes and goes."""

import hashlib
import re
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import BadInput, NotAllowed, TooMuchAtOnce
from linli.kernel.privacy import cipher
from linli.kernel.sync import policies
from linli.kernel.sync.kinds import StillComing
from linli.kernel.sync.models import Chunk, SetAside

SIZE = 256 * 1024
MOST = 80
"""Parts of one file: 20 MB."""
MOST_WAITING = 600
"""Parts of one person that may lie about."""
KEPT = timedelta(days=7)
DIGEST = re.compile(r"\b[0-9a-f]{64}\b")


def take(actor: Actor, digest: str, number: int, content: bytes) -> None:
    """Keep one part; the same part again changes nothing.  What counts, and is on record, is the act."""
    if not policies.may_hold(actor):
        raise NotAllowed
    if len(digest) != 64 or not 0 <= number < MOST or not 0 < len(content) <= SIZE:  # noqa: PLR2004 - hex SHA-256
        raise BadInput(_("照片的这一段不对，请重新选择照片。"))
    mine = Chunk.objects.filter(account_id=actor.account_id or 0)
    if mine.count() >= MOST_WAITING:
        raise TooMuchAtOnce(_("还有很多照片没有传完，请先等它们传完。"))
    Chunk.objects.get_or_create(
        account_id=actor.account_id or 0, digest=digest, number=number,
        defaults={"content": cipher.seal_bytes(content), "at": clock.now()},
    )  # fmt: skip


def held(actor: Actor, digest: str) -> list[int]:
    """Which parts are here already."""
    rows = Chunk.objects.filter(account_id=actor.account_id or 0, digest=digest)
    return sorted(rows.values_list("number", flat=True))


def whole(actor: Actor, digest: str, size: int) -> bytes:
    """The file; ``StillComing`` until every part is here, ``BadInput`` when it is not what it says."""
    return whole_of(actor.account_id or 0, digest, size)


def whole_of(account_id: int, digest: str, size: int) -> bytes:
    """The same, for a file that somebody else sent: the manager looks at what was set aside."""
    rows = Chunk.objects.filter(account_id=account_id, digest=digest).order_by("number")
    parts = list(rows.values_list("number", "content"))
    if [number for number, _content in parts] != list(range(-(-size // SIZE))) or not parts:
        raise StillComing(_("照片还没有传完。"))
    data = b"".join(cipher.unseal_bytes(bytes(content)) for _number, content in parts)
    if len(data) != size or hashlib.sha256(data).hexdigest() != digest:
        raise BadInput(_("照片在路上损坏了，请重新选择照片。"))
    return data


def drop(actor: Actor, digest: str) -> None:
    """The file has been taken over; it stays while an act of the same person that was set aside shows it."""
    mine = actor.account_id or 0
    if digest not in _waited_for(SetAside.objects.filter(account_id=mine)):
        Chunk.objects.filter(account_id=mine, digest=digest).delete()


def purge(before: date) -> int:
    """Remove parts of files that never became whole; what an open act set aside names stays as long."""
    named = _waited_for(SetAside.objects.all())
    gone, _rows = Chunk.objects.filter(at__date__lt=before).exclude(digest__in=named).delete()
    return gone


def _waited_for(asides: QuerySet[SetAside]) -> set[str]:
    named: set[str] = set()
    for aside in asides.filter(settled_at=None).iterator():
        named.update(DIGEST.findall(aside.body.reveal()))
    return named
