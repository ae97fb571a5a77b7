"""``linli import visits``: one JSON value for machines, a reason for every row that is not taken."""

import io
import json
from datetime import date

import pytest
from click.testing import CliRunner
from openpyxl import Workbook

from linli.config.commands import visits as _visits
from linli.config.commands.people import importing
from linli.contexts.visits.models import Visit

assert _visits


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
