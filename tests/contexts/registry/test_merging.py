"""Two records become one, and become two again exactly as they were."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from linli.contexts.registry.commands import groups as group_commands
from linli.contexts.registry.commands import merging, people, stays
from linli.contexts.registry.commands.intake import Joined
from linli.contexts.registry.models import (
    Dwelling,
    GroupMembership,
    Household,
    Membership,
    Merge,
    Person,
    Resemblance,
    Residence,
    Statement,
)
from linli.contexts.registry.models.people import Standing
from linli.contexts.registry.queries import people as reading
from linli.contexts.registry.queries import timeline
from linli.kernel import history
from linli.kernel.audit.models import AuditEntry
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea
from linli.kernel.outbox.models import OutboxFact

TABLES = (Person, Statement, Residence, Membership, GroupMembership, Household, Dwelling, Resemblance)


def everything() -> dict[str, Any]:
    """Every row of the register, as it lies in the database."""
    rows = {}
    for model in TABLES:
        for row in model.objects.values():
            box = {
                k: str(getattr(v, "box", v)) if k in ("id_number", "phone", "owner_phone") else v
                for k, v in row.items()
            }
            rows[f"{model.__name__} {row['id']}"] = box
    return rows


@pytest.fixture
def clerk(world):
    return world.actor("counter_clerk")


@pytest.fixture
def twice(world):
    """张国英 stands in the roster of 2024 and again, in another home, in a visit of 2025."""
    kept = world.person("张国英", date(1944, 3, 20), "2", on=date(2024, 5, 1), values={"occupation": "退休"})
    gone = world.person(
        "张国瑛", date(1944, 3, 20), "2", home=world.home(world.building3, 1, "501"), on=date(2025, 6, 1),
        since=date(2025, 5, 1), source="visit",
        values={"occupation": "退休教师", "health": "高血压", "phone": "19911112222"},
        groups={"disability": {"disability_kind": "4"}},
    )  # fmt: skip
    return kept, gone


def test_who_someone_is_stays_and_the_rest_is_as_said_last(world, clerk, twice):
    kept, gone = twice
    number = kept.id_number.reveal()
    merging.merge(clerk, kept, gone)
    kept.refresh_from_db()
    assert (kept.name, kept.id_number.reveal()) == ("张国英", number)
    assert kept.details["occupation"] == "退休教师"
    assert kept.phone.reveal() == "19911112222"
    assert "disability" in kept.groups
    assert kept.sources["occupation"][:2] == ["visit", "2025-06-01"]
    assert {v.shown for v in reading.versions(kept, "occupation")} == {"退休", "退休教师"}
    gone.refresh_from_db()
    assert (gone.standing, gone.merged_into_id, gone.home_id) == (Standing.MERGED, kept.pk, None)


def test_one_person_lives_in_one_place_and_the_other_home_is_empty(world, clerk, twice):
    kept, gone = twice
    other = gone.home
    merging.merge(clerk, kept, gone)
    other.refresh_from_db()
    assert other.living_count == 0
    open_rows = Residence.objects.filter(history.current(), person=kept, role="living")
    assert [r.dwelling_id for r in open_rows] == [kept.home_id]
    assert {r.dwelling_id for r in Residence.objects.filter(person=kept)} >= {kept.home_id, other.pk}


def test_two_entries_in_one_home_leave_one_line_there(world, clerk):
    home = world.home(world.building1, 1, "101")
    kept = world.person("李明", home=home)
    gone = world.person("李朋", home=home, household=kept.household, relation="20", since=date(2020, 1, 1))
    merging.merge(clerk, kept, gone)
    home.refresh_from_db()
    assert (home.living_count, Household.objects.get(pk=kept.household_id).size) == (1, 1)
    assert [r.person_id for r in reading.living_in(home, date(2026, 3, 11))] == [kept.pk]
    assert Person.objects.get(pk=kept.pk).relation == "02"


def test_the_kept_record_heads_the_household_that_the_other_headed(world, clerk):
    home = world.home(world.building1, 1, "101")
    head = world.person("王建国", home=home)
    wife = world.person("李秀英", sex="2", home=home, household=head.household, relation="10")
    again = world.person("王建囯", home=home, household=head.household, relation="99")
    done = merging.merge(clerk, again, head)
    household = Household.objects.get(pk=wife.household_id)
    assert household.head_id == again.pk
    merging.undo_merge(clerk, done)
    household.refresh_from_db()
    assert household.head_id == head.pk


def test_what_was_cleared_last_stays_cleared(world, clerk, clock):
    kept = world.person("李明", values={"occupation": "厨师"}, on=date(2024, 1, 1))
    gone = world.person("李明", values={"occupation": "司机"}, on=date(2024, 1, 1))
    people.amend(clerk, gone, values={"occupation": ""}, source="visit")
    merging.merge(clerk, kept, gone)
    kept.refresh_from_db()
    assert "occupation" not in kept.details


def test_of_two_rows_of_one_group_the_one_verified_last_holds(world, clerk, clock):
    kept, gone = world.person("李明"), world.person("李明")
    for person, kind in ((kept, "1"), (gone, "4")):
        joined = Joined("disability", date(2020, 1, 1), {"disability_kind": kind}, "残疾人证")
        group_commands.join(clerk, person, joined=joined, source="visit")
        clock.forward(timedelta(days=1))
    group_commands.verify(clerk, gone, group="disability", source="visit")
    merging.merge(clerk, kept, gone)
    kept.refresh_from_db()
    assert kept.groups["disability"]["disability_kind"] == "4"
    assert GroupMembership.objects.filter(history.current(), person=kept).count() == 1


def test_the_page_of_either_leads_to_the_kept_one_with_both_pasts(world, clerk, twice):
    kept, gone = twice
    people.amend(clerk, gone, values={"occupation": "医生"}, source="visit")
    merging.merge(clerk, kept, gone)
    assert reading.person(clerk, gone.pk).pk == kept.pk
    assert reading.person(world.actor("grid_worker", world.grid1), gone.pk).pk == kept.pk
    words = " ".join(m.words for m in timeline.of_person(Person.objects.get(pk=kept.pk)))
    assert "合并" in words
    assert "职业" in words


def test_merging_tells_others_and_writes_the_trail(world, clerk, twice):
    kept, gone = twice
    merging.merge(clerk, kept, gone)
    assert OutboxFact.objects.get(name="registry.PeopleMerged").body["gone_id"] == str(gone.pk)
    entry = AuditEntry.objects.get(action="registry.people_merged")
    assert entry.target.endswith(str(kept.pk))


def test_a_record_is_merged_once(world, clerk, twice):
    kept, gone = twice
    third = world.person("王明")
    merging.merge(clerk, kept, gone)
    for a, b in ((kept, gone), (gone, kept), (third, gone), (gone, third), (kept, kept)):
        with pytest.raises(NotAllowedNow):
            merging.merge(clerk, Person.objects.get(pk=a.pk), Person.objects.get(pk=b.pk))


def test_a_stale_page_cannot_merge_a_second_time(world, clerk, twice):
    kept, gone = twice
    stale_kept, stale_gone = Person.objects.get(pk=kept.pk), Person.objects.get(pk=gone.pk)
    merging.merge(clerk, kept, gone)
    with pytest.raises(NotAllowedNow):
        merging.merge(clerk, stale_gone, stale_kept)
    assert Merge.objects.count() == 1


def test_the_dead_are_not_merged(world, clerk, twice, clock):
    kept, gone = twice
    people.record_death(world.actor("community_manager"), gone, on=clock.today())
    with pytest.raises(NotAllowedNow):
        merging.merge(clerk, kept, gone)


@pytest.mark.parametrize(
    ("role", "area", "trouble"),
    [
        ("counter_clerk", "community", None),
        ("community_manager", "community", None),
        ("grid_worker", "grid1", NotAllowed),
        ("community_manager", "other_community", OutsideYourArea),
        ("subdistrict_officer", "subdistrict", NotAllowed),
        ("administrator", "subdistrict", OutsideYourArea),
    ],
)
def test_who_may_merge(world, twice, role, area, trouble):
    actor = world.actor(role, getattr(world, area))
    if trouble is None:
        assert merging.merge(actor, *twice).kept_id == twice[0].pk
    else:
        with pytest.raises(trouble):
            merging.merge(actor, *twice)


# ── and apart again ─────────────────────────────────────────────────────────────────────────────────────
HOMES = st.sampled_from(["a", "b", ""])
SPEC = st.fixed_dictionaries(
    {
        "home": HOMES, "registered": st.sampled_from(["a", "b", "elsewhere", ""]),
        "household": st.sampled_from(["own", "shared", ""]), "relation": st.sampled_from(["02", "20", "10"]),
        "since": st.dates(date(2010, 1, 1), date(2025, 12, 31)),
        "on": st.dates(date(2023, 1, 1), date(2025, 12, 31)),
        "values": st.fixed_dictionaries(
            {},
            optional={
                "occupation": st.sampled_from(["厨师", "退休"]),
                "health": st.sampled_from(["高血压", "良好"]),
                "phone": st.sampled_from(["19911112222", ""]), "education": st.just("70"),
            },
        ),
        "groups": st.sets(st.sampled_from(["disability", "veteran", "volunteer"])),
        "amended": st.sets(st.sampled_from(["occupation", "phone", "name"])), "left": st.booleans(),
    }
)  # fmt: skip

MOVED_OUT = {
    "home": "b", "registered": "a", "household": "own", "relation": "02", "since": date(2010, 1, 1),
    "on": date(2023, 1, 1), "values": {}, "groups": set(), "amended": set(), "left": True,
}  # fmt: skip
"""Someone whose household ended when they left."""


def made(world: Any, spec: dict[str, Any], shared: Any) -> Person:
    """Someone as the description says."""
    homes = {"a": world.home(world.building1, 1, "101"), "b": world.home(world.building3, 1, "301"), "": None}
    values = dict(spec["values"])
    if spec["registered"] == "elsewhere":
        values["registered_address"] = "江苏省某市某县"
    home = homes[spec["home"]]
    person = world.person(
        "张国英", home=home or homes["a"], registered_home=homes.get(spec["registered"]), values=values,
        household=shared if spec["household"] == "shared" else None, relation=spec["relation"],
        since=spec["since"], on=spec["on"], groups={g: {} for g in spec["groups"]},
    )  # fmt: skip
    clerk = world.actor("counter_clerk")
    person.refresh_from_db()
    said = {"occupation": "医生", "phone": "19933334444", "name": "张国瑛"}
    for key in sorted(spec["amended"]):
        people.amend(clerk, person, values={key: said[key]}, source="visit")
    if home is None or spec["left"]:
        stays.move_out(clerk, person, on=date(2026, 3, 1))
    return person


@settings(
    max_examples=60, deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)  # fmt: skip
@given(first=SPEC, second=SPEC)
@example(first=MOVED_OUT | {"household": "shared", "left": False}, second=MOVED_OUT)
def test_merging_and_undoing_leaves_every_row_as_it_was(world, clock, first, second):
    clerk = world.actor("counter_clerk")
    with transaction.atomic():
        shared = world.person("王建国", home=world.home(world.building1, 1, "101")).household
        kept, gone = made(world, first, shared), made(world, second, shared)
        Resemblance.objects.create(
            community=world.community, first=kept, second=gone, probability=0.9, found_at=clock.now()
        )
        before = everything()
        clock.forward(timedelta(minutes=1))
        done = merging.merge(clerk, kept, gone)
        merged = everything()
        assert merged != before
        people_there = Person.objects.filter(home__isnull=False, standing=Standing.PRESENT)
        for home in Dwelling.objects.all():
            assert home.living_count == people_there.filter(home=home).count()
        clock.forward(timedelta(minutes=1))
        merging.undo_merge(clerk, done)
        assert everything() == before
        transaction.set_rollback(True)


def test_what_was_said_since_stays_with_the_kept_record(world, clerk, twice, clock):
    kept, gone = twice
    done = merging.merge(clerk, kept, gone)
    clock.forward(timedelta(days=3))
    kept.refresh_from_db()
    people.amend(clerk, kept, values={"phone": "19955556666", "native_place": "苏州"}, source="visit")
    merging.undo_merge(clerk, done)
    kept.refresh_from_db()
    gone.refresh_from_db()
    assert kept.phone.reveal() == "19955556666"
    assert kept.details == {"occupation": "退休", "native_place": "苏州"}
    assert (gone.phone.reveal(), gone.details["occupation"]) == ("19911112222", "退休教师")
    assert gone.home.living_count == 1


def test_a_merge_is_undone_once_and_the_later_one_first(world, clerk, twice, clock):
    kept, gone = twice
    third = world.person("张国英")
    first = merging.merge(clerk, kept, gone)
    clock.forward(timedelta(minutes=1))
    second = merging.merge(clerk, third, Person.objects.get(pk=kept.pk))
    with pytest.raises(BadInput):
        merging.undo_merge(clerk, Merge.objects.get(pk=first.pk))
    merging.undo_merge(clerk, second)
    merging.undo_merge(clerk, Merge.objects.get(pk=first.pk))
    with pytest.raises(NotAllowedNow):
        merging.undo_merge(clerk, Merge.objects.get(pk=first.pk))
    assert Person.objects.filter(standing=Standing.PRESENT).count() == 3


def test_a_move_after_the_merge_must_be_corrected_first(world, clerk, twice, clock):
    kept, gone = twice
    done = merging.merge(clerk, kept, gone)
    clock.forward(timedelta(days=3))
    kept = Person.objects.get(pk=kept.pk)
    stays.move_in(clerk, world.home(world.building2, 1, "101"), kept, on=clock.today(), source="visit")
    with pytest.raises(BadInput):
        merging.undo_merge(clerk, done)


def test_erasing_a_merged_person_erases_both_records_and_what_an_undo_would_need(world, twice):
    kept, gone = twice
    manager = world.actor("community_manager")
    done = merging.merge(manager, kept, gone)
    people.erase(manager, Person.objects.get(pk=kept.pk), reason="本人要求")
    assert set(Person.objects.values_list("standing", flat=True)) == {Standing.ERASED}
    assert not Person.objects.exclude(id_lookup="").exists()
    done.refresh_from_db()
    assert done.moved == {}
    with pytest.raises((NotAllowedNow, NotAllowed)):
        merging.undo_merge(manager, done)


def test_two_people_told_apart_are_not_asked_about_again(world, clerk, twice, clock):
    pair = Resemblance.objects.create(
        community=world.community, first=twice[0], second=twice[1], probability=0.9, found_at=clock.now()
    )
    merging.tell_apart(clerk, *twice)
    pair.refresh_from_db()
    assert (pair.decision, pair.decided_by) == ("different", clerk.account_id)


def test_a_slip_of_the_key_is_taken_back_and_the_pair_waits_again(world, clerk, twice, clock):
    pair = Resemblance.objects.create(
        community=world.community, first=twice[0], second=twice[1], probability=0.9, found_at=clock.now()
    )
    merging.tell_apart(clerk, *twice)
    pair.refresh_from_db()
    merging.ask_again(clerk, pair)
    pair.refresh_from_db()
    assert (pair.decision, pair.decided_by, pair.decided_at) == ("open", None, None)
    with pytest.raises(NotAllowedNow):
        merging.ask_again(clerk, pair)
    with pytest.raises(NotAllowed):
        merging.ask_again(world.actor("grid_worker", world.grid1), pair)
