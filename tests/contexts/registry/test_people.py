"""What is said about a person: every value with its source, newer days win."""

from datetime import date, timedelta

import pytest

from linli.contexts.registry.commands import people as commands
from linli.contexts.registry.models import GroupMembership, Person, Residence, Statement
from linli.contexts.registry.queries import people
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import BadInput, NotAllowed, OutsideYourArea, ReasonNeeded
from linli.kernel.outbox.models import OutboxFact


@pytest.fixture
def zhang(world):
    return world.person("张国英", date(1944, 3, 20), "2", home=world.home(world.building3, 2, "501"))


def amend(world, person: Person, on: date | None = None, **values: object) -> Person:
    worker = world.actor("grid_worker", world.grid2)
    return commands.amend(worker, person, values=values, source="visit", on=on)


def shown(person: Person, key: str) -> people.Fact:
    return people.facts(Person.objects.get(pk=person.pk), {key})[0]


def test_every_value_says_where_it_comes_from(world, zhang, clock) -> None:
    amend(world, zhang, phone="19900099999")
    fact = shown(zhang, "phone")
    assert fact.shown == "199****9999"
    assert (fact.source, fact.on) == ("走访", clock.today())
    assert "grid_worker" in fact.by
    assert shown(zhang, "name").source == "名册导入"


def test_an_older_roster_does_not_overwrite_a_newer_visit(world, zhang, clock) -> None:
    amend(world, zhang, education="20")
    manager = world.actor("community_manager")
    commands.amend(
        manager, zhang, values={"education": "70"}, source="roster", on=clock.today() - timedelta(days=30)
    )
    assert shown(zhang, "education").shown == "大学本科"
    assert [v.shown for v in people.versions(zhang, "education")] == ["大学本科", "初中"]


def test_a_value_as_of_a_day_and_as_known_at_a_moment(world, zhang, clock) -> None:
    before = clock.now()
    clock.forward(timedelta(hours=1))
    amend(world, zhang, on=date(2026, 2, 1), occupation="裁缝")
    assert people.value_as_of(zhang, "occupation", date(2026, 2, 15)) == "裁缝"
    assert people.value_as_of(zhang, "occupation", date(2026, 1, 15)) == ""
    assert people.value_as_of(zhang, "occupation", date(2026, 2, 15), known_at=before) == ""


def test_clearing_a_value_is_also_a_statement(world, zhang) -> None:
    amend(world, zhang, occupation="裁缝")
    amend(world, zhang, occupation="")
    assert shown(zhang, "occupation").shown == ""
    assert [v.shown for v in people.versions(zhang, "occupation")] == ["", "裁缝"]


@pytest.mark.parametrize(
    "key", ["age", "lives_alone", "empty_nest", "grid", "is_party_member", "on_allowance"]
)
def test_computed_fields_are_never_typed(world, zhang, key: str) -> None:
    with pytest.raises(BadInput):
        amend(world, zhang, **{key: "1"})


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"id_number": "110105194912310021"}, "id_number"),
        ({"id_number": "11010519490230002X"}, "id_number"),
        ({"born_on": date(2031, 1, 1)}, "born_on"),
        ({"born_on": date(1820, 1, 1)}, "born_on"),
        ({"name": "  "}, "name"),
    ],
)
def test_impossible_values_are_refused_beside_their_field(world, zhang, values, field: str) -> None:
    with pytest.raises(BadInput) as refusal:
        amend(world, zhang, **values)
    assert refusal.value.field == field
    assert Statement.objects.filter(person=zhang).count() == 1


def test_a_new_identity_number_brings_birth_and_sex(world, zhang) -> None:
    amend(world, zhang, id_number="11010519491231002x")
    zhang.refresh_from_db()
    assert zhang.born_on == date(1949, 12, 31)
    assert zhang.sex == "2"
    assert zhang.id_number.reveal() == "11010519491231002X"


def test_tomorrow_nothing_can_have_been_said(world, zhang, clock) -> None:
    with pytest.raises(BadInput):
        amend(world, zhang, on=clock.today() + timedelta(days=1), occupation="裁缝")


def test_a_change_is_audited_by_field_and_told_without_values(world, zhang) -> None:
    amend(world, zhang, phone="19900099999", health="高血压")
    entry = AuditEntry.objects.filter(action="registry.person_amended").get()
    assert entry.detail["fields"] == ["health", "phone"]
    fact = OutboxFact.objects.filter(name="registry.PersonAmended").latest("pk")
    assert "19900099999" not in f"{entry.detail}{fact.body}"
    assert "高血压" not in f"{entry.detail}{fact.body}"


def test_seeing_a_number_needs_a_reason_that_stays(world, zhang) -> None:
    worker = world.actor("grid_worker", world.grid2)
    with pytest.raises(ReasonNeeded):
        commands.reveal(worker, zhang, "phone", reason=" ")
    assert commands.reveal(worker, zhang, "phone", reason="回访高龄津贴") == zhang.phone.reveal()
    entry = AuditEntry.objects.get(action="registry.revealed")
    assert (entry.reason, entry.detail["field"]) == ("回访高龄津贴", "phone")


def test_subdistrict_officers_see_but_do_not_change_or_reveal(world, zhang) -> None:
    officer = world.actor("subdistrict_officer", world.subdistrict)
    assert people.person(officer, zhang.pk).name == "张国英"
    with pytest.raises(NotAllowed):
        commands.reveal(officer, zhang, "phone", reason="看看")
    with pytest.raises(NotAllowed):
        commands.amend(officer, zhang, values={"occupation": "x"}, source="visit")


def test_a_worker_of_another_grid_finds_nobody(world, zhang) -> None:
    stranger = world.actor("grid_worker", world.grid1)
    with pytest.raises(OutsideYourArea):
        people.person(stranger, zhang.pk)
    with pytest.raises(OutsideYourArea):
        commands.reveal(stranger, zhang, "phone", reason="看看")


def test_someone_registered_elsewhere_is_seen_by_both_grids(world) -> None:
    old_home = world.home(world.building1, 1, "101")
    person = world.person("李文", home=world.home(world.building3, 1, "201"), registered_home=old_home)
    assert person.residency == "within"
    for grid in (world.grid1, world.grid2):
        assert people.person(world.actor("grid_worker", grid), person.pk)


def test_after_a_death_no_list_asks_and_the_record_stays(world, zhang, clock) -> None:
    home = zhang.home
    commands.record_death(world.actor("grid_worker", world.grid2), zhang, on=clock.today())
    home.refresh_from_db()
    assert home.living_count == 0
    assert not people.visible(world.actor("community_manager")).filter(pk=zhang.pk).exists()
    assert people.person(world.actor("community_manager"), zhang.pk).standing == "died"
    assert Residence.objects.filter(person=zhang, superseded_at=None, valid_to=None).count() == 0


def test_nobody_dies_before_being_born_or_tomorrow(world, zhang, clock) -> None:
    for day in (date(1930, 1, 1), clock.today() + timedelta(days=1)):
        with pytest.raises(BadInput):
            commands.record_death(world.actor("grid_worker", world.grid2), zhang, on=day)


def test_erasing_leaves_an_empty_row_and_nothing_else(world) -> None:
    person = world.person("王小明", groups={"veteran": {}})
    commands.erase(world.actor("community_manager"), person, reason="本人申请")
    left = Person.objects.get(pk=person.pk)
    assert left.name == "（已清除）"
    held = [left.id_number, left.phone, left.details, left.groups, left.search_words, left.id_lookup]
    assert not any(held)
    for model in (Statement, Residence, GroupMembership):
        assert model.objects.filter(person=person).count() == 0
    with pytest.raises(NotAllowed):
        commands.erase(world.actor("grid_worker"), person, reason="不行")
