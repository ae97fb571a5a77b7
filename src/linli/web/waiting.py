"""How much waits behind each entry of the navigation, counted again only when something was done."""

from collections import OrderedDict
from dataclasses import dataclass
from time import monotonic

from django.conf import settings

from linli.kernel.actor import Actor
from linli.kernel.audit import trail
from linli.kernel.catalogue.manifest import Entry

MOST = 2000
"""People whose counts one process remembers."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted, when, and how long the trail was then."""

    height: int
    at: float
    numbers: dict[str, int]


_counted: OrderedDict[tuple[object, ...], Counted] = OrderedDict()


def counts(actor: Actor, entries: list[Entry]) -> dict[str, int]:
    """The number beside each address: every act is in the audit trail, so a trail of the same length in one's
    areas means the same numbers; what the clock alone changes shows within ``WAITING_REMEMBERED`` seconds.
    """
    seconds = settings.WAITING_REMEMBERED
    if not seconds:
        return _count(actor, entries)
    key = (actor.account_id, actor.organisation_id, actor.grants)
    height = trail.height({code for _permission, code in actor.grants})
    found = _counted.get(key)
    if found is None or found.height != height or monotonic() - found.at > seconds:
        # The height was read before the rows: what is done in between is counted again next time.
        found = _counted[key] = Counted(height, monotonic(), _count(actor, entries))
        while len(_counted) > MOST:
            _counted.popitem(last=False)
    return found.numbers


def _count(actor: Actor, entries: list[Entry]) -> dict[str, int]:
    return {entry.address: entry.waiting(actor) for entry in entries if entry.waiting}
