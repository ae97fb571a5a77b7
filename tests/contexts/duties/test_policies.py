"""Who may do what with lists, applications and demands: tables of role × area."""

import pytest

from linli.contexts.duties import policies
from linli.contexts.duties.models import Admission, Demand, Duty
from linli.kernel.accounts.models import Account
from linli.kernel.errors import OutsideYourArea
from linli.kernel.organisations.models import Organisation

SEES = [
    # role, granted, whose list: seen, kept
    ("grid_worker", "grid1", "subdistrict", True, False),
    ("grid_worker", "grid1", "community", True, False),
    ("grid_worker", "grid1", "other_community", False, None),
    ("counter_clerk", "community", "community", True, False),
    ("community_manager", "community", "community", True, True),
    ("community_manager", "community", "subdistrict", True, False),
    ("community_manager", "other_community", "community", False, None),
    ("subdistrict_officer", "subdistrict", "subdistrict", True, True),
    ("subdistrict_officer", "subdistrict", "community", True, True),
    ("department_officer", "subdistrict", "subdistrict", True, False),
    ("auditor", "community", "community", False, None),
]


@pytest.mark.parametrize(("role", "granted", "place", "seen", "kept"), SEES)
def test_lists(world, role, granted, place, seen, kept) -> None:
    actor = world.actor(role, getattr(world, granted))
    area = getattr(world, place)
    row = Duty.objects.create(
        area=area, number="1", order="1", kind="own", title="x", valid_from="2026-01-01",
        changed_at="2026-01-01T00:00Z",
    )  # fmt: skip
    assert Duty.objects.filter(policies.duties_seen(actor)).exists() is seen
    if kept is None:
        with pytest.raises(OutsideYourArea):
            policies.may_change(actor, row)
    else:
        assert policies.may_change(actor, row) is kept


ADMISSIONS = [
    # role, granted, of one's own body, state: seen, edit, decide, speak for the community
    ("department_officer", "subdistrict", True, "draft", True, True, False, False),
    ("department_officer", "subdistrict", True, "submitted", True, True, False, False),
    ("department_officer", "subdistrict", False, "submitted", False, None, None, None),
    ("subdistrict_officer", "subdistrict", False, "submitted", True, False, True, False),
    ("subdistrict_officer", "subdistrict", False, "draft", False, None, None, None),
    ("community_manager", "community", False, "submitted", True, False, False, True),
    ("community_manager", "community", False, "draft", False, None, None, None),
    ("community_manager", "other_community", False, "submitted", True, False, False, False),
    ("grid_worker", "grid1", False, "in_effect", True, False, False, False),
    ("counter_clerk", "community", False, "in_effect", True, False, False, False),
    ("auditor", "subdistrict", False, "submitted", False, None, None, None),
]


@pytest.mark.parametrize(("role", "granted", "own", "state", "seen", "edit", "decide", "speak"), ADMISSIONS)
def test_admissions(world, role, granted, own, state, seen, edit, decide, speak) -> None:
    body = Organisation.objects.create(name="民政局", kind="department")
    actor = world.actor(role, getattr(world, granted))
    if own:
        Account.objects.filter(pk=actor.account_id).update(organisation=body)
        actor = type(actor)(
            account_id=actor.account_id, name="", grants=actor.grants, organisation_id=body.pk,
            roles=actor.roles,
        )  # fmt: skip
    row = Admission.objects.create(
        number="1", area=world.subdistrict, organisation=body, wanted="task", title="x", asks="x", basis="x",
        often="once", starts_on="2026-06-01", ends_on="2026-07-01", people="x", training="x", state=state,
        at="2026-01-01T00:00Z",
    )  # fmt: skip
    assert Admission.objects.filter(policies.admissions_seen(actor)).exists() is seen
    asked = (
        (policies.may_edit, (row,), edit),
        (policies.may_decide, (row,), decide),
        (policies.may_speak, (row, world.community), speak),
    )
    for may, subjects, verdict in asked:
        if verdict is None:
            with pytest.raises(OutsideYourArea):
                may(actor, *subjects)
        else:
            assert may(actor, *subjects) is verdict, may.__name__


DEMANDS = [
    # role, granted: seen, answer
    ("community_manager", "community", True, True),
    ("community_manager", "other_community", False, None),
    ("subdistrict_officer", "subdistrict", True, False),
    ("department_officer", "subdistrict", False, None),
    ("grid_worker", "grid1", False, None),
    ("counter_clerk", "community", False, None),
]


@pytest.mark.parametrize(("role", "granted", "seen", "answer"), DEMANDS)
def test_demands(world, role, granted, seen, answer) -> None:
    actor = world.actor(role, getattr(world, granted))
    row = Demand.objects.create(
        community=world.community,
        sender="某部门",
        title="x",
        received_on="2026-03-01",
        at="2026-03-01T00:00Z",
    )
    assert Demand.objects.filter(policies.demands_seen(actor)).exists() is seen
    if answer is None:
        with pytest.raises(OutsideYourArea):
            policies.may_answer(actor, row)
    else:
        assert policies.may_answer(actor, row) is answer
