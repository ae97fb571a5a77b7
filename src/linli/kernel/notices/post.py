"""Telling people, and what they have not read yet."""

from collections.abc import Iterable

from linli.kernel import clock
from linli.kernel.notices import messages
from linli.kernel.notices.models import Notice

SHOWN = 50


def tell(accounts: Iterable[int], message: str, address: str = "", **values: object) -> None:
    """Put a message before each account; runs inside the write that caused it."""
    messages.worded(message, values)
    Notice.objects.bulk_create(
        Notice(account_id=a, message=message, values=values, address=address, at=clock.now())
        for a in sorted(set(accounts))
    )


def of(account_id: int) -> list[Notice]:
    """The newest messages of a person."""
    return list(Notice.objects.filter(account_id=account_id).order_by("-at", "-pk")[:SHOWN])


def unread(account_id: int) -> int:
    """How many a person has not read."""
    return Notice.objects.filter(account_id=account_id, read_at=None).count()


def mark_read(account_id: int) -> None:
    """The person has seen them all."""
    Notice.objects.filter(account_id=account_id, read_at=None).update(read_at=clock.now())
