"""A few residents who sign in by phone, slips that were handed out, somebody for whom one of us acted."""

from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta
from itertools import islice
from typing import Any
from uuid import UUID

from linli.contexts.registry import api as registry
from linli.contexts.registry.api import Member
from linli.contexts.residents.commands import behalf, links, slips
from linli.contexts.residents.commands.behalf import Asked
from linli.contexts.residents.commands.links import Met
from linli.contexts.residents.commands.slips import Wanted
from linli.contexts.residents.models import Link, Tie
from linli.kernel import clock, packs
from linli.kernel.access import queries as access
from linli.kernel.actor import Actor, linli
from linli.kernel.refs import Ref

Progress = Callable[[str, int, int], None]
OLD, CHILD = 70, 14
LINKED, ELSEWHERE = 24, 4
"""Homes with a phone in the first community and in others, so that lists look like lists."""


def open_doors(communities: Sequence[str], progress: Progress) -> None:
    """Phones for some households of every community; the first one has those that the sign-in page offers."""
    if Link.objects.exists():
        return
    for done, code in enumerate(communities):
        progress("居民入口", done, len(communities))
        _Neighbours(code).settle_in(offered=packs.pack("residents_demo")["resident"] if not done else ())
    progress("居民入口", len(communities), len(communities))


class _Neighbours:
    """The households of one community, by what they are like."""

    def __init__(self, code: str) -> None:
        self.code, self.today = code, clock.today()
        self.worker = _worker(code)
        self.homes: dict[UUID, list[Member]] = {}
        for one in registry.members_in(code):
            if one.home is not None:
                self.homes.setdefault(one.home, []).append(one)
        self.taken: set[UUID] = set()

    def settle_in(self, offered: Sequence[dict[str, Any]]) -> None:
        """Those whom the sign-in page offers, some neighbours, slips, an act on behalf."""
        for row in offered:
            self._one(row)
        for n, one in enumerate(islice(self._adults("any"), LINKED if offered else ELSEWHERE)):
            with clock.standing_at(clock.now() - timedelta(days=n % 30 + 1)):
                self._tie(one, f"139{self.code[-4:]}{n:04d}", Tie.OWNER_HERE if n % 3 else Tie.LIVING)
        self._papers()

    def _one(self, row: dict[str, Any]) -> None:
        for one in islice(self._adults(row["band"]), 2 if row.get("also") else 1):
            tie = row["tie"] if one.home not in self.taken else Tie.OWNER_AWAY
            self._tie(one, row["phone"], tie)
            if row.get("also"):
                other = next(self._adults("any"))
                self._tie(one, row["phone"], Tie.OWNER_AWAY, home=other.home)
                return

    def _tie(self, one: Member, phone: str, tie: str, home: UUID | None = None) -> None:
        where = home or one.home
        if where is None:
            return
        self.taken.add(where)
        met = Met(phone, tie, one.key)
        links.confirm(linli("demo"), registry.door(self.worker, where), met=met, reason="窗口看过身份证")

    def _adults(self, band: str) -> Iterator[Member]:
        """Adults behind doors without a phone, one for each door."""
        for home, people in self.homes.items():
            if home in self.taken:
                continue
            found = next((one for one in people if self._fits(one, people, band)), None)
            if found is not None:
                yield found

    def _fits(self, one: Member, people: Sequence[Member], band: str) -> bool:
        age = one.age(self.today)
        if age is None or not one.is_adult(self.today):
            return False
        has_child = any((other.age(self.today) or OLD) < CHILD for other in people)
        return {"older": age >= OLD, "parent": has_child and age < OLD}.get(band, True)

    def _papers(self) -> None:
        """Slips for two more homes, and somebody older for whom one of us acted."""
        for one in islice(self._adults("any"), 2):
            if one.home is not None:
                slips.make_slip(self.worker, registry.door(self.worker, one.home), wanted=Wanted(most_uses=3))
        for one in islice(self._adults("older"), 1):
            if one.home is not None:
                about = str(Ref("registry.dwelling", str(one.home)))
                asked = Asked(about, "替老人登记助餐意向", "phone", one.key)
                behalf.act_for(self.worker, registry.door(self.worker, one.home), asked=asked)


def _worker(code: str) -> Actor:
    grant = access.in_force().filter(role="community_manager", area__code=code).select_related("account")
    found = grant.first()
    if found is None:
        return linli("demo")
    return access.actor_for(found.account_id, found.account.name, found.account.organisation_id)
