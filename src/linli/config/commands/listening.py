"""The way in for readings from the command line: listening to the MQTT broker, and how that goes."""

import signal
from dataclasses import asdict
from threading import Event

import click

from linli.config.commands.guard import guard
from linli.config.commands.saying import plainly, refuse, say_json

BAD_URL = "LINLI_MQTT_URL 看不懂，应该像 mqtt://用户:密码@主机:1883 或 mqtts://…。"
MOMENTS = ("said_at", "since", "last_message_at")


def add_to(_group: click.Group) -> None:
    """The commands of this module hang below ``linli guard``."""


@guard.command()
@plainly
def listen() -> None:
    """Take readings from the MQTT broker, alone; ``linli serve`` does this by itself.

    The broker is the one in the data folder, or the one that LINLI_MQTT_URL names.
    """
    from linli.config import listening

    ended = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    try:
        listening.named_broker()
    except ValueError:
        refuse(BAD_URL)
    try:
        listening.listen(ended)
    except listening.AnotherListens:
        refuse("另一个收数进程正在运行，同一套系统只能有一个。")


@guard.command()
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly
def status(as_json: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Say how the way in for readings is: connected, last message, rate, waiting, troubles."""
    from linli.contexts.guard.queries import listening, sources

    found = listening.listening()
    delivered = sources.delivered_today()
    if as_json:
        told = asdict(found) | {"well": found.is_well, "sentence": listening.sentence(found)}
        moments = {key: value.isoformat() if value else None for key, value in told.items() if key in MOMENTS}
        say_json(told | moments | {"today": delivered})
        return
    click.echo(listening.sentence(found))
    if found.state != "none":
        waiting = "不明" if found.waiting is None else found.waiting
        click.echo(f"{found.broker}：最近一分钟 {found.a_minute} 条，等着的 {waiting} 条。")
    said = "今天新收 {taken} 条，重复 {repeated} 条，没有收下 {refused} 条；要看一看的问题 {troubles} 项。"
    click.echo(said.format(**delivered))
