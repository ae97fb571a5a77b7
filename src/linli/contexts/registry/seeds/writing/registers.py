"""Which lists does every community find ready (台账), and which shops stand in it?"""

from dataclasses import dataclass

from linli.contexts.registry import policies
from linli.contexts.registry.models import Premises, Register
from linli.contexts.registry.seeds.chance import Chance
from linli.contexts.registry.seeds.model import FEMALE, MALE
from linli.contexts.registry.seeds.numbers import Numbers
from linli.contexts.registry.seeds.pack import city
from linli.contexts.registry.seeds.people.naming import Names
from linli.contexts.registry.seeds.writing.places import Places
from linli.kernel import packs
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.commands import command, note

BORN = (1962, 1999)


@command("registry.register_saved", policies.may_plan_grids)
def lay_out_registers(actor: Actor, community: Area, /) -> int:
    """The usual registers for a community that begins to work."""
    written = write_registers(community)
    note(target=community, area=community.code, written=written)
    return written


def write_registers(community: Area) -> int:
    """The usual registers of the pack, those that are not there yet."""
    there = set(Register.objects.filter(community=community).values_list("name", flat=True))
    rows = [
        Register(
            community=community, name=name, about=told["about"], subject=told.get("subject", "person"),
            population=told["population"], columns=told["columns"], filters=told.get("filters", []),
            sort=told.get("sort", ""), position=told["position"],
        )
        for name, told in packs.pack("registers").items()
        if name not in there
    ]  # fmt: skip
    return len(Register.objects.bulk_create(rows))


@dataclass(frozen=True, slots=True)
class Shopkeeper:
    """Gives shops an address, a credit code and somebody to call."""

    places: Places
    chance: Chance
    names: Names
    numbers: Numbers

    def write(self) -> int:
        """Everything of the pack that stands in this community."""
        rows = [
            self._premises(name, kind, place, self.numbers.credit_code(form))
            for name, kind, community, grid, building, form in city("premises")["premises"]
            if community == self.places.community.code[-3:]
            and (place := self._place(grid, building)) is not None
        ]
        return len(Premises.objects.bulk_create(rows))

    def _place(self, grid: int, building: str) -> Area | None:
        return self.places.by_address.get((grid, building)) if building else self.places.grids.get(grid)

    def _premises(self, name: str, kind: str, place: Area, credit_code: str) -> Premises:
        surname = self.names.surname()
        sex = MALE if self.chance.happens(0.5) else FEMALE
        return Premises(
            id=self.chance.uuid(), community=self.places.community, area=place, name=name, kind=kind,
            credit_code=credit_code, address=f"{place.address or self.places.community.address}{name}",
            contact_name=self.names.given(surname, sex, self.chance.whole(*BORN)),
            contact_phone=self.numbers.mobile() if self.chance.happens(0.8) else self.numbers.landline(),
        )  # fmt: skip
