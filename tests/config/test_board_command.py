"""``linli bulletin`` and ``linli residents``: one JSON value, paper to hand out, one sentence for errors."""

import json
from typing import Any

import pytest
from click.testing import CliRunner
from tests.builders.board import posted

from linli.adapters.wecom.fake import FakeRobot
from linli.config.commands.board import bulletin, residents
from linli.contexts.bulletin.commands import groups
from linli.contexts.residents.models import Slip
from linli.kernel import ports
from linli.kernel.audit.models import AuditEntry
from linli.kernel.outbox import delivery
from linli.kernel.ports.groups import GroupRobot

pytestmark = pytest.mark.django_db
KEY = "693a91f6-7aaa-4bc4-97a0-0ec2sifa5aaa"


def run(group: Any, *words: str) -> Any:
    return CliRunner().invoke(group, words)


def test_what_hangs_on_the_board(world) -> None:
    row = posted(world.actor("community_manager"), world.community)
    told = json.loads(run(bulletin, "list", "--json").stdout)
    assert [(one["number"], one["title"]) for one in told] == [(row.number, "停水通知")]
    assert "共 1 份" in run(bulletin, "list").stdout
    assert "停水通知" in run(bulletin, "broadcast", row.number).stdout
    wrong = run(bulletin, "broadcast", "1999-001")
    assert wrong.exit_code == 2
    assert "没有这个编号" in wrong.stderr
    assert run(bulletin, "list", "--community", "nowhere").exit_code == 2


def test_groups_are_told_and_their_keys_are_not(world) -> None:
    before, robot = ports.ask(GroupRobot), FakeRobot()
    ports.serve(GroupRobot, robot)
    manager = world.actor("community_manager")
    groups.join(manager, world.community, name="大群", address=KEY)
    posted(manager, world.community)
    delivery.deliver()
    outcome = run(bulletin, "groups", "--send", "--json")
    ports.serve(GroupRobot, before)
    told = json.loads(outcome.stdout)
    assert told["sent_now"] == len(robot.told) == 1
    assert told["groups"][0]["sent"] == 1
    assert KEY not in outcome.stdout


def test_slips_for_doors_and_for_a_building(world, tmp_path) -> None:
    first = world.home(world.building1, 1, "101")
    world.home(world.building1, 1, "102")
    asked = ("--address", "https://linli.example", "--out", str(tmp_path), "--json")
    told = json.loads(run(residents, "slip", first.short_address, *asked).stdout)
    assert [one["door"] for one in told] == [first.short_address]
    assert (tmp_path / f"{first.short_address}.pdf").read_bytes().startswith(b"%PDF")
    assert len(json.loads(run(residents, "slip", "--building", world.building1.code, *asked).stdout)) == 2
    assert Slip.objects.count() == 3
    assert AuditEntry.objects.filter(action="residents.slip_printed").count() == 3


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("没有这户",), "没有这些门牌"),
        ((), "请写门牌"),
    ],
)
def test_slips_for_nobody(world, tmp_path, words, sentence) -> None:
    outcome = run(residents, "slip", *words, "--address", "https://linli.example", "--out", str(tmp_path))
    assert outcome.exit_code == 2
    assert sentence in outcome.stderr
    assert run(residents, "slip", "--out", str(tmp_path)).exit_code == 2, (
        "without an address there is no slip"
    )
    assert not Slip.objects.exists()
