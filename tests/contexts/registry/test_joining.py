"""What of two records goes into the one that is kept, and that the row put back is the row that was."""

from datetime import date, timedelta

import pytest

from linli.contexts.registry.commands import joining
from linli.contexts.registry.commands.people import amend
from linli.contexts.registry.models import GroupMembership, Household, Membership, Person, Residence
from linli.contexts.registry.models.people import Standing
from linli.kernel import history

EARLIER, LATER = date(2024, 5, 1), date(2025, 6, 1)


def again(person: Person) -> Person:
    """The row as it lies in the database."""
    return Person.objects.get(pk=person.pk)


@pytest.mark.parametrize(
    ("mine", "theirs", "ends_as"),
    [
        (("厨师", EARLIER), ("司机", LATER), "司机"),
        (("厨师", LATER), ("司机", EARLIER), "厨师"),
        (("厨师", LATER), ("司机", LATER), "厨师"),
        ((None, LATER), ("司机", EARLIER), "司机"),
    ],
    ids=["said later", "said earlier", "said the same day", "not known"],
)
def test_a_value_is_taken_when_it_is_missing_or_was_said_later(world, mine, theirs, ends_as):
    kept, gone = (
        world.person("李明", on=on, values={"occupation": job} if job else {}) for job, on in (mine, theirs)
    )
    joining.fill_gaps(kept, gone)
    assert kept.details["occupation"] == ends_as


@pytest.mark.parametrize("key", sorted(joining.WHO))
def test_who_someone_is_never_comes_from_the_other_record(world, key):
    kept = world.person("张国英", date(1944, 3, 20), "2", on=EARLIER)
    gone = world.person("张国瑛", date(1944, 2, 3), "1", on=LATER)
    before = joining.as_it_was(kept)[key]
    joining.fill_gaps(kept, gone)
    assert joining.as_it_was(kept)[key] == before


def test_a_later_phone_brings_its_keys_along(world):
    """Whoever searches by the last four digits finds the kept record by its new number."""
    kept = world.person("李明", on=EARLIER)
    gone = world.person("李明", on=LATER, values={"phone": "19911114321"})
    joining.fill_gaps(kept, gone)
    assert kept.phone.reveal() == "19911114321"
    assert (kept.phone_lookup, kept.phone_tail) == (gone.phone_lookup, gone.phone_tail)


def test_a_home_is_taken_with_its_day_or_not_at_all(world):
    """The day someone moved in says nothing without the home it is about."""
    kept = world.person("李明", home=world.home(world.building1, 1, "101"), on=EARLIER)
    gone = world.person("李明", home=world.home(world.building3, 1, "301"), on=LATER)
    own = (kept.home_id, kept.moved_in_on)
    joining.fill_gaps(kept, gone)
    assert (kept.home_id, kept.moved_in_on) == own
    homeless = world.person("李明", on=EARLIER)
    homeless.home = homeless.area = homeless.moved_in_on = None
    joining.fill_gaps(homeless, gone)
    assert (homeless.home_id, homeless.area_id) == (gone.home_id, gone.area_id)
    assert homeless.moved_in_on == gone.moved_in_on


def test_whoever_still_lives_here_in_one_record_lives_here(world):
    kept, gone = world.person("李明"), world.person("李明")
    kept.standing = Standing.LEFT
    joining.fill_gaps(kept, gone)
    assert kept.standing == Standing.PRESENT


def test_the_row_put_back_is_the_row_that_was(world):
    """Through JSON and back, sealed values too; what was kept is a copy that later changes do not reach."""
    person = world.person(
        "张国英", values={"occupation": "退休"}, groups={"disability": {"disability_kind": "4"}}
    )
    before = joining.as_it_was(again(person))
    person.name, person.phone, person.home, person.born_on = "别人", again(person).id_number, None, None
    person.details["occupation"] = "医生"
    person.groups.clear()
    joining.put_back(person, before)
    person.save()
    assert joining.as_it_was(again(person)) == before
    assert again(person).phone.reveal().startswith("199000")


def test_what_is_kept_of_a_row_does_not_change_with_it(world):
    person = world.person("李明", values={"occupation": "退休"})
    before = joining.as_it_was(person)
    person.details["occupation"] = "医生"
    assert before["details"]["occupation"] == "退休"


def both_of(world, kept: Person, gone: Person) -> None:
    """All rows about ``gone`` are now about ``kept``, as a merge moves them."""
    for model in joining.MOVED.values():
        model.objects.filter(person=gone).update(person=kept)


def test_one_open_line_of_each_kind_stays_and_opening_again_brings_all_back(world, clock):
    home = world.home(world.building1, 1, "101")
    kept = world.person("李明", home=home)
    gone = world.person("李朋", home=world.home(world.building3, 1, "301"), groups={"veteran": {}})
    both_of(world, kept, gone)
    rows = [list(m.objects.order_by("pk").values()) for m in (Residence, Membership, GroupMembership)]
    closed = joining.close_doubles(kept)
    living = Residence.objects.filter(history.current(), person=kept, role="living")
    assert [row.dwelling_id for row in living] == [home.pk]
    assert Membership.objects.filter(history.current(), person=kept).count() == 1
    joining.reopen(closed)
    assert rows == [list(m.objects.order_by("pk").values()) for m in (Residence, Membership, GroupMembership)]


def test_a_stay_elsewhere_ends_where_the_one_that_stays_begins(world, clock):
    """The past keeps both homes, one after the other."""
    kept = world.person("李明", home=world.home(world.building1, 1, "101"), since=date(2020, 1, 1))
    other = world.home(world.building3, 1, "301")
    gone = world.person("李明", home=other, since=date(2012, 1, 1))
    both_of(world, kept, gone)
    joining.close_doubles(kept)
    (past,) = Residence.objects.filter(person=kept, role="living", dwelling=other, superseded_at=None)
    assert (past.valid_from, past.valid_to) == (date(2012, 1, 1), date(2020, 1, 1))


def test_two_lines_that_say_the_same_leave_the_earlier_one(world, clock):
    home = world.home(world.building1, 1, "101")
    kept = world.person("李明", home=home, since=date(2018, 1, 1))
    gone = world.person("李明", home=home, household=kept.household, relation="02", since=date(2015, 1, 1))
    both_of(world, kept, gone)
    joining.close_doubles(kept)
    (living,) = Residence.objects.filter(history.current(), person=kept, role="living")
    assert living.valid_from == date(2015, 1, 1)
    assert not Residence.objects.filter(person=kept, role="living", superseded_at=None).exclude(pk=living.pk)


def test_of_two_lines_of_a_group_the_record_shows_the_one_verified_last(world, clock):
    kept = world.person("李明", groups={"disability": {"disability_kind": "1"}})
    gone = world.person("李明", groups={"disability": {"disability_kind": "4"}})
    GroupMembership.objects.filter(person=gone).update(verified_on=date(2026, 3, 1))
    both_of(world, kept, gone)
    joining.close_doubles(kept)
    assert kept.groups["disability"]["disability_kind"] == "4"


@pytest.mark.parametrize(
    "is_shared", [True, False], ids=["of the same household", "of a household of its own"]
)
def test_a_household_is_headed_by_the_kept_record_only_when_it_belongs_to_it(world, is_shared):
    head = world.person("王建国")
    kept = world.person("王建囯", **({"household": head.household} if is_shared else {}))
    household = Household.objects.get(pk=head.household_id)
    assert household.head_id == head.pk
    was = joining.hand_on_household(kept, head)
    household.refresh_from_db()
    assert household.head_id == (kept.pk if is_shared else None)
    assert was[str(household.pk)] == {"head_id": str(head.pk), "ended_on": None}


def test_a_value_cleared_later_is_cleared_in_the_kept_record(world, clock):
    kept = world.person("李明", values={"occupation": "厨师"}, on=EARLIER)
    gone = world.person("李明", values={"occupation": "司机"}, on=EARLIER)
    clock.forward(timedelta(days=1))
    amend(world.actor("counter_clerk"), gone, values={"occupation": ""}, source="visit")
    joining.fill_gaps(kept, again(gone))
    assert "occupation" not in kept.details
