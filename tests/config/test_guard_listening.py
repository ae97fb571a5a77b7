"""``linli guard status`` and ``listen``: one JSON value for machines, a sentence for everybody else."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner
from tests.builders.guarded import deliver, device, message, source

from linli.config import listening
from linli.config.commands.listening import guard
from linli.config.commands.serving import serve
from linli.kernel.jobs import pulses

WELL = {
    "broker": "mqtt://127.0.0.1:1883", "connected": True, "since": 1_773_000_000.0, "last_message": None,
    "messages": 12, "a_minute": 5, "in_hand": 0, "waiting": 3, "trouble": "", "reconnects": 0, "strangers": 0,
}  # fmt: skip


def status() -> dict[str, object]:
    return json.loads(CliRunner().invoke(guard, ["status", "--json"]).output)


def test_nobody_ever_listened(world) -> None:
    assert (status()["state"], status()["well"]) == ("none", False)
    assert "还没有启动过" in CliRunner().invoke(guard, ["status"]).output


def test_all_is_well_and_today_is_counted(world) -> None:
    device(world.home(world.building1))
    deliver(source(world), message("WM-1", 1, 2), message("WM-9", 1))
    pulses.beat(listening.PULSE, WELL)
    told = status()
    assert (told["state"], told["well"], told["waiting"], told["a_minute"]) == ("connected", True, 3, 5)
    assert told["today"] == {"taken": 2, "repeated": 0, "refused": 1, "troubles": 1}
    assert "最近一分钟 5 条，等着的 3 条" in CliRunner().invoke(guard, ["status"]).output


@pytest.mark.parametrize(
    ("change", "state", "word"),
    [
        ({"trouble": "store"}, "connected", "存不进"),
        ({"connected": False, "trouble": "credentials"}, "disconnected", "密码"),
        ({"connected": False, "trouble": "tls"}, "disconnected", "证书"),
        ({"connected": False, "trouble": "protocol"}, "disconnected", "不像"),
        ({"connected": False, "trouble": "lost"}, "disconnected", "连不上"),
    ],
)
def test_every_trouble_has_a_sentence(world, change, state, word) -> None:
    pulses.beat(listening.PULSE, WELL | change)
    told = status()
    assert (told["state"], told["well"]) == (state, False)
    assert word in str(told["sentence"])


def test_a_listener_that_says_nothing_has_stopped(world, clock) -> None:
    pulses.beat(listening.PULSE, WELL)
    clock.forward(timedelta(minutes=1))
    assert status()["state"] == "stopped"


def test_a_broker_that_makes_no_sense_is_exit_code_2(world, monkeypatch) -> None:
    monkeypatch.setenv("LINLI_MQTT_URL", "http://somewhere")
    for command, told in ((guard, ["listen"]), (serve, [])):
        done = CliRunner().invoke(command, told)
        assert done.exit_code == 2
        assert "LINLI_MQTT_URL" in done.output


def test_one_listener_at_a_time(world, tmp_path, monkeypatch, settings) -> None:
    settings.DATA = tmp_path
    monkeypatch.setenv("LINLI_MQTT_URL", "mqtt://127.0.0.1:1")
    with listening.Alone(tmp_path / "broker"):
        done = CliRunner().invoke(guard, ["listen"])
    assert (done.exit_code, "只能有一个" in done.output) == (2, True)
