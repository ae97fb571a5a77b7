"""A community of two grids, three buildings and a handful of people; everything is made through commands."""

from datetime import date
from itertools import count
from typing import Any

from linli.contexts.registry.commands import intake, places
from linli.contexts.registry.commands.intake import Arrival, Joined
from linli.contexts.registry.commands.values import Said
from linli.contexts.registry.models import Dwelling, Household, Person
from linli.engines.identity import check_character
from linli.kernel.access import queries as access
from linli.kernel.access.models import Grant
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor, linli
from linli.kernel.areas.models import Area, Kind
from linli.kernel.commands import command

SUBDISTRICT, COMMUNITY = "339901001", "339901001001"
SEED = linli("test")


@command("registry.seeded", lambda actor, place: True)
def _take_in(actor: Actor, place: Area, /, *, arrivals: list[Arrival], said: Said) -> Any:
    from linli.kernel.commands import note

    people = intake.take_in(place, arrivals, said)
    note(target=place, area=place.code)
    return people


def id_number(born: date, sex: str, order: int) -> str:
    """A valid number with a division that does not exist."""
    serial = order * 2 + (1 if sex == "1" else 0)
    first = f"339901{born:%Y%m%d}{serial:03d}"
    return first + check_character(first)


class World:
    """Places, accounts and people, with short words to add more."""

    def __init__(self) -> None:
        self._order = count(1)
        self.subdistrict = self._area(SUBDISTRICT, Kind.SUBDISTRICT, "梧桐街道", None)
        self.community = self._area(COMMUNITY, Kind.COMMUNITY, "梧桐苑社区", self.subdistrict)
        self.other_community = self._area(f"{SUBDISTRICT}002", Kind.COMMUNITY, "柳岸社区", self.subdistrict)
        self.compound = self._area(f"{COMMUNITY}C01", Kind.COMPOUND, "梧桐苑", self.community)
        self.grid1 = self._area(f"{COMMUNITY}001", Kind.GRID, "第一网格", self.community)
        self.grid2 = self._area(f"{COMMUNITY}002", Kind.GRID, "第二网格", self.community)
        self.building1 = self.building(self.grid1, "1")
        self.building2 = self.building(self.grid1, "2")
        self.building3 = self.building(self.grid2, "3")
        self.accounts: dict[str, Account] = {}

    def _area(self, code: str, kind: str, name: str, parent: Area | None, **more: Any) -> Area:
        return Area.objects.create(code=code, kind=kind, name=name, parent=parent, **more)

    def building(self, grid: Area, number: str, entrances: int = 2) -> Area:
        """A building of six storeys with its entrances."""
        code = f"{grid.code}B{int(number):03d}"
        place = self._area(
            code, Kind.BUILDING, f"{number}号楼", grid, number=number, compound=self.compound, storeys=6,
            address=f"学府路88号梧桐苑{number}号楼",
        )  # fmt: skip
        for n in range(1, entrances + 1):
            self._area(f"{code}E{n}", Kind.ENTRANCE, f"{n}单元", place, number=str(n))
        return place

    def home(self, building: Area, entrance: int = 1, number: str = "101", **values: Any) -> Dwelling:
        """A dwelling, made once."""
        area = Area.objects.select_related("parent__parent__parent", "parent__compound").get(
            code=f"{building.code}E{entrance}"
        )
        found = Dwelling.objects.filter(area=area, number=number).first()
        if found is None:
            found = places.dwelling_at(area, number, floor=int(number[:-2] or 0))
            for key, value in values.items():
                setattr(found, key, value)
            found.save(force_insert=True)
        return found

    def person(self, name: str, born: date = date(1960, 5, 1), sex: str = "1", **more: Any) -> Person:
        """Someone who lives somewhere; home, household, relation, groups and values as keywords."""
        order = next(self._order)
        home = more.pop("home", None) or self.home(self.building1, 1, f"{1 + order // 3}0{1 + order % 3}")
        household = more.pop("household", None)
        relation = more.pop("relation", "02" if household is None else "99")
        arrival = Arrival(
            values={
                "name": name, "born_on": born, "sex": sex, "id_number": id_number(born, sex, order),
                "phone": f"199000{order:05d}", **more.pop("values", {}),
            },
            home=home,
            registered_home=more.pop("registered_home", home),
            household=household or Household(community=home.community, home=home),
            relation=relation,
            since=more.pop("since", date(2015, 6, 1)),
            groups=[self._joined(group, detail) for group, detail in more.pop("groups", {}).items()],
        )  # fmt: skip
        said = Said(more.pop("source", "roster"), more.pop("on", date(2025, 1, 10)), None)
        return _take_in(SEED, home.community, arrivals=[arrival], said=said)[0]

    def _joined(self, group: str, detail: dict[str, Any]) -> Joined:
        return Joined(group, date(2024, 1, 1), detail, "民政名单", date(2026, 1, 5), date(2026, 7, 5))

    def account(self, username: str, *grants: tuple[str, Area]) -> Account:
        """An account with roles in areas."""
        from django.contrib.auth.hashers import make_password

        found = self.accounts.get(username)
        if found is None:
            found = Account.objects.create(
                username=username, name=f"{username} 的人", password=make_password("linli-2026")
            )
            self.accounts[username] = found
        for role, area in grants:
            Grant.objects.create(account=found, role=role, area=area, from_on=date(2020, 1, 1))
        return found

    def actor(self, role: str, area: Area | None = None) -> Actor:
        """Someone with one role in one area (the community, when none is given)."""
        area = area or self.community
        account = (
            self.account(f"{role}-{area.code}", (role, area))
            if f"{role}-{area.code}" not in self.accounts
            else self.accounts[f"{role}-{area.code}"]
        )
        return access.actor_for(account.pk, account.name, None)

    def client(self, role: str, area: Area | None = None) -> Any:
        """A browser in which that someone has signed in."""
        from django.test import Client

        actor = self.actor(role, area)
        account = Account.objects.get(pk=actor.account_id)
        browser = Client()
        browser.post("/sign-in/", {"username": account.username, "password": "linli-2026"})
        return browser
