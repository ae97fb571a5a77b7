"""A number typed into a public page is nobody's until its code came back."""

import pytest
from tests.builders.desk import REPORTER

from linli.contexts.service_requests.commands import proving, reporting
from linli.contexts.service_requests.commands.reporting import Who
from linli.kernel.errors import NotAllowed, NotAllowedNow

PHONE = "19900054321"


def test_an_unproved_number_is_kept_but_nobody_is_told_on_it(desk) -> None:
    row = desk.report(who=Who("李梅", PHONE, proved=False))
    one = desk.reporter(row)
    assert (one.is_reachable, one.is_told, one.phone_hash) == (True, False, "")
    proved = proving.prove_phone(REPORTER, one, phone=PHONE)
    assert proved.is_told
    assert proved.phone_hash


def test_staff_are_believed_at_once(desk) -> None:
    assert desk.reporter(desk.report()).is_told


def test_another_number_than_the_one_left_proves_nothing(desk) -> None:
    one = desk.reporter(desk.report(who=Who("李梅", PHONE, proved=False)))
    with pytest.raises(NotAllowedNow):
        proving.prove_phone(REPORTER, one, phone="19900000000")


def test_an_unproved_number_never_opens_somebody_elses_report(desk) -> None:
    row = desk.report(who=Who("李梅", PHONE))
    stranger = reporting.join(REPORTER, row, who=Who("某人", PHONE, proved=False))
    assert stranger.pk != desk.reporter(row).pk
    assert row.reporters.count() == 2


def test_who_joins_and_proves_a_number_known_here_is_one_person(desk) -> None:
    row = desk.report(who=Who("李梅", PHONE))
    again = reporting.join(REPORTER, row, who=Who("李梅", PHONE, proved=False))
    assert proving.prove_phone(REPORTER, again, phone=PHONE).pk == desk.reporter(row).pk
    assert row.reporters.count() == 1


def test_only_linli_itself_takes_the_proof(desk) -> None:
    one = desk.reporter(desk.report(who=Who("李梅", PHONE, proved=False)))
    with pytest.raises(NotAllowed):
        proving.prove_phone(desk.clerk, one, phone=PHONE)
