"""What a broker passes on, taken in through the same command as what comes by HTTP or in a file.

Each source's messages are one batch.  A message that breaks its batch is found by taking them one by one; it
is counted and set aside, and harms no other.  Readings that came are heard as soon as nothing else comes, so
that an alarm does not wait for the next round.
"""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, groupby, islice
from typing import Any

from django.db import InterfaceError, OperationalError, connection

from linli.contexts.guard.commands import intake, presence, rounds, troubles
from linli.contexts.guard.models import Device, Source, Trouble
from linli.engines.frames import unpack
from linli.kernel.actor import Actor, linli
from linli.kernel.areas.models import Area, Kind
from linli.kernel.errors import Refusal
from linli.kernel.ports.readings import Delivery, Guest, NotStored

log = logging.getLogger("linli.guard")

AWAY = (OperationalError, InterfaceError)
"""Troubles of the database, not of a message."""
HOMES = 100
"""Homes heard before the next look whether readings came."""


class Deliveries:
    """Takes readings in, and hears homes when nothing comes."""

    def __init__(self) -> None:
        self._news: set[str] = set()
        self.strangers = 0
        """Messages for places that Linli does not know."""

    def take(self, deliveries: Sequence[Delivery]) -> None:
        """Store them all, or count why not."""
        by_source: dict[tuple[str, str], list[Delivery]] = defaultdict(list)
        for delivery in deliveries:
            by_source[delivery.community, delivery.source].append(delivery)
        try:
            known = _sources(name for _community, name in by_source)
            for (community, name), some in by_source.items():
                source = known.get((community, name))
                if source is None:
                    self._turn_away(community, some)
                else:
                    _take(source, some)
                    self._news.add(community)
        except AWAY as trouble:
            connection.close()
            raise NotStored(str(trouble)) from trouble

    def rest(self) -> bool:
        """Hear some homes that said something new."""
        if not self._news:
            return False
        code = next(iter(self._news))
        try:
            if not _hear_some(code):
                self._news.discard(code)
        except AWAY as trouble:
            connection.close()
            raise NotStored(str(trouble)) from trouble
        except Exception:  # the round of the clock hears them again; listening must go on
            log.exception("homes of %s were not heard", code)
            self._news.discard(code)
        return bool(self._news)

    def guests(self) -> Sequence[Guest]:
        """Sources with a key that the broker knows."""
        rows = Source.objects.filter(stopped_at=None).exclude(broker_mark="")
        try:
            return [
                Guest(*row) for row in rows.values_list("account__username", "broker_mark", "community__code")
            ]
        except AWAY as trouble:
            connection.close()
            raise NotStored(str(trouble)) from trouble

    def _turn_away(self, code: str, some: Iterable[Delivery]) -> None:
        community = Area.objects.filter(code=code, kind=Kind.COMMUNITY).first()
        counted = Counter(delivery.device[:40] for delivery in some)
        if community is None:
            self.strangers += counted.total()
            log.warning("%s messages for a community that is not here: %.20s", counted.total(), code)
            return
        told = {
            (number, str(Trouble.Why.SOURCE), ""): n for number, n in counted.most_common(intake.MOST_NUMBERS)
        }
        rest = counted.total() - sum(told.values())
        if rest:
            told["", str(Trouble.Why.SOURCE), "more"] = rest
        troubles.refuse(linli("guard"), community, source=None, refused=told)


def _sources(names: Iterable[str]) -> dict[tuple[str, str], Source]:
    rows = Source.objects.filter(account__username__in=list(names), stopped_at=None)
    found = rows.select_related("community", "account")
    return {(row.community.code, row.account.username): row for row in found}


def _take(source: Source, some: Sequence[Delivery]) -> None:
    """All at once; one by one when something among them breaks the batch."""
    actor = Actor(source.account_id, source.name)
    try:
        intake.take(actor, source, messages=_messages(some))
    except AWAY:
        raise
    except Refusal:
        refused = {("", str(Trouble.Why.SOURCE), ""): len(some)}
        troubles.refuse(linli("guard"), source.community, source=source, refused=refused)
    except Exception:
        if len(some) == 1:
            log.exception("a message of %s was set aside", source.account.username)
            refused = {(some[0].device[:40], str(Trouble.Why.SHAPE), "failed"): 1}
            troubles.refuse(linli("guard"), source.community, source=source, refused=refused)
            return
        half = len(some) // 2
        _take(source, some[:half])
        _take(source, some[half:])


def _messages(some: Iterable[Delivery]) -> Iterable[Any]:
    return chain.from_iterable(unpack(delivery.body, delivery.device) for delivery in some)


def _hear_some(code: str) -> bool:
    """True when there may be more."""
    community = Area.objects.get(code=code, kind=Kind.COMMUNITY)
    due = [*rounds.due(community), *presence.due(community)]
    homes = groupby(due, key=lambda device: device.dwelling_id)
    part: list[Device] = [device for _home, fitted in islice(homes, HOMES) for device in fitted]
    if not part:
        return False
    rounds.hear(linli("guard"), community, devices=part)
    return next(homes, None) is not None
