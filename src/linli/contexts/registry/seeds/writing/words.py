"""What was said after people were taken in, one day after another."""

from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from uuid import UUID

from linli.contexts.registry.commands.groups import sealed_detail
from linli.contexts.registry.commands.intake import Joined, group_copy, membership_of_group
from linli.contexts.registry.commands.values import Said, state
from linli.contexts.registry.models import GroupMembership, Person, Statement
from linli.contexts.registry.models.people import Standing
from linli.contexts.registry.seeds.days import moment
from linli.contexts.registry.seeds.model import Belonging, Community, Made
from linli.contexts.registry.seeds.writing.intake import Entered, Told
from linli.kernel import clock, db

KEPT = (
    "name", "name_order", "search_words", "sex", "born_on", "id_number", "id_lookup", "id_tail", "phone",
    "phone_lookup", "phone_tail", "registered_address", "moved_in_on", "details", "boxes", "groups",
    "sources",
)  # fmt: skip
"""What a statement or a group can change in a person's row."""


def write_words(community: Community, entered: Entered, accounts: dict[str, int], told: Told) -> None:
    """Statements in their order, then who belongs to which group, then the people as they are now."""
    statements: list[Statement] = []
    total = len(community.words)
    for on, words in groupby(community.words, key=attrgetter("on")):
        with clock.standing_at(moment(on, 200)):
            for word in words:
                person = entered.people[word.person.id]
                reference = f"{word.on.year}年{word.reference}" if word.reference else ""
                said = Said(word.source, word.on, accounts.get(word.by), reference)
                statements.append(state(person, word.values, said))
        told(len(statements), total)
    db.insert_all(Statement, statements)
    db.insert_all(GroupMembership, _memberships(community, entered, accounts))
    touched = [entered.people[made.id] for made in _touched(community)]
    db.write_back(Person, [person for person in touched if person.standing == Standing.PRESENT], KEPT)


def _memberships(
    community: Community, entered: Entered, accounts: dict[str, int]
) -> Iterator[GroupMembership]:
    for family in community.families:
        for made in family.members:
            for belonging in made.belongs:
                # What was attested before the register knew the person came in together with the person.
                heard_on = max(belonging.verified_on, made.known_on or belonging.verified_on)
                with clock.standing_at(moment(heard_on, 90)):
                    yield _membership(entered.people[made.id], belonging, accounts)


def _membership(person: Person, told: Belonging, accounts: dict[str, int]) -> GroupMembership:
    joined = Joined(
        told.group, told.since, sealed_detail(told.detail), told.evidence, told.verified_on, told.review_on
    )
    said = Said(told.source, told.verified_on, accounts.get("counter") if told.source != "visit" else None)
    person.groups[told.group] = group_copy(joined, said)
    return membership_of_group(person, joined, said)


def _touched(community: Community) -> Sequence[Made]:
    """Everyone about whom something was said after the first time, none twice."""
    found: dict[UUID, Made] = {word.person.id: word.person for word in community.words}
    for family in community.families:
        found |= {made.id: made for made in family.members if made.belongs}
    return list(found.values())
