"""``linli care``: what is due, and emergency cards as PDF."""

import json
from datetime import timedelta

from click.testing import CliRunner
from tests.builders.cared import cared_for, grandmother, looked_after

from linli.config.commands.care import caring


def test_what_is_due(world, clock):
    looked_after(grandmother(world))
    clock.forward(timedelta(days=10))
    run = CliRunner()
    told = json.loads(run.invoke(caring, ["due", "--json"]).output)
    assert told["place"] == world.community.code
    assert {row["title"] for row in told["due"]} == {"应急联络卡", "商量计划"}
    assert "一共 2 件" in run.invoke(caring, ["due", "--place", world.grid1.code]).output
    assert json.loads(run.invoke(caring, ["due", "--place", world.grid2.code, "--json"]).output)["due"] == []
    wrong = run.invoke(caring, ["due", "--place", "999"])
    assert wrong.exit_code == 2


def test_cards_as_pdf(world, tmp_path):
    run, file = CliRunner(), tmp_path / "cards.pdf"
    asked = ["cards", "--out", str(file), "--reason", "门后贴一张"]
    assert run.invoke(caring, asked).exit_code == 2  # there is none
    cared_for(world)
    told = json.loads(run.invoke(caring, [*asked, "--json"]).output)
    assert told["cards"] == 1
    assert file.read_bytes().startswith(b"%PDF")
    assert (
        run.invoke(caring, ["cards", "--out", str(tmp_path / "no" / "a.pdf"), "--reason", "贴"]).exit_code
        == 2
    )
    assert run.invoke(caring, ["cards", "--out", str(file)]).exit_code == 2
