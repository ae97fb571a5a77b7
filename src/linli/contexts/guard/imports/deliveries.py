"""What a broker passes on, taken in through the same command as what comes by HTTP or in a file.

Each source's messages are one batch.  A message that breaks its batch is found by taking them one by one; it
is counted and set aside, and harms no other.  Homes whose readings came are heard a few at a time between
the batches, in the order in which they spoke, so that an alarm does not wait for the next round.
"""

import logging
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from typing import Any
from uuid import UUID

from django.db import InterfaceError, OperationalError, connection

from linli.contexts.guard.commands import intake, rounds, troubles
from linli.contexts.guard.models import Source, Trouble
from linli.contexts.guard.queries.hearing import unheard
from linli.engines.frames import unpack
from linli.kernel.actor import Actor, linli
from linli.kernel.areas.models import Area, Kind
from linli.kernel.errors import Refusal
from linli.kernel.ports.readings import Delivery, Guest, NotStored

log = logging.getLogger("linli.guard")

AWAY = (OperationalError, InterfaceError)
"""Troubles of the database, not of a message."""
HOMES = 40
"""Homes heard before the next look whether readings came: less than a tenth of a second."""


class Deliveries:
    """Takes readings in, and hears homes when nothing comes."""

    def __init__(self) -> None:
        self._news: dict[str, dict[UUID, None]] = {}
        """By community, homes that said something, in order."""
        self._known: set[str] = set()
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
                    self._note(source.community, _take(source, some))
        except AWAY as trouble:
            connection.close()
            raise NotStored(str(trouble)) from trouble

    def rest(self) -> bool:
        """Hear some homes that said something new."""
        if not self._news:
            return False
        code = next(iter(self._news))
        homes = self._news[code]
        some = list(islice(homes, HOMES))
        try:
            community = Area.objects.get(code=code, kind=Kind.COMMUNITY)
            if devices := unheard(community, some):
                rounds.hear(linli("guard"), community, devices=devices)
        except AWAY as trouble:
            connection.close()
            raise NotStored(str(trouble)) from trouble
        except Exception:  # the round of the clock hears them again; listening must go on
            log.exception("%s homes of %s were not heard", len(some), code)
        # Other communities are next; homes that are left come again in their order.
        self._news.pop(code)
        if left := dict.fromkeys(islice(homes, HOMES, None)):
            self._news[code] = left
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

    def _note(self, community: Area, homes: Iterable[UUID]) -> None:
        """Remember who is to be heard; the first time also those whom nobody heard before this began."""
        news = self._news.setdefault(community.code, {})
        if community.code not in self._known:
            news |= dict.fromkeys(device.dwelling_id for device in unheard(community))
            self._known.add(community.code)
        news |= dict.fromkeys(homes)

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


def _take(source: Source, some: Sequence[Delivery]) -> set[UUID]:
    """All at once; one by one when something among them breaks the batch.  The homes that spoke."""
    actor = Actor(source.account_id, source.name)
    try:
        return intake.take(actor, source, messages=_messages(some)).homes
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
            return set()
        half = len(some) // 2
        return _take(source, some[:half]) | _take(source, some[half:])
    return set()


def _messages(some: Iterable[Delivery]) -> Iterable[Any]:
    return chain.from_iterable(unpack(delivery.body, delivery.device) for delivery in some)
