"""A round as a workbook, as booklets and posters, at every point at which there is something to print."""

from io import BytesIO

import openpyxl
import pytest
from django.test import Client

from linli.contexts.budgeting.commands import works
from linli.contexts.budgeting.models import Proposal

pytestmark = pytest.mark.django_db


def _book(page: str) -> openpyxl.Workbook:
    return openpyxl.load_workbook(BytesIO(Client().get(f"{page}files/xlsx/").content))


def test_the_workbook_holds_what_everybody_may_know(shares) -> None:
    near = shares.neighbour("李一", "201")
    one = shares.called()
    shares.propose(one, near)
    page = f"/budgeting/open/{one.pk}/"
    assert _book(page).sheetnames == ["提案", "异议"]


def test_after_the_count_result_and_accounts_are_there_to_the_fen(shares) -> None:
    near = shares.neighbour("李一", "201")
    one = shares.voting(near)
    shares.cast(one, near, "1")
    one = shares.confirmed(shares.counted(one))
    shares.built(Proposal.objects.select_related("round__community").get(number=1))
    told = {"kind": "contract", "fen": 5_980_050, "on": one.vote_until, "words": "施工合同"}
    works.write_line(shares.manager, Proposal.objects.get(number=1), told=told)
    book = _book(f"/budgeting/open/{one.pk}/")
    assert book.sheetnames == ["提案", "候选项目", "结果", "账目", "异议"]
    assert [cell.value for cell in book["账目"][3]][-1] == 59800.5
    assert [cell.value for cell in book["结果"][3]][3:5] == [1, 1]
    assert "李一" not in str(list(book["提案"].values))


def test_booklets_and_posters(world, shares) -> None:
    near = shares.neighbour("李一", "201")
    one = shares.voting(near)
    shares.cast(one, near, "1")
    desk = world.client("grid_worker", world.grid1)
    page = f"/budgeting/rounds/{one.pk}/print/"
    assert desk.get(f"{page}result/").status_code == 404
    for what in ("proposals", "candidates", "a4", "a3"):
        assert desk.get(f"{page}{what}/").content[:5] == b"%PDF-", what
    shares.counted(one)
    for what in ("result", "accounts", "a4"):
        assert desk.get(f"{page}{what}/").content[:5] == b"%PDF-", what
    assert desk.get(f"{page}moon/").status_code == 404
    assert world.client("grid_worker", world.other_community).get(f"{page}a4/").status_code == 404
