"""Past elections from Pabulib files: both rules beside what was declared; a wrong file leaves nothing."""

import json

import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile

from linli.config.commands.counting import budget
from linli.contexts.budgeting.commands.past import drop
from linli.contexts.budgeting.imports.pabulib import MOST, WrongFile, take
from linli.contexts.budgeting.models import Past
from linli.kernel.errors import NotAllowed, OutsideYourArea

pytestmark = pytest.mark.django_db
FILE = """META
key;value
description;小区微实事
instance;2019
country;China
unit;梧桐苑
num_projects;3
num_votes;4
budget;100
vote_type;approval
rule;greedy
date_begin;01.03.2019
date_end;08.03.2019
currency;CNY
PROJECTS
project_id;cost;votes;name;selected
a;60;3;滑梯;1
b;50;2;长椅;0
c;40;1;路灯;1
VOTES
voter_id;vote
1;a
2;a,b
3;a
4;b,c
"""


def test_both_rules_stand_beside_what_was_declared(world, shares) -> None:
    for _twice in range(2):
        row = take(shares.manager, world.community, FILE.encode(), "old.pb")
    assert Past.objects.count() == 1
    assert (row.title, row.ballots, row.projects) == ("小区微实事 2019", 4, 3)
    told = row.story
    assert told["declared"]["winners"] == ["a", "c"]
    assert told["rules"]["greedy"]["winners"] == ["a", "c"]
    assert set(told["rules"]["equal_shares"]["winners"]) == {"a", "c"}
    assert told["rules"]["greedy"]["served"] == 4
    assert told["rules"]["greedy"]["unspent"] == "0"
    assert [one["votes"] for one in told["projects"]] == [3, 2, 1]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"\xff\xd8\xff picture", "UTF-8"),
        (b"not an election", "META"),
        (FILE.replace("a;60;", "a;sixty;").encode(), "第 17 行"),
        (FILE.replace("b;50;", "a;50;").encode(), "列了两次"),
        (FILE.replace("budget;100\n", "").encode(), "总额"),
        (FILE.partition("1;a\n")[0].encode(), "没有选票"),
        (b"x" * (MOST + 1), "兆"),
    ],
)
def test_a_wrong_file_says_why_and_leaves_nothing(world, shares, data: bytes, words: str) -> None:
    with pytest.raises(WrongFile) as told:
        take(shares.manager, world.community, data, "x.pb")
    assert words in str(told.value)
    assert "什么都没有存" in str(told.value)
    assert not Past.objects.exists()


def test_a_file_that_was_cut_short_says_so_where_it_is_read(world, shares) -> None:
    desk = world.client("community_manager")
    for text, words in ((FILE, ""), (FILE.replace("num_votes;4", "num_votes;7"), "多 3 张")):
        row = take(shares.manager, world.community, text.encode(), "old.pb")
        page = desk.get(f"/budgeting/past/{row.pk}/").content.decode()
        assert ("可能没有下载完整" in page) == bool(words)
        assert words in page


def test_a_refusal_gives_the_word_at_fault_and_no_number_of_a_byte(world, shares) -> None:
    for data, words in (
        (b"\xff\xd8", "文本文件。什么"),
        (FILE.replace("budget;100", "budget;-5").encode(), "小于零：-5。"),
    ):
        with pytest.raises(WrongFile) as told:
            take(shares.manager, world.community, data, "x.pb")
        assert words in str(told.value)


def test_who_may(world, shares) -> None:
    with pytest.raises(NotAllowed):
        take(shares.clerk, world.community, FILE.encode(), "x.pb")
    with pytest.raises(OutsideYourArea):
        take(shares.manager, world.other_community, FILE.encode(), "x.pb")
    row = take(shares.manager, world.community, FILE.encode(), "x.pb")
    with pytest.raises(NotAllowed):
        drop(shares.clerk, row)
    drop(shares.manager, row)
    assert not Past.objects.exists()


def test_in_a_browser(world) -> None:
    desk, worker = world.client("community_manager"), world.client("grid_worker", world.grid1)
    assert desk.get("/budgeting/past/").status_code == 200
    wrong = {"file": SimpleUploadedFile("x.pb", b"nothing")}
    answer = desk.post("/budgeting/past/take/", wrong)
    assert answer.status_code == 422
    assert "META" in answer.content.decode()
    page = desk.post("/budgeting/past/take/", {"file": SimpleUploadedFile("旧.pb", FILE.encode())}).url
    assert "滑梯" in worker.get(page).content.decode()
    assert worker.get(f"{page}file/").content.decode() == FILE
    assert worker.get("/budgeting/past/take/").status_code == 403
    assert worker.post(f"{page}remove/").status_code == 403
    elsewhere = world.client("community_manager", world.other_community)
    assert elsewhere.get(page).status_code == elsewhere.get(f"{page}file/").status_code == 404
    assert "微实事" not in elsewhere.get("/budgeting/past/").content.decode()
    assert desk.post(f"{page}remove/").status_code == 303


def test_on_the_command_line(world, tmp_path) -> None:
    good, bad, run = tmp_path / "old.pb", tmp_path / "bad.pb", CliRunner()
    good.write_text(FILE, encoding="utf-8")
    bad.write_text("nothing", encoding="utf-8")
    code = world.community.code
    told = json.loads(
        run.invoke(
            budget, ["import", str(good), "--community", code, "--json"], catch_exceptions=False
        ).output
    )
    assert told["rules"]["greedy"]["winners"] == ["a", "c"]
    assert "选上 2 个" in run.invoke(budget, ["import", str(good), "--community", code]).output
    for wrong in ([str(bad), "--community", code], [str(good), "--community", "0"], [str(good)], ["/no"]):
        assert run.invoke(budget, ["import", *wrong]).exit_code == 2
    assert Past.objects.count() == 1
