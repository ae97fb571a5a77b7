"""A board as it looks in a working week: something urgent, publicities that count, a correction, drafts."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone

from linli.contexts.bulletin import tasks
from linli.contexts.bulletin.commands import funds, groups, notices, receipts
from linli.contexts.bulletin.commands.funds import Amount
from linli.contexts.bulletin.models import Notice, Sending
from linli.contexts.bulletin.queries.desk import signature
from linli.contexts.bulletin.queries.kinds import kind_of
from linli.contexts.registry import api as registry
from linli.kernel import clock, packs
from linli.kernel.access import queries as access
from linli.kernel.actor import Actor, linli
from linli.kernel.areas.models import Area
from linli.kernel.ports.groups import GroupNotTold

Progress = Callable[[str, int, int], None]
ROLES = {"grid": "grid_worker", "counter": "counter_clerk", "manager": "community_manager"}
FEW, ANSWERED = 3, 16
"""Notices in the smaller communities; households that have answered."""


def hang_notices(communities: Sequence[str], progress: Progress) -> None:
    """The pack's notices in the first community, some of them in the others."""
    if Notice.objects.exists():
        return
    told = packs.pack("bulletin_demo")["notice"]
    for done, code in enumerate(communities):
        progress("公告栏", done, len(communities))
        _Board(code).fill(told if not done else told[:FEW])
    tasks.turn_the_page()
    for code in communities[:1]:
        _tell_groups(code)
    for code in communities[:1]:
        _keep_accounts(code)
    progress("公告栏", len(communities), len(communities))


class _Board:
    """One community's board and those who write for it."""

    def __init__(self, code: str) -> None:
        self.community = Area.objects.get(code=code)
        self.people = {key: _worker(role, code) for key, role in ROLES.items()}

    def fill(self, told: Sequence[dict[str, Any]]) -> None:
        """Oldest first, so that numbers follow the days."""
        manager = self.people["manager"]
        if manager is None:
            return
        for row in sorted(told, key=lambda r: -int(r["days_ago"])):
            day = clock.today() - timedelta(days=row["days_ago"])
            moment = timezone.make_aware(datetime.combine(day, time(9, 20)))
            with clock.standing_at(min(moment, clock.now())):
                self._one(row, manager)

    def _one(self, row: dict[str, Any], manager: Actor) -> None:
        author = self.people[row["author"]] or manager
        days = {
            "tomorrow": f"{clock.today() + timedelta(days=1):%-m月%-d日}",
            "later": f"{clock.today() + timedelta(days=16):%-m月%-d日}",
        }
        told = {
            "kind": row["kind"], "title": row["title"], "words": row["words"].format(**days),
            "signed": signature(manager), "phone": row["phone"], "wants_receipts": row.get("receipts", False),
            "receipts_until": clock.today() + timedelta(days=20) if row.get("receipts") else None,
        }  # fmt: skip
        code = author.areas("bulletin.write")[0] if row["author"] == "grid" else self.community.code
        area = Area.objects.get(code=code)
        made = notices.draft(author, area, told=told)
        if row.get("state") == "draft":
            return
        if not kind_of(made.kind).second:
            self._answers(author, notices.post(author, made))
            return
        notices.submit(author, made)
        if row.get("state") == "in_review":
            return
        reader = manager if author is not manager else self.people["counter"]
        if reader is None:
            return
        notices.approve(reader, made)
        if "correction" in row:
            told["words"] = row["corrected"]
            with clock.standing_at(clock.now() + timedelta(hours=26)):
                notices.correct(author, made, told=told, reason=row["correction"])

    def _answers(self, author: Actor, posted: Notice) -> None:
        """Some households have answered already: every third door, by different ways."""
        if not posted.wants_receipts:
            return
        for n, doorstep in enumerate(registry.lived_in(posted.area.code)[: 3 * ANSWERED : 3]):
            door = registry.door(author, doorstep.key)
            receipts.enter(author, posted, door, way=("door", "paper", "phone")[n % 3])


def _tell_groups(code: str) -> None:
    """Two residents' groups that heard what was posted; one robot was taken out of its group lately."""
    manager, worker = _worker("community_manager", code), _worker("grid_worker", code)
    if manager is None or worker is None:
        return
    grid = Area.objects.get(code=worker.areas("bulletin.write")[0])
    with clock.standing_at(clock.now() - timedelta(days=60)):
        for place, name, key in (
            (Area.objects.get(code=code), "业主大群", "demo0000-0000-4000-8000-000000000001"),
            (grid, f"{grid.name}居民群", "demo0000-0000-4000-8000-000000000002"),
        ):
            groups.join(manager, place, name=name, address=key)
    rows = Notice.objects.filter(community__code=code, posted_at__isnull=False).select_related("area")
    for row in rows.order_by("posted_at"):
        moment = row.posted_at or clock.now()
        with clock.standing_at(moment):
            groups.plan(linli("bulletin"), row, what=groups.What.POSTED, version=1)
            for one in Sending.objects.filter(notice=row).select_related("notice", "group__area"):
                groups.arrived(linli("bulletin"), one)
    last = Sending.objects.filter(group__area=grid).select_related("notice", "group__area")
    newest = last.order_by("-made_at").first()
    if newest is not None:
        gone = GroupNotTold("no_robot", "93000", is_final=True)
        groups.failed(linli("bulletin"), newest, trouble=gone)
        Sending.objects.filter(pk=newest.pk).update(sent_at=None, tries=1)


def _keep_accounts(code: str) -> None:
    """A fund with some months, opened to everybody by a second person."""
    clerk, manager = _worker("counter_clerk", code), _worker("community_manager", code)
    if clerk is None or manager is None:
        return
    told, first = packs.pack("bulletin_demo"), clock.today().replace(day=1)
    fund = funds.open_fund(
        clerk, Area.objects.get(code=code), name=told["fund"]["name"], purpose=told["fund"]["purpose"],
        opened_on=_back(first, 4), opening_fen=told["fund"]["opening"],
    )  # fmt: skip
    amounts = [
        Amount(
            _back(first, row["at"][0]).replace(day=row["at"][1]), row["words"], row["fen"], row["category"],
            row.get("people"), row["voucher"],
        )
        for row in told["entry"]
    ]  # fmt: skip
    funds.enter(clerk, fund, amounts=amounts)
    funds.show_until(manager, fund, until=first - timedelta(days=1))


def _back(first: date, months: int) -> date:
    """The first day of the month so many months ago."""
    number = first.year * 12 + first.month - 1 - months
    return date(number // 12, number % 12 + 1, 1)


def _worker(role: str, code: str) -> Actor | None:
    """Somebody with that role in the community or in a grid of it."""
    held = access.in_force().filter(role=role, area__code__startswith=code).select_related("account")
    grant = held.order_by("area__code", "pk").first()
    if grant is None:
        return None
    return access.actor_for(grant.account_id, grant.account.name, grant.account.organisation_id)
