"""The believable community: the same every time, true in itself, and nobody in it is real."""

import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q

from linli.contexts.registry import seeds
from linli.contexts.registry.models import (
    Dwelling,
    GroupMembership,
    Household,
    Membership,
    Person,
    Premises,
    Register,
    Resemblance,
    Residence,
    Statement,
)
from linli.contexts.registry.models.people import Residency, Standing
from linli.contexts.registry.models.stays import Role
from linli.contexts.registry.queries import people as people_queries
from linli.contexts.registry.queries.expressions import lives_alone_q
from linli.contexts.registry.queries.finding import find_dwellings
from linli.contexts.registry.seeds.chance import Chance
from linli.contexts.registry.seeds.days import Days, age_on
from linli.contexts.registry.seeds.model import Community, Made
from linli.contexts.registry.seeds.numbers import MOBILE, Numbers
from linli.contexts.registry.seeds.people import parts
from linli.contexts.registry.seeds.people.inventing import BOUNDARIES
from linli.contexts.registry.seeds.people.making import Maker, Staff
from linli.contexts.registry.seeds.people.naming import Names
from linli.contexts.registry.seeds.town.background import background
from linli.contexts.registry.seeds.town.drawing import plan_for, plans
from linli.contexts.registry.seeds.town.walking import network
from linli.engines import pinyin
from linli.engines.identity import check_card, check_credit_code, check_id, check_phone
from linli.kernel import clock, codes, db, history
from linli.kernel.access.models import Grant
from linli.kernel.access.queries import actor_for
from linli.kernel.accounts.models import Account
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area, Footpath, Kind
from linli.kernel.audit import trail
from linli.kernel.catalogue import shelf
from linli.kernel.errors import BadInput
from linli.kernel.organisations.models import Organisation
from linli.kernel.privacy.sealed import Sealed
from linli.kernel.workdays.calendar import work_calendar

HOUSEHOLDS = 120
TODAY = date(2026, 11, 21)


# ── Made up, not yet written ────────────────────────────────────────────────────────────────────────────


def made(households: int, today: date = TODAY) -> tuple[Community, Days]:
    chance, days = Chance(7), Days.until(today)
    staff = Staff("counter", {grid: f"grid{grid}" for grid in range(1, 9)})
    maker = Maker(chance, days, Names(chance), Numbers(chance))
    return maker.community("339901001001", plan_for(households), households, staff)[0], days


@pytest.fixture(scope="module", params=[TODAY, date(2027, 7, 4)], ids=str)
def town(request: pytest.FixtureRequest) -> tuple[Community, Days]:
    return made(3200, request.param)


def test_a_town_has_the_shares_of_a_town(town: tuple[Community, Days]) -> None:
    community, days = town
    living = community.living()
    ages = [days.age(m.born_on) for m in living]
    assert len(community.families) == 3200
    assert 7_600 <= len(living) <= 8_000
    for low, high, least, most in (
        (0, 6, 0.055, 0.085), (0, 17, 0.15, 0.21), (60, 120, 0.19, 0.25), (80, 120, 0.025, 0.05)
    ):  # fmt: skip
        assert least <= sum(low <= age <= high for age in ages) / len(ages) <= most
    elsewhere = sum(bool(m.registered_elsewhere) for m in living) / len(living)
    assert 0.3 <= elsewhere <= 0.48
    assert 0.05 <= len(community.away) / len(living) <= 0.1
    assert 0.05 <= sum(h.use == "vacant" for h in community.homes) / len(community.homes) <= 0.1


@pytest.mark.parametrize("households", [20, 61, 350, 1000])
def test_a_smaller_town_has_as_many_households_as_asked(households: int) -> None:
    assert len(made(households)[0].families) == households


def test_groups_have_believable_sizes(town: tuple[Community, Days]) -> None:
    community, days = town
    count = Counter(b.group for m in community.living() for b in m.belongs)
    on_allowance = [
        f for f in community.families if any(b.group == "subsistence_allowance" for b in f.members[0].belongs)
    ]
    assert len(on_allowance) == 45
    assert 0.02 <= count["disability"] / len(community.living()) <= 0.026
    assert 0.027 <= count["veteran"] / len(community.living()) <= 0.033
    assert (count["child_in_difficulty"], count["care_dependent"]) == (12, 90)
    reviews = [b.review_on for m in community.living() for b in m.belongs]
    assert 0.05 <= sum(on < days.anchor for on in reviews) / len(reviews) <= 0.25


def test_grids_hold_what_one_worker_can_know(town: tuple[Community, Days]) -> None:
    per_grid = Counter(f.home.building.grid for f in town[0].families)
    assert set(per_grid) == set(range(1, 9))
    assert all(250 <= count <= 520 for count in per_grid.values())
    assert len({f.home.building.order for f in town[0].families}) == 60


def test_families_are_possible(town: tuple[Community, Days]) -> None:
    community, days = town
    for family in [*community.families, *community.former]:
        by_role: defaultdict[str, list[Made]] = defaultdict(list)
        for member in family.members:
            by_role[member.role].append(member)
        for child in by_role[parts.CHILD]:
            for parent in [*by_role[parts.WIFE], *by_role[parts.HUSBAND]]:
                assert age_on(parent.born_on, child.born_on) >= 17
        for old in ("his_father", "his_mother", "her_father", "her_mother"):
            for grandparent in by_role[old]:
                link = by_role[parts.HUSBAND if old.startswith("his") else parts.WIFE]
                assert all(age_on(grandparent.born_on, m.born_on) >= 17 for m in link)
        grown_up = [m for m in family.members if days.age(m.born_on) >= 16]
        assert grown_up, "nobody under sixteen lives alone"
        assert all(m.marital == "10" for m in family.members if days.age(m.born_on) < 20)


def test_facts_fit_the_age(town: tuple[Community, Days]) -> None:
    community, days = town
    for member in [*community.living(), *community.away]:
        age, facts = days.age(member.born_on), member.facts
        if age < 14:
            assert "politics" not in facts
        if age < 6:
            assert "education" not in facts
            assert facts["employment"] == "8"
        if "joined_party_on" in facts:
            assert age_on(member.born_on, facts["joined_party_on"]) >= 18
        if facts.get("employment") == "5":
            assert age >= 50
        if "school" in facts:
            assert age <= 23
        assert all(member.born_on <= b.since <= b.verified_on <= days.anchor for b in member.belongs)
        assert facts.get("emergency_name") != member.name


def test_nobody_is_real(town: tuple[Community, Days]) -> None:
    community, _days = town
    numbers = [m.facts["id_number"] for m in [*community.living(), *community.away] if "id_number" in m.facts]
    assert len(numbers) == len(set(numbers)) > 8_000
    assert all(number.startswith("3399") for number in numbers)
    for member in community.living():
        facts = member.facts
        for key in ("phone", "emergency_phone"):
            if key in facts:
                assert check_phone(facts[key]).is_valid
                assert facts[key][:3] in MOBILE or facts[key].startswith("0589-")
        if "bank_account" in facts:
            assert facts["bank_account"].startswith("9999")
            assert check_card(facts["bank_account"]).is_valid


@pytest.mark.parametrize("today", [date(2024, 2, 29), date(2026, 12, 31), date(2027, 7, 4), date(2031, 3, 9)])
def test_everybody_stays_the_same_person_whenever_it_is_built(today: date) -> None:
    community, days = made(HOUSEHOLDS, today)
    usual, then = made(HOUSEHOLDS)
    assert timedelta(0) <= today - days.anchor <= timedelta(days=6)
    for one, other in zip(community.living(), usual.living(), strict=True):
        assert (one.id, one.name, one.relation) == (other.id, other.name, other.relation)
        assert one.born_on - other.born_on == days.anchor - then.anchor
        assert abs(days.age(one.born_on) - then.age(other.born_on)) <= 1
    assert len(community.words) == len(usual.words)


@pytest.mark.parametrize("today", [TODAY, date(2024, 2, 29), date(2027, 7, 4)])
def test_somebody_reaches_each_boundary_in_the_month_to_come(today: date) -> None:
    later = today + timedelta(days=30)
    soon = {
        boundary
        for member in made(HOUSEHOLDS, today)[0].living()
        for boundary in BOUNDARIES
        if age_on(member.born_on, today) < boundary <= age_on(member.born_on, later)
    }
    assert {60, 65, 70, 80} <= soon


@pytest.mark.parametrize("plan", plans(), ids=lambda plan: plan.name)
def test_one_can_walk_from_every_door_to_every_other(plan: Any) -> None:
    near: defaultdict[Any, set[Any]] = defaultdict(set)
    for way in network(plan):
        near[way.start].add(way.end)
        near[way.end].add(way.start)
    doors = {door for building in plan.buildings for door in building.doors}
    assert doors <= set(near)
    reached, ahead = set(), [next(iter(near))]
    while ahead:
        node = ahead.pop()
        if node not in reached:
            reached.add(node)
            ahead += near[node]
    assert reached == set(near)


# ── Written down ────────────────────────────────────────────────────────────────────────────────────────


def _plain(value: Any, names: dict[int, str]) -> Any:
    """Sealed values opened, accounts by name: what may not differ between two builds."""
    if isinstance(value, Sealed):
        return value.reveal()
    if isinstance(value, dict):
        return {key: _plain(one, names) for key, one in sorted(value.items())}
    if isinstance(value, list):
        return [names.get(one, one) if at == 2 else one for at, one in enumerate(value)]
    if isinstance(value, str) and value[:3] == "11:":
        return Sealed(value).reveal()
    return value


SNAPSHOT: tuple[tuple[Any, str], ...] = (
    (Area, "code kind name number parent__code compound__code longitude latitude outline"),
    (Footpath, "line metres kind"),
    (Dwelling, "id area__code key order use tenure floor_area owner_name owner_phone living_count"),
    (Dwelling, "id youngest_born_on owner_household sources"),
    (Household, "id home head size ended_on"),
    (Person, "id standing name name_order sex born_on id_number id_lookup phone home area__code"),
    (Person, "id registered_home registered_address residency moved_in_on household relation died_on"),
    (Person, "id details boxes groups sources"),
    (Statement, "person source reference valid_on recorded_at values boxes"),
    (Residence, "person dwelling elsewhere role valid_from valid_to recorded_at"),
    (Membership, "person household relation valid_from valid_to recorded_at"),
    (GroupMembership, "person group detail evidence verified_on review_on valid_from"),
    (Premises, "id name kind credit_code contact_name contact_phone area__code"),
    (Account, "username name title phone"),
)


def snapshot() -> dict[str, list[str]]:
    names = dict(Account.objects.values_list("pk", "username"))
    return {
        f"{model.__name__}: {columns}": sorted(
            repr([_plain(value, names) for value in row])
            for row in model.objects.values_list(*columns.split())
        )
        for model, columns in SNAPSHOT
    }


@pytest.fixture(scope="module")
def twice(
    django_db_setup: None, django_db_blocker: Any, request: pytest.FixtureRequest
) -> Iterator[tuple[seeds.Built, dict[str, list[str]]]]:
    """A small community that stays for the tests of this file, and how an earlier build of it looked."""
    captured = request.config.pluginmanager.getplugin("capturemanager")
    out = request.config.get_terminal_writer()
    with django_db_blocker.unblock():
        earlier: dict[str, list[str]] = {}
        for last in (False, True):
            with db.write():
                started = time.perf_counter()
                built = seeds.small_world(HOUSEHOLDS)
                with captured.global_and_fixture_disabled():
                    out.line(f" built {HOUSEHOLDS} households in {time.perf_counter() - started:.1f} s")
                assert built is not None
                if last:
                    yield built, earlier
                else:
                    earlier = snapshot()
                transaction.set_rollback(True)


@pytest.fixture
def built(twice: tuple[seeds.Built, Any], db: None) -> seeds.Built:
    return twice[0]


def test_two_builds_are_the_same(twice: tuple[seeds.Built, dict[str, list[str]]], db: None) -> None:
    again = snapshot()
    assert set(again) == set(twice[1])
    for name, rows in twice[1].items():
        assert rows == again[name], name


def test_a_second_build_changes_nothing(built: seeds.Built) -> None:
    before = Person.objects.count()
    assert seeds.small_world(HOUSEHOLDS) is None
    assert Person.objects.count() == before


def test_it_is_what_was_asked_for(built: seeds.Built) -> None:
    open_households = Household.objects.filter(ended_on=None, size__gt=0)
    assert open_households.count() == built.households == HOUSEHOLDS
    people = Person.objects.filter(standing=Standing.PRESENT).count()
    assert people == built.people + len(built.doubles)
    assert Dwelling.objects.count() == built.dwellings


def test_every_number_of_the_register_holds(built: seeds.Built) -> None:
    planted = {second for _meant, second in built.doubles}
    for person in Person.objects.exclude(id_lookup="").exclude(pk__in=planted):
        check = check_id(person.id_number.reveal())
        assert check.is_valid
        assert (check.birth, str(check.sex)) == (person.born_on, person.sex)
        assert check.region.startswith("3399")
    for model in (Organisation, Premises):
        given = model.objects.exclude(credit_code="").values_list("credit_code", flat=True)
        assert all(check_credit_code(code).is_valid for code in given)


def test_every_household_has_one_head(built: seeds.Built) -> None:
    heads = Counter(
        Person.objects.filter(relation="02", standing=Standing.PRESENT).values_list("household", flat=True)
    )
    for household in Household.objects.filter(ended_on=None, size__gt=0).select_related("head"):
        assert heads[household.pk] == 1
        assert household.head is not None
        assert household.head.household_id == household.pk
        assert household.head.relation == "02"


def test_codes_are_on_their_lists(built: seeds.Built) -> None:
    coded = {f.key: f for f in shelf.fields().values() if f.codes and not f.is_computed}
    for person in Person.objects.all():
        told = {**person.details, "relation": person.relation, "sex": person.sex}
        told |= {key: value for detail in person.groups.values() for key, value in detail.items()}
        for key, value in told.items():
            if key in coded and value:
                assert str(value) in codes.words(coded[key].codes), (key, value)
    for tenure, use in Dwelling.objects.values_list("tenure", "use").distinct():
        assert tenure in codes.words("tenure")
        assert use in codes.words("use")


def test_counts_kept_beside_homes_and_households_are_right(built: seeds.Built) -> None:
    present = list(Person.objects.filter(standing=Standing.PRESENT).values_list("home", "household"))
    homes, households = Counter(h for h, _ in present if h), Counter(h for _, h in present if h)
    assert all(homes[d.pk] == d.living_count for d in Dwelling.objects.all())
    assert all(households[h.pk] == h.size for h in Household.objects.all())


def test_whoever_is_said_to_live_alone_lives_alone(built: seeds.Built) -> None:
    today = clock.today()
    alone = Person.objects.filter(lives_alone_q(today))
    assert alone.count() >= 5
    for person in alone:
        assert person.born_on is not None
        assert age_on(person.born_on, today) >= 60
        stays = Residence.objects.filter(history.current(), dwelling=person.home, role=Role.LIVING)
        assert list(stays.values_list("person", flat=True)) == [person.pk]


def test_people_stand_where_their_stays_say(built: seeds.Built) -> None:
    for role, path in ((Role.LIVING, "home"), (Role.REGISTERED, "registered_home")):
        stays = dict(
            Residence.objects.filter(history.current(), role=role, dwelling__isnull=False).values_list(
                "person", "dwelling"
            )
        )
        held = Person.objects.filter(standing=Standing.PRESENT).exclude(**{path: None})
        assert stays == dict(held.values_list("pk", path))
    within = Person.objects.filter(residency=Residency.WITHIN)
    assert not within.filter(home=F("registered_home")).exists()
    assert set(Person.objects.values_list("residency", flat=True)) >= {"same", "in", "out"}


def test_no_door_has_two_addresses_and_no_address_two_doors(built: seeds.Built) -> None:
    keys = Counter(Dwelling.objects.values_list("area__parent__compound", "key"))
    assert set(keys.values()) == {1}
    assert [hit.title for hit in find_dwellings(linli("test"), "3-2-501", 9)] == ["3号楼2单元501室"]
    assert [hit.title for hit in find_dwellings(linli("test"), "18弄5号302室", 9)] == ["18弄5号302室"]


def test_every_door_lies_at_the_end_of_a_path(built: seeds.Built) -> None:
    ends = {
        tuple(end) for line in Footpath.objects.values_list("line", flat=True) for end in (line[0], line[-1])
    }
    doors = set(Area.objects.filter(kind=Kind.ENTRANCE).values_list("longitude", "latitude"))
    assert doors <= ends
    assert all(metres > 0 for metres in Footpath.objects.values_list("metres", flat=True))


def test_the_home_everybody_asks_about_has_a_history(built: seeds.Built) -> None:
    home = Dwelling.objects.get(compound_name="梧桐花园", key="3-2-501")
    day, known = (
        built.anchor - timedelta(days=260),
        clock.now() - timedelta(days=(clock.today() - built.anchor).days + 256),
    )
    now = {stay.person.name for stay in people_queries.living_in(home, day)}
    then = {stay.person.name for stay in people_queries.living_in(home, day, known)}
    assert now
    assert then
    assert not now & then


def test_values_are_fresh_stale_and_missing(built: seeds.Built) -> None:
    today = clock.today()
    phones = list(Person.objects.filter(home__isnull=False, born_on__lte=today.replace(year=today.year - 20)))
    ages = [(today - date.fromisoformat(p.sources["phone"][1])).days for p in phones if "phone" in p.sources]
    assert 0.01 <= 1 - len(ages) / len(phones) <= 0.3
    assert 0.25 <= sum(days > 365 for days in ages) / len(ages) <= 0.75
    assert {"roster", "visit", "counter"} <= {p.sources["phone"][0] for p in phones if "phone" in p.sources}
    twice_told = Counter(Statement.objects.filter(boxes__has_key="phone").values_list("person", flat=True))
    assert max(twice_told.values()) >= 2


def test_doubles_resemble_somebody(built: seeds.Built) -> None:
    assert len(built.doubles) >= 2
    for meant, second in built.doubles:
        one, other = Person.objects.get(pk=meant), Person.objects.get(pk=second)
        assert one.born_on == other.born_on
        assert pinyin.syllables(one.name) == pinyin.syllables(other.name)


def test_the_review_of_doubles_is_not_empty_and_finds_what_was_planted(built: seeds.Built) -> None:
    told: list[tuple[str, int, int]] = []
    seeds.look_for_doubles(built.communities, lambda *how_far: told.append(how_far))
    asked = {frozenset(pair) for pair in Resemblance.objects.values_list("first_id", "second_id")}
    assert {frozenset(pair) for pair in built.doubles} <= asked
    assert told[-1][1] == told[-1][2]


def test_everyone_at_work_sees_their_own_part(built: seeds.Built) -> None:
    seen = {}
    for account in Account.objects.filter(is_demo=True):
        actor = actor_for(account.pk, account.name, account.organisation_id)
        seen[account.username] = people_queries.visible(actor).count()
    assert seen["manager"] == Person.objects.filter(standing=Standing.PRESENT).count()
    assert 0 < seen["grid1"] < seen["manager"]
    assert seen["civil"] == seen["auditor"] == seen["admin"] == 0
    assert not Account.objects.filter(Q(must_change_password=True) | Q(is_active=False)).exists()
    assert Grant.objects.count() == Account.objects.count()


def test_registers_name_fields_and_populations_that_exist(built: seeds.Built) -> None:
    registers = list(Register.objects.all())
    assert len(registers) >= 15
    for register in registers:
        population = shelf.populations()[register.population]
        assert population.subject.value == register.subject
        for key in [*register.columns, register.sort.lstrip("-")]:
            assert key in shelf.fields(), (register.name, key)
        held = [shelf.field(key).from_rows_of(population.subject, clock.today()) for key in register.columns]
        assert all(expression is not None for expression in held), register.name
    assert seeds.write_registers(Area.objects.get(code=built.communities[0])) == 0


def test_everything_was_written_by_commands(built: seeds.Built) -> None:
    assert list(trail.verify()) == []


def test_the_calendar_knows_holidays_and_make_up_days(built: seeds.Built) -> None:
    calendar = work_calendar()
    assert not calendar.is_working(date(2026, 2, 17))
    assert calendar.is_working(date(2026, 2, 14))
    assert not calendar.is_working(date(2025, 10, 6))
    assert calendar.is_working(date(2024, 10, 12))


@pytest.mark.parametrize("households", [0, 19, 3301])
def test_a_town_of_an_impossible_size_is_refused(households: int, db: None) -> None:
    with pytest.raises(BadInput):
        seeds.build(households=households)


def test_the_map_of_the_pack_lies_where_the_town_is() -> None:
    file = settings.PACKS / "example_city" / "map.geojson"
    assert json.loads(file.read_text(encoding="utf-8")) == background()
