"""Grants: a role in an area, for a time; everything below the area, nothing beside it."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.kernel.access import commands
from linli.kernel.access.queries import actor_for
from linli.kernel.actor import Actor, linli
from linli.kernel.errors import BadInput, NotAllowed, ReasonNeeded


def test_a_grant_reaches_down_and_not_aside() -> None:
    actor = Actor(1, "a", frozenset({("registry.view", "339901001001002")}))
    assert actor.may("registry.view", "339901001001002B007E1")
    assert not actor.may("registry.view", "339901001001003")
    assert not actor.may("registry.view", "339901001001")
    assert not actor.may("registry.edit", "339901001001002")


def test_linli_itself_may_everything() -> None:
    assert linli("demo").may("anything.at_all", "1")


codes = st.text(alphabet="12", min_size=1, max_size=6)


@given(st.sets(codes, max_size=8), codes)
def test_the_outermost_areas_say_the_same_as_all_grants(granted: set[str], where: str) -> None:
    actor = Actor(1, "a", frozenset(("p", code) for code in granted))
    assert actor.may("p", where) == any(where.startswith(code) for code in granted)
    kept = actor.areas("p")
    assert not any(a != b and a.startswith(b) for a in kept for b in kept)


def test_a_grant_for_a_leave_ends_by_itself(world, clock) -> None:
    admin = world.actor("administrator", world.subdistrict)
    cover = world.account("xiaowang")
    until = clock.today() + timedelta(days=3)
    commands.grant(admin, cover.pk, world.grid2, role="grid_worker", until_on=until, reason="顶岗")
    assert actor_for(cover.pk, "x", None).may("registry.view", world.grid2.code)
    clock.forward(timedelta(days=4))
    assert not actor_for(cover.pk, "x", None).may("registry.view", world.grid2.code)


def test_withdrawing_needs_a_reason_and_works_at_once(world) -> None:
    admin = world.actor("administrator", world.subdistrict)
    person = world.account("xiaowang")
    given_role = commands.grant(admin, person.pk, world.grid1, role="grid_worker")
    with pytest.raises(ReasonNeeded):
        commands.withdraw(admin, given_role, reason=" ")
    commands.withdraw(admin, given_role, reason="调岗")
    assert not actor_for(person.pk, "x", None).grants


def test_nobody_grants_to_oneself(world) -> None:
    admin = world.actor("administrator", world.subdistrict)
    with pytest.raises(NotAllowed):
        commands.grant(admin, admin.account_id, world.grid1, role="community_manager")


def test_an_unknown_role_is_refused(world) -> None:
    admin = world.actor("administrator", world.subdistrict)
    with pytest.raises(BadInput):
        commands.grant(admin, world.account("x").pk, world.grid1, role="king")


def test_somebody_is_the_same_person_in_some_places_only():
    actor = Actor(
        7, "陈晓燕", frozenset({("visits.record", "33"), ("audit.view", "3301")}), 3, frozenset({"x"})
    )
    here = actor.only_in(["3301", "44"])
    assert here.grants == {("visits.record", "3301"), ("audit.view", "3301")}
    assert (here.account_id, here.name, here.organisation_id, here.roles) == (7, "陈晓燕", 3, {"x"})
    assert not actor.only_in([]).grants
