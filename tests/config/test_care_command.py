"""``linli care``: what is due, and emergency cards as PDF."""

import json
from datetime import timedelta

from click.testing import CliRunner
from tests.builders.brought import meals, ordered
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


def test_the_meals_of_a_day(world, clock):
    offer, run = meals(world, weekdays=range(7)), CliRunner()
    day = clock.today() + timedelta(days=1)
    ordered(offer, grandmother(world), from_on=day, until_on=day, remarks="少盐", tariff="over_80")
    ordered(offer, grandmother(world, "王强", number="302"), from_on=day, until_on=day)
    asked = ["meals", "--date", day.isoformat()]
    told = json.loads(run.invoke(caring, [*asked, "--json"]).output)
    assert (told["on"], told["place"]) == (day.isoformat(), world.community.code)
    [lunch] = told["meals"]
    assert (lunch["portions"], lunch["capacity"]) == (2, 40)
    assert lunch["kitchen"] == [{"remarks": "", "portions": 1}, {"remarks": "少盐", "portions": 1}]
    assert [(one["number"], one["name"], one["paid_at_door_fen"]) for one in lunch["round"]] == [
        (1, "李秀英", 900),
        (2, "王强", 1500),
    ]
    assert "一共 2 份" in run.invoke(caring, asked).output
    assert json.loads(run.invoke(caring, ["meals", "--json", "--place", world.grid2.code]).output)[
        "meals"
    ] == [json.loads(run.invoke(caring, ["meals", "--json"]).output)["meals"][0]]
    for wrong in ("2026-02-31", "明天", "20260311x"):
        refused = run.invoke(caring, ["meals", "--date", wrong])
        assert (refused.exit_code, "没有这一天" in refused.output) == (2, True)
    assert run.invoke(caring, ["meals", "--place", "999"]).exit_code == 2
