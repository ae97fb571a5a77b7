"""What was asked of a community: taken on with its item, or sent back with a letter that cites the clause."""

import io
from datetime import date

import pytest
from tests.contexts.duties.desk import Desk

from linli.contexts.duties.commands import demands as commands
from linli.contexts.duties.commands.lists import take_example
from linli.contexts.duties.commands.running import take_effect
from linli.contexts.duties.models import Duty, Letter
from linli.contexts.duties.queries import demands as queries
from linli.contexts.duties.states import DEMAND
from linli.kernel.errors import BadInput, NotAllowed, NotAllowedNow, OutsideYourArea, ReasonNeeded
from linli.kernel.files import store
from linli.kernel.files.models import StoredFile

ASKED = commands.Asked(
    "区城市管理局",
    "组织社区参加拆违现场清理",
    document_number="城管〔2026〕8号",
    received_on=date(2026, 3, 9),
)


@pytest.fixture
def desk(world):
    desk = Desk(world)
    take_example(desk.street, world.subdistrict)
    return desk


@pytest.fixture
def row(desk):
    return commands.record(desk.manager, desk.world.community, asked=ASKED)


def duty(number: str) -> Duty:
    return Duty.objects.get(number=number)


def test_the_list_says_that_it_is_not_the_communitys(desk, row) -> None:
    assert queries.likely(row).excluded == duty("不承担1")


def test_the_letter_cites_the_clause_and_is_kept_under_its_number(desk, row) -> None:
    commands.mark_off_list(desk.manager, row, duty=duty("不承担1"))
    letter = commands.refuse(desk.manager, row)
    assert letter.number == "梧桐苑社区函〔2026〕1号"
    assert row.state == "refused"
    words = "".join(letter.grounds)
    assert "《社区工作事项清单（示例）》第三部分第1项" in words
    assert "城管〔2026〕8号" in words
    assert "30个工作日" in words
    pdf = store.content(StoredFile.objects.get(pk=letter.file_id))
    assert pdf.startswith(b"%PDF-")
    assert len(pdf) > 8_000
    assert io.BytesIO(pdf)


def test_numbers_go_on_within_a_community_and_begin_again_next_door(desk) -> None:
    def letter(who, where):
        row = commands.record(who, where, asked=ASKED)
        commands.mark_off_list(who, row)
        return commands.refuse(who, row).number

    assert letter(desk.manager, desk.world.community).endswith("1号")
    assert letter(desk.manager, desk.world.community).endswith("2号")
    assert letter(desk.neighbour, desk.world.other_community) == "柳岸社区函〔2026〕1号"


def test_in_no_list_at_all_the_letter_says_so(desk) -> None:
    row = commands.record(desk.manager, desk.world.community, asked=commands.Asked("某局", "火星旅行动员"))
    assert queries.likely(row).is_nowhere
    commands.mark_off_list(desk.manager, row)
    letter = commands.refuse(desk.manager, row, addressee="某某局办公室", words="我们愿意转交居民意见。")
    assert letter.addressee == "某某局办公室"
    assert "没有这一项" in letter.grounds[1]
    assert letter.grounds[2] == "我们愿意转交居民意见。"


def test_what_only_needs_help_cannot_be_made_the_communitys_to_lead(desk, row) -> None:
    commands.mark_off_list(desk.manager, row, duty=duty("协助35"))
    assert "只承担协助责任" in queries.grounds(row)[1]


def test_taken_on_it_names_an_item_or_an_admission(desk, row) -> None:
    with pytest.raises(BadInput):
        commands.accept(desk.manager, row)
    with pytest.raises(BadInput):
        commands.accept(desk.manager, row, duty=duty("不承担1"))
    approved = desk.approved(starts_on=date(2026, 5, 6))
    with pytest.raises(BadInput):
        commands.accept(desk.manager, row, admission=approved)
    approved.valid_from = date(2026, 3, 1)
    take_effect(desk.street, approved)
    assert commands.accept(desk.manager, row, admission=approved).state == "accepted"


def test_an_item_of_another_place_is_not_there(desk, row) -> None:
    elsewhere = desk.world._area("339902001", "subdistrict", "别处街道", None)
    foreign = Duty.objects.create(
        area=elsewhere, number="1", order="1", kind="own", title="x", valid_from="2026-01-01",
        changed_at="2026-01-01T00:00Z",
    )  # fmt: skip
    with pytest.raises(OutsideYourArea):
        commands.accept(desk.manager, row, duty=foreign)


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        (commands.Asked("", "x"), "sender"),
        (commands.Asked("某局", " "), "title"),
        (commands.Asked("某局", "x", received_on=date(2026, 3, 12)), "received_on"),
        (commands.Asked("某局", "x", received_on=date(2026, 3, 9), due_on=date(2026, 3, 8)), "due_on"),
    ],
)
def test_what_cannot_be_right_is_refused(desk, asked, field) -> None:
    with pytest.raises(BadInput) as refused:
        commands.record(desk.manager, desk.world.community, asked=asked)
    assert refused.value.field == field


REASON = {"reason": "对方电话收回"}


def test_every_step_by_role_area_and_state(desk) -> None:
    world = desk.world
    actors = {
        "manager": desk.manager, "neighbour": desk.neighbour, "street": desk.street, "civil": desk.civil,
        "grid": world.actor("grid_worker", world.grid1),
    }  # fmt: skip
    acts = {
        "accept": (commands.accept, {"duty": duty("协助35")}), "mark_off_list": (commands.mark_off_list, {}),
        "refuse": (commands.refuse, {}), "drop": (commands.drop, REASON), "reopen": (commands.reopen, REASON),
    }  # fmt: skip
    assert set(acts) == {s.verb for s in DEMAND.steps}
    for who, actor in actors.items():
        for state in DEMAND.states:
            for verb, (act, values) in acts.items():
                row = commands.record(desk.manager, world.community, asked=ASKED)
                row.state = state
                row.save()
                if who != "manager":
                    with pytest.raises(NotAllowed if who == "street" else OutsideYourArea):
                        act(actor, row, **values)
                elif state in next(s for s in DEMAND.steps if s.verb == verb).from_:
                    act(actor, row, **values)
                    row.refresh_from_db()
                    assert row.state == DEMAND.after(verb, state)
                else:
                    with pytest.raises(NotAllowedNow):
                        act(actor, row, **values)


def test_a_reason_where_one_is_owed(desk, row) -> None:
    with pytest.raises(ReasonNeeded):
        commands.drop(desk.manager, row, reason="  ")


def test_a_second_click_writes_no_second_letter(desk, row) -> None:
    commands.mark_off_list(desk.manager, row)
    stale = type(row).objects.select_related("community").get(pk=row.pk)
    commands.refuse(desk.manager, row)
    with pytest.raises(NotAllowedNow):
        commands.refuse(desk.manager, stale)
    assert Letter.objects.count() == 1
