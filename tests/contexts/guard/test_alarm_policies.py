"""Who may do what with an alarm: role × area × state, and the one who is on duty for the night."""

from datetime import timedelta

import pytest
from tests.builders.guarded import TEST
from tests.contexts.guard.test_calls import rung

from linli.contexts.guard import policies
from linli.contexts.guard.commands import alarms, roster
from linli.contexts.guard.models import Alarm
from linli.contexts.guard.queries import alarms as queries
from linli.contexts.guard.states import ALARM, OPEN, TAKES
from linli.kernel.errors import NotAllowed, NotAllowedNow, OutsideYourArea

WHO = [
    # role, granted, may answer: True, False (sees homes there, but does not answer), None (nothing to see)
    ("grid_worker", "grid1", True),
    ("grid_worker", "grid2", None),
    ("counter_clerk", "community", False),
    ("community_manager", "community", True),
    ("community_manager", "other_community", None),
    ("subdistrict_officer", "subdistrict", None),
    ("auditor", "community", None),
    ("administrator", "community", None),
]


def standing(world, state: str) -> Alarm:
    """An alarm that stands where it is asked for."""
    row = rung(world.person("李奶奶", home=world.home(world.building1, 1, "301")))
    if state == "closed":
        return alarms.close(TEST, row, cause="well")
    Alarm.objects.filter(pk=row.pk).update(state=state)
    return Alarm.objects.select_related("area", "dwelling", "drill").get(pk=row.pk)


@pytest.mark.parametrize("state", sorted(ALARM.states))
def test_every_role_in_every_state(world, state) -> None:
    row = standing(world, state)
    for role, granted, may in WHO:
        actor = world.actor(role, getattr(world, granted))
        assert queries.seen(actor).exists() is (may is True), role
        if may:
            assert policies.may_respond(actor, row)
        else:
            with pytest.raises(OutsideYourArea if may is None else NotAllowed):
                alarms.step(actor, row, verb="go")


@pytest.mark.parametrize("state", sorted(ALARM.states))
def test_every_step_from_every_state(world, state) -> None:
    worker = world.actor("grid_worker", world.grid1)
    row = standing(world, state)
    for step in ALARM.steps:
        if step.verb in TAKES:
            continue
        Alarm.objects.filter(pk=row.pk).update(state=state)
        if state in step.from_:
            assert alarms.step(worker, row, verb=step.verb).state == step.to
        else:
            with pytest.raises(NotAllowedNow):
                alarms.step(worker, row, verb=step.verb)
    Alarm.objects.filter(pk=row.pk).update(state=state)
    if state in OPEN:
        assert alarms.close(worker, row, cause="well").state == "closed"
    else:
        assert alarms.reopen(worker, row).state == "raised"


def test_on_duty_one_answers_for_the_whole_community_and_for_no_other(world, clock) -> None:
    worker = world.actor("grid_worker", world.grid2)
    roster.give(TEST, world.community, account_id=worker.account_id, days=[clock.today()])
    row = rung(world.person("李奶奶", home=world.home(world.building1, 1, "301")))
    for hours, may in ((0, False), (9, True), (12, True), (3, False)):
        clock.forward(timedelta(hours=hours))
        assert queries.seen(worker).filter(pk=row.pk).exists() is may
