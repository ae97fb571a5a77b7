"""Commands: all or nothing, refused without permission, once for each key."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import connection

from linli.kernel import commands as kernel
from linli.kernel.actor import linli
from linli.kernel.audit.models import AuditEntry, Receipt
from linli.kernel.errors import BadInput, NotAllowed
from linli.kernel.workdays import calendar
from linli.kernel.workdays.models import SpecialDay

DAY = {"day": date(2026, 10, 10), "kind": "makeup", "name": "调休"}


def test_without_permission_nothing_happens(world) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(NotAllowed):
        calendar.set_day(world.actor("grid_worker"), **DAY)
    assert SpecialDay.objects.count() == 0
    assert AuditEntry.objects.count() == before


def test_a_refusal_inside_undoes_everything(world) -> None:
    before = AuditEntry.objects.count()
    with pytest.raises(BadInput):
        calendar.set_day(world.actor("community_manager"), day=date(2026, 3, 11), kind="makeup", name="")
    assert AuditEntry.objects.count() == before


def test_a_write_without_a_trace_is_a_bug(world) -> None:
    @kernel.command("workdays.set", lambda actor: True)
    def silent(actor, /) -> None:
        """Does nothing that could be recorded."""

    with pytest.raises(RuntimeError, match="recorded no target"):
        silent(linli("test"))


def test_an_undeclared_act_is_a_bug(world) -> None:
    @kernel.command("workdays.unheard_of", lambda actor: True)
    def undeclared(actor, /) -> str:
        kernel.note(target="a.b:1")
        return ""

    with pytest.raises(LookupError):
        undeclared(linli("test"))


def test_a_key_acts_once_and_gives_the_first_answer_again(world) -> None:
    actor = world.actor("community_manager")

    def do() -> int:
        return calendar.set_day(actor, **DAY).pk

    first = kernel.once(actor, "nonce-1", do)
    again = kernel.once(actor, "nonce-1", do)
    assert (first.value, first.repeated) == (again.value, False)
    assert again.repeated
    assert AuditEntry.objects.filter(action="workdays.set").count() == 1


def test_a_key_whose_deed_failed_can_be_used_again(world) -> None:
    actor = world.actor("community_manager")
    with pytest.raises(BadInput):
        kernel.once(
            actor, "nonce-2", lambda: calendar.set_day(actor, day=date(2026, 3, 11), kind="makeup", name="")
        )
    assert kernel.once(actor, "nonce-2", lambda: 7).value == 7


def test_a_key_of_any_length_acts_once_and_long_ones_are_told_apart(world) -> None:
    actor, long = world.actor("administrator", world.subdistrict), "钥" * 500
    answers = [
        kernel.once(actor, key, lambda n=n: n).value for n, key in enumerate((long, long, f"{long}匙"))
    ]
    assert answers == [0, 0, 2]


def test_two_at_once_with_one_key_act_once(committed_world, clock) -> None:
    actor = committed_world.actor("community_manager")

    def act(_number: int) -> bool:
        try:
            return kernel.once(actor, "both", lambda: calendar.set_day(actor, **DAY).pk).repeated
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        repeated = list(pool.map(act, range(4)))
    assert sorted(repeated) == [False, True, True, True]
    assert Receipt.objects.filter(key="both").count() == 1
    assert AuditEntry.objects.filter(action="workdays.set").count() == 1


def test_a_policy_that_does_not_fit_its_command_is_found_at_start() -> None:
    with pytest.raises(TypeError, match="policy"):

        @kernel.command("workdays.set", lambda actor: True)
        def with_a_subject(actor, day, /) -> None:
            """Has a subject that its policy cannot be asked about."""
