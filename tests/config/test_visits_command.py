"""``linli import visits``: one JSON value for machines, a reason for every row that is not taken."""

import io
import json
from datetime import date, timedelta

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from linli.config.commands.people import importing
from linli.config.commands.visits import visiting
from linli.contexts.today.commands import keep_route
from linli.contexts.visits.commands.plans import work_out
from linli.contexts.visits.models import Visit


@pytest.fixture
def sheet(world, tmp_path):
    world.person("张国英", date(1943, 3, 20), "2", home=world.home(world.building1, 1, "501"))
    book = Workbook()
    book.active.append(["走访对象", "走访时间", "走访详情"])
    book.active.append(["张国英", "2026-03-09", "家里都好"])
    book.active.append(["赵没有", "2026-03-09", ""])
    box = io.BytesIO()
    book.save(box)
    path = tmp_path / "走访.xlsx"
    path.write_bytes(box.getvalue())
    return str(path)


def test_a_sheet_is_tried_out_and_taken(sheet):
    run = CliRunner()
    tried = run.invoke(importing, ["visits", sheet, "--dry-run", "--json"])
    told = json.loads(tried.output)
    assert told == {"taken": 1, "refused": [{"row": 3, "reason": "查无此人"}], "dry_run": True}
    assert not Visit.objects.exists()
    assert "已记下 1 条" in run.invoke(importing, ["visits", sheet]).output
    assert Visit.objects.count() == 1


def test_a_file_that_is_none_is_one_sentence_and_exit_code_2(world, tmp_path):
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"nothing")
    assert CliRunner().invoke(importing, ["visits", str(path)]).exit_code == 2


@pytest.fixture
def homes(world, clock):
    found = [world.home(world.building1, 1, f"{floor}01") for floor in (2, 3)]
    for number, home in enumerate(found):
        world.person(f"张{number}", date(1940, 1, 1 + number), "2", home=home)
    work_out([home.pk for home in found])
    clock.forward(timedelta(days=8))
    return found


def test_a_workers_list_says_why_at_every_door_in_the_order_of_the_walk(world, homes):
    worker = world.actor("grid_worker", world.grid1)
    keep_route(worker, doors=[str(home.pk) for home in reversed(homes)])
    username = f"grid_worker-{world.grid1.code}"
    told = json.loads(CliRunner().invoke(visiting, ["due", "--as", username, "--json"]).output)
    assert (told["on"], [door["place"][-4:] for door in told["doors"]]) == ("2026-03-19", ["301室", "201室"])
    for door in told["doors"]:
        assert "每周至少探访一次" in door["reasons"][0]["why"]
        assert door["stairway"].endswith("1号楼1单元")


def test_a_communitys_list_is_by_the_numbers_of_its_doors_and_nobody_elses(world, homes):
    told = json.loads(CliRunner().invoke(visiting, ["due", "--json"]).output)
    assert [door["place"][-4:] for door in told["doors"]] == ["201室", "301室"]
    other = CliRunner().invoke(visiting, ["due", "--community", world.other_community.code, "--json"])
    assert json.loads(other.output)["doors"] == []
    words = CliRunner().invoke(visiting, ["due"]).output
    assert "今天 2 户。" in words
    assert "每周至少探访一次" in words


@pytest.mark.parametrize("asked", [["--as", "nobody"], ["--community", "000000000000"]])
def test_who_or_what_is_not_there_is_one_sentence_and_exit_code_2(world, asked):
    done = CliRunner().invoke(visiting, ["due", "--json", *asked])
    assert (done.exit_code, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) == 1
