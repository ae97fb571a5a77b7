"""Forms as they arrive: refused with one sentence, corrected once and remembered, handed in."""

import io
import zipfile
from datetime import date

import pytest
from openpyxl import Workbook
from tests.builders.forms import blank, saved

from linli.contexts.forms.commands import filling, returns
from linli.contexts.forms.models import FormTemplate, Return
from linli.contexts.forms.queries import plan
from linli.contexts.forms.queries import returns as queries
from linli.contexts.forms.queries.reading import read_form
from linli.contexts.forms.states import LIFE
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea, ReasonNeeded
from linli.kernel.files.models import StoredFile
from linli.kernel.sheets.refusals import FileRefused

HEADINGS = ["姓名", "性别", "联系电话", "所在党支部"]


@pytest.fixture
def manager(world):
    return world.actor("community_manager")


def take(actor, world, title: str = "退役军人信息采集表", **more) -> Return:
    return returns.take(
        actor, world.community, handed=returns.Handed(blank(title, HEADINGS), f"{title}.xlsx", **more)
    )


def bomb() -> bytes:
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", "0" * 320_000_000)
    return box.getvalue()


def macros() -> bytes:
    box = io.BytesIO(saved(Workbook()))
    with zipfile.ZipFile(box, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    return box.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "empty_file"),
        (b"just words", "not_a_form_format"),
        (b"%PDF-1.7 ...", "not_a_form_format"),
        (b"PK\x03\x04" + b"x" * 100, "damaged"),
        (bomb(), "too_much_inside"),
        (macros(), "has_macros"),
    ],
    ids=["empty", "text", "pdf", "broken zip", "bomb", "macros"],
)
def test_what_cannot_be_read_is_refused_with_a_sentence(world, manager, data: bytes, code: str) -> None:
    with pytest.raises(FileRefused) as refusal:
        returns.take(manager, world.community, handed=returns.Handed(data, "表.xlsx"))
    assert refusal.value.code == code
    assert len(str(refusal.value)) > 8
    assert (Return.objects.count(), StoredFile.objects.count()) == (0, 0)


def test_a_workbook_without_a_table_is_refused(world, manager) -> None:
    book = Workbook()
    book.active["A1"] = "关于做好有关工作的通知"
    with pytest.raises(FileRefused):
        returns.take(manager, world.community, handed=returns.Handed(saved(book), "通知.xlsx"))


def test_the_burden_is_known_at_once(world, manager) -> None:
    asked = take(manager, world)
    assert (asked.fields_asked, asked.fields_held) == (4, 3)
    line = queries.burden(manager)[0]
    assert (line.fields, line.held, line.new) == (4, 3, 1)


def test_a_correction_is_remembered_for_the_whole_district(world, manager) -> None:
    first = take(manager, world)
    returns.choose(manager, first, sheet="Sheet1", chosen={"columns": {"D2": "备注"}})
    neighbour = world.actor("community_manager", world.other_community)
    handed = returns.Handed(blank("2027年退役军人信息采集表", HEADINGS, rows=9), "另一份.xlsx")
    second = returns.take(neighbour, world.other_community, handed=handed)
    sheet = plan.plan_for(second, read_form(returns.content(second), second.file_name)).sheets[0]
    corrected = next(a for a in sheet.asked if a.place.cell == "D2")
    assert (corrected.field.name, corrected.remembered) == ("备注", True)
    assert FormTemplate.objects.count() == 1


def test_an_unknown_field_cannot_be_chosen(world, manager) -> None:
    with pytest.raises(BadInput):
        returns.choose(manager, take(manager, world), sheet="Sheet1", chosen={"columns": {"D2": "星座"}})


def test_the_population_can_be_chosen(world, manager) -> None:
    asked = take(manager, world)
    world.person("李文")
    returns.choose(manager, asked, sheet="Sheet1", chosen={"meant": {"name": "全部居民"}})
    assert filling.fill_in(manager, asked).counts["rows"] == 1


def test_handing_in_and_taking_back(world, manager, clock) -> None:
    asked = take(manager, world)
    with pytest.raises(NotAllowedNow):
        returns.hand_in(manager, asked)
    filling.fill_in(manager, asked)
    returns.hand_in(manager, asked)
    assert (asked.state, asked.returned_at) == ("returned", clock.now())
    returns.take_back(manager, asked)
    assert asked.state == "filled"


def test_withdrawing_needs_a_reason_and_can_be_undone(world, manager) -> None:
    asked = take(manager, world)
    with pytest.raises(ReasonNeeded):
        returns.withdraw(manager, asked, reason=" ")
    returns.withdraw(manager, asked, reason="部门撤回")
    with pytest.raises(NotAllowedNow):
        filling.fill_in(manager, asked)
    returns.reopen(manager, asked)
    assert asked.state == "received"


def test_the_details_of_a_return(world, manager) -> None:
    asked = take(manager, world)
    returns.change_details(
        manager, asked, asked_by="区退役军人局", due_on=date(2026, 3, 20), repeats="quarterly"
    )
    assert [r.title for r in queries.due(manager, date(2026, 3, 21))] == [asked.title]
    assert queries.due(manager, date(2026, 3, 19)) == []


def test_officers_look_and_do_not_fill(world, manager) -> None:
    asked = take(manager, world)
    officer = world.actor("subdistrict_officer", world.subdistrict)
    assert queries.asked(officer, asked.pk) == asked
    with pytest.raises(NotAllowed):
        filling.fill_in(officer, asked)
    stranger = world.actor("community_manager", world.other_community)
    with pytest.raises(OutsideYourArea):
        queries.asked(stranger, asked.pk)


def test_every_step_of_the_life_has_a_command() -> None:
    commands = {"fill", "hand_in", "take_back", "withdraw", "reopen"}
    assert {s.verb for s in LIFE.steps} == commands
