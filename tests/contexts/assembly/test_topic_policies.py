"""Who may talk, look and lead: role × area × state, one line each."""

import pytest
from tests.builders.talk import asked, door_of, fresh, person, proposed, said, talking

from linli.contexts.assembly.commands import topic_steps, topics
from linli.contexts.assembly.models.statements import Moderation
from linli.contexts.assembly.models.topics import Topic
from linli.contexts.assembly.policies import topics as policies
from linli.kernel.actor import Home, Resident
from linli.kernel.errors import NotAllowed, OutsideYourArea

pytestmark = pytest.mark.django_db
TABLE = [
    # role, area, sees the desk, writes for grid 1, looks, leads
    ("community_manager", "community", True, True, True, True),
    ("counter_clerk", "community", True, True, True, False),
    ("grid_worker", "grid1", True, True, False, False),
    ("grid_worker", "grid2", True, False, False, False),
    ("community_manager", "other_community", False, False, False, False),
    ("counter_clerk", "other_community", False, False, False, False),
    ("subdistrict_officer", "subdistrict", False, False, False, False),
    ("auditor", "subdistrict", False, False, False, False),
    ("administrator", "subdistrict", False, False, False, False),
]


def allowed(policy, *subjects) -> bool:
    try:
        return bool(policy(*subjects))
    except OutsideYourArea:
        return False


@pytest.mark.parametrize(("role", "place", "sees", "writes", "looks", "leads"), TABLE)
def test_roles_and_areas(world, role, place, sees, writes, looks, leads) -> None:
    who = world.person("李大爷")
    row = talking(world)
    one = said(world, row)
    actor = world.actor(role, getattr(world, place))
    assert Topic.objects.filter(policies.topics_seen(actor)).exists() is sees
    assert allowed(policies.may_begin, actor, world.community) is sees
    assert allowed(policies.may_talk, actor, row) is sees
    assert allowed(policies.may_write_for, actor, row, door_of(world, who)) is writes
    assert allowed(policies.may_moderate, actor, row) is looks
    assert allowed(policies.may_moderate_statement, actor, one) is looks
    assert allowed(policies.may_lead, actor, row) is leads
    assert not allowed(policies.belongs_to, actor, row)


@pytest.mark.parametrize("state", ["waiting", "proposed", "seconded", "open", "motion", "decided", "removed"])
def test_residents_act_where_they_are_at_home_whatever_the_state(world, state) -> None:
    _who, author = person(world)
    _other, neighbour = person(world, "李", "13800000002")
    row = proposed(world, author)
    Topic.objects.update(state=state)
    row = fresh(row)
    assert allowed(policies.belongs_to, neighbour, row)
    assert allowed(policies.is_author, author, row)
    assert not allowed(policies.is_author, neighbour, row)
    assert not allowed(policies.may_amend, neighbour, row)
    row.community = world.other_community
    assert not allowed(policies.belongs_to, neighbour, row)


def test_who_decided_does_not_look_again(world) -> None:
    manager, clerk = world.actor("community_manager"), world.actor("counter_clerk")
    one = Moderation(community=world.community, account_id=clerk.account_id)
    assert policies.may_review(manager, one)
    assert not policies.may_review(clerk, one)
    assert not policies.may_review(world.actor("grid_worker", world.grid1), one)


def test_a_worker_of_another_grid_writes_for_nobody_here(world) -> None:
    who = world.person("李大爷")
    row, door = proposed(world), door_of(world, who)
    with pytest.raises(OutsideYourArea):
        topics.second_for(world.actor("grid_worker", world.grid2), row, door, asked=asked(who))
    with pytest.raises(NotAllowed):
        topic_steps.take_up(world.actor("counter_clerk"), row)


def test_a_phone_whose_owner_is_found_later_stays_one_voice(world) -> None:
    found, known = person(world)
    home = known.homes[0]
    before = Resident(
        None,
        "****",
        visitor=known.visitor,
        homes=(Home(home.link, home.dwelling, home.place, home.area_code),),
    )
    old = policies.voices_of(before, world.community)
    new = policies.voices_of(known, world.community)
    assert new == (policies.voice_of_person(str(found.pk)), *old)
    row = proposed(world)
    topics.second(before, row)
    with pytest.raises(topics.AlreadySeconded):
        topics.second(known, row)
