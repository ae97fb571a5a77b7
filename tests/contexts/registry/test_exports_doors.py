"""The same registers and exports through the programming interface and the command line."""

import io
import json
from datetime import date

import pytest
from click.testing import CliRunner
from openpyxl import load_workbook
from tests.builders.world import SEED, _take_in

from linli.config.commands.registers import registers as command_line
from linli.contexts.registry.commands import exports as commands
from linli.contexts.registry.commands import registers as keeping
from linli.contexts.registry.commands.intake import Arrival
from linli.contexts.registry.commands.registers import Title
from linli.contexts.registry.commands.values import Said
from linli.contexts.registry.models import ExportRequest
from linli.contexts.registry.queries.registers import View
from linli.kernel.audit.models import AuditEntry

API = "/api/v1/registry/"


@pytest.fixture
def register(world):
    """A shared register of everyone, and three people."""
    for n in range(3):
        home = world.home(world.building1, 1, f"{n + 1}01")
        world.person("周" + "一二三"[n], date(1950, 1, 1 + n), home=home)
    view = View(world.community, "全部居民", ("name", "age", "phone", "id_number"))
    title = Title("全部居民", is_shared=True)
    return keeping.save_register(world.actor("community_manager"), world.community, title=title, view=view)


def crowd(world):
    home = world.home(world.building1, 1, "101")
    values = {"name": "周明", "born_on": date(1950, 1, 1), "sex": "1"}
    arrivals = [Arrival(dict(values), home=home) for _ in range(commands.FREELY)]
    _take_in(SEED, world.community, arrivals=arrivals, said=Said("roster", date(2025, 1, 10), None))


def run(*words):
    return CliRunner().invoke(command_line, list(words))


# ── the programming interface ───────────────────────────────────────────────────────────────────────────
def test_a_program_reads_asks_and_downloads(world, register):
    client = world.client("counter_clerk")
    listed = client.get(f"{API}registers").json()
    assert [(r["name"], r["rows"]) for r in listed] == [("全部居民", 3)]
    part = client.get(f"{API}registers/{register.pk}/rows?start=1&size=1").json()
    assert (part["total"], len(part["rows"]), part["labels"][0]) == (3, 1, "姓名")
    assert "****" in part["rows"][0][2]
    sent = {"reason": "高龄津贴核对", "key": "k1"}
    asked = [
        client.post(f"{API}registers/{register.pk}/exports", sent, content_type="application/json")
        for _twice in range(2)
    ]
    assert [a.status_code for a in asked] == [201, 201]
    assert asked[0].json() == asked[1].json()
    assert [e["state"] for e in client.get(f"{API}exports").json()] == ["ready"]
    book = client.get(f"{API}exports/{asked[0].json()['id']}/file")
    rows = list(load_workbook(io.BytesIO(book.content)).active.iter_rows(values_only=True))
    assert "高龄津贴核对" in rows[-1][1]
    assert AuditEntry.objects.filter(action="registry.export_downloaded").count() == 1


def test_a_program_is_refused_with_a_sentence(world, register):
    client = world.client("counter_clerk")
    refused = client.post(
        f"{API}registers/{register.pk}/exports", {"reason": ""}, content_type="application/json"
    )
    assert (refused.status_code, refused.json()["code"]) == (422, "reason_needed")
    stranger = world.client("community_manager", world.other_community)
    assert stranger.get(f"{API}registers/{register.pk}/rows").status_code == 404
    officer = world.client("department_officer")
    assert officer.get(f"{API}registers").status_code == 403


# ── the command line ────────────────────────────────────────────────────────────────────────────────────
def test_the_command_line_writes_a_marked_workbook_for_its_owner_only(world, register, tmp_path):
    target = tmp_path / "全部居民.xlsx"
    done = run("export", "全部居民", "--reason", "高龄津贴核对", "-o", str(target))
    assert done.exit_code == 0, done.output
    assert "3 行" in done.output
    assert target.stat().st_mode & 0o777 == 0o600
    rows = list(load_workbook(target).active.iter_rows(values_only=True))
    assert "命令行" in rows[-1][1]
    assert "*" in rows[2][4]
    entry = AuditEntry.objects.get(action="registry.export_downloaded")
    assert (entry.actor, entry.reason) == ("system:command_line", "高龄津贴核对")


def test_the_command_line_lists_what_there_is(world, register):
    assert json.loads(run("list", "--json").stdout) == [
        {"name": "全部居民", "population": "全部居民", "rows": 3}
    ]
    assert "全部居民" in run("list").stdout


def test_acting_as_someone_gives_no_more_than_that_persons_rights(world, register):
    world.actor("grid_worker", world.grid2)
    told = run("list", "--json", "--as", f"grid_worker-{world.grid2.code}")
    assert json.loads(told.stdout)[0]["rows"] == 0
    assert run("list", "--as", "nobody").exit_code == 2


def test_a_long_list_waits_on_the_command_line_too(world, register, tmp_path):
    crowd(world)
    target = tmp_path / "all.xlsx"
    asked = run("export", "全部居民", "--reason", "核对", "-o", str(target))
    assert asked.exit_code == 2
    assert not target.exists()
    request = ExportRequest.objects.get()
    early = run("export", "--request", str(request.pk), "-o", str(target))
    assert early.exit_code == 2
    commands.decide_export(world.actor("community_manager"), request, approved=True)
    assert run("export", "--request", str(request.pk), "-o", str(target)).exit_code == 0
    assert load_workbook(target).active.max_row == 2 + 103 + 1


@pytest.mark.parametrize(
    "words",
    [
        ("export", "没有的台账", "--reason", "核对", "-o", "x.xlsx"),
        ("export", "全部居民", "-o", "x.xlsx"),
        ("export", "全部居民", "--reason", "核对", "-o", "x.csv"),
        ("export", "全部居民", "--reason", "核对", "-o", "no/such/folder/x.xlsx"),
        ("export", "--request", "123", "-o", "x.xlsx"),
        ("export", "--request", "019a0000-0000-7000-8000-000000000000", "-o", "x.xlsx"),
        ("export", "全部居民", "--reason", "核对", "--community", "1", "-o", "x.xlsx"),
    ],
)
def test_bad_input_is_one_sentence_and_exit_code_two(world, register, words, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    refused = run(*words)
    assert refused.exit_code == 2
    assert "Traceback" not in refused.output
    assert refused.output.strip()
    assert not list(tmp_path.iterdir())
