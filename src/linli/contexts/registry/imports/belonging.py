"""Who belongs to which household after a chunk of rows, and who heads it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from linli.contexts.registry.commands.counts import recount_households
from linli.contexts.registry.commands.intake import HEAD, membership
from linli.contexts.registry.commands.values import Said
from linli.contexts.registry.imports.spells import Spells
from linli.contexts.registry.imports.surroundings import batches
from linli.contexts.registry.imports.undo_notes import Undo
from linli.contexts.registry.models import Dwelling, Household, Membership, Person
from linli.kernel import clock, db


@dataclass(slots=True)
class Belonging:
    """The households of a chunk."""

    said: Said
    spells: Spells
    homes: dict[str, Dwelling]
    held: dict[str, Household]
    touched: dict[str, Undo] = field(default_factory=dict)
    """Households that may change, with the first row that touched each."""

    def join(self, undo: Undo, person: Person, before: Iterable[Membership], on: date) -> None:
        """Someone belongs to the household of the row from that day, and to no other."""
        for row in before:
            self.spells.end(undo, "membership", row, on)
        if person.household_id is not None:
            self._hand_on(str(person.household_id), person, undo)
        person.household = self.of(undo)
        person.relation = undo.entry.relation
        self._belong(undo, person, on)

    def relate(self, undo: Undo, person: Person, before: Iterable[Membership]) -> None:
        """Someone stands in another relation to the head."""
        for row in before:
            self.spells.end(undo, "membership", row, self.said.on)
        if person.relation == HEAD:
            self._hand_on(str(person.household_id), person, undo)
        person.relation = undo.entry.relation
        self._belong(undo, person, self.said.on)

    def _belong(self, undo: Undo, person: Person, on: date) -> None:
        household = self.touch(str(person.household_id), undo)
        row = membership(person, household, on, self.said)
        self.spells.make(undo, "membership", row)
        person.sources.pop("relation", None)
        if person.relation:
            person.sources["relation"] = self.said.mark
        if person.relation == HEAD:
            household.head = person

    def _hand_on(self, key: str, person: Person, undo: Undo) -> None:
        """A household whose head leaves has none until someone says who."""
        household = self.touch(key, undo)
        if household.head_id == person.pk:
            household.head = None

    def of(self, undo: Undo) -> Household:
        """The household of a row: held, or opened now by the first row that needs it."""
        key = undo.entry.household
        if key not in self.held:
            home = self.homes[undo.entry.dwelling]
            self.held[key] = Household(pk=UUID(key), community=home.community, home=home)
            undo.opened = key
        household = self.touch(key, undo)
        household.ended_on = None
        return household

    def touch(self, key: str, undo: Undo) -> Household:
        """A household that this row may change; the first such row remembers how it was."""
        household = self.held[key]
        if key not in self.touched:
            self.touched[key] = undo
            undo.households[key] = [_text(household.head_id), _text(household.ended_on)]
        return household

    # ── Writing ──
    def open(self) -> None:
        """Write new households, without heads whose rows may not exist yet."""
        opened = [h for h in self.held.values() if h._state.adding]  # noqa: SLF001
        heads = [h.head for h in opened]
        for household in opened:
            household.head = None
        Household.objects.bulk_create(opened)
        for household, head in zip(opened, heads, strict=True):
            household.head = head

    def settle(self) -> None:
        """Heads as the rows say; a household that everyone left has ended."""
        touched = [self.held[key] for key in self.touched]
        if not touched:
            return
        recount_households(h.pk for h in touched)
        sizes: dict[UUID, int] = {}
        for batch in batches(self.touched):
            sizes.update(Household.objects.filter(pk__in=batch).values_list("pk", "size"))
        for household in touched:
            if sizes.get(household.pk, 0) == 0 and household.ended_on is None:
                household.ended_on = clock.today()
        db.write_back(Household, touched, ("head", "ended_on"))
        for key, undo in self.touched.items():
            undo.households[key] += [_text(self.held[key].head_id), _text(self.held[key].ended_on)]


def _text(value: object) -> str | None:
    """For JSON; nothing stays nothing."""
    return str(value) if value else None
