"""Paper codes: made for a home, used so often and so long, revoked; kept sealed."""

from datetime import timedelta

import pytest
from tests.builders.neighbours import slip_for

from linli.contexts.registry import api as registry
from linli.contexts.residents.commands import slips
from linli.contexts.residents.commands.slips import SIGNS, Wanted
from linli.contexts.residents.models import Slip
from linli.contexts.residents.queries.links import open_slips
from linli.kernel.errors import BadInput, NotAllowedNow, OutsideYourArea, ReasonNeeded

pytestmark = pytest.mark.django_db


def test_a_code_cannot_be_misread_and_is_kept_sealed(world) -> None:
    worker, home = world.actor("grid_worker", world.grid1), world.home(world.building1)
    slip, code = slip_for(worker, home)
    assert len(code) == 8
    assert set(code) <= set(SIGNS)
    assert not set(SIGNS) & set("01OIL")
    assert code not in str(list(Slip.objects.values()))
    assert slips.hashed(f" {code[:4].lower()}-{code[4:]} ") == slip.code_hash


def test_a_slip_for_one_person_is_used_once(world) -> None:
    worker, person = world.actor("grid_worker", world.grid1), world.person("王秀英")
    slip, _code = slip_for(worker, person.home, person=person, uses=4)
    assert slip.most_uses == 1


@pytest.mark.parametrize("uses", [0, -1, 7, 400])
def test_nobody_prints_a_slip_for_the_whole_town(world, uses: int) -> None:
    worker, home = world.actor("grid_worker", world.grid1), world.home(world.building1)
    with pytest.raises(BadInput):
        slip_for(worker, home, uses=uses)


def test_a_revoked_slip_opens_nothing_and_is_not_printed(world) -> None:
    worker, home = world.actor("grid_worker", world.grid1), world.home(world.building1)
    slip = Slip.objects.get(pk=slip_for(worker, home)[0].pk)
    with pytest.raises(ReasonNeeded):
        slips.revoke_slip(worker, slip, reason=" ")
    slips.revoke_slip(worker, slip, reason="弄丢了")
    slip.refresh_from_db()
    assert not slip.code
    assert not Slip.objects.filter(open_slips()).exists()
    with pytest.raises(NotAllowedNow):
        slips.revoke_slip(worker, slip, reason="再来一次")
    with pytest.raises(NotAllowedNow):
        slips.print_slip(worker, slip)


def test_a_slip_is_over_after_its_days(world, clock) -> None:
    worker, home = world.actor("grid_worker", world.grid1), world.home(world.building1)
    slip_for(worker, home)
    clock.forward(timedelta(days=13))
    assert Slip.objects.filter(open_slips()).exists()
    clock.forward(timedelta(days=2))
    assert not Slip.objects.filter(open_slips()).exists()


def test_another_grids_home_is_not_there(world) -> None:
    worker, home = world.actor("grid_worker", world.grid2), world.home(world.building1)
    with pytest.raises(OutsideYourArea):
        slips.make_slip(worker, registry.door(worker, home.pk), wanted=Wanted())
    mine = world.actor("grid_worker", world.grid1)
    slip, _code = slip_for(mine, home)
    with pytest.raises(OutsideYourArea):
        slips.revoke_slip(worker, slip, reason="不是我的")
