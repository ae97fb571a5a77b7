"""Serving: the web, the worker, the broker, a fresh installation and the demonstration."""

import logging
import os
import signal
import sys
import time
from pathlib import Path
from pkgutil import resolve_name
from threading import Event

import click
from django.conf import settings
from django.core.management import call_command

from linli.config.commands.listening import BAD_URL
from linli.config.commands.saying import bar, plainly, refuse
from linli.config.supervising import Part, run_together

log = logging.getLogger("linli.upkeep")
PAUSE = 0.7
"""Seconds between two rounds of the worker when there is nothing to tell."""


def add_to(group: click.Group) -> None:
    """Add the commands of this module."""
    for one in (serve, work, migrate, demo):
        group.add_command(one)


@click.command()
@plainly
def migrate() -> None:
    """Bring the database up to date, with the working-day calendar."""
    from linli.kernel.workdays.seeding import seed_calendar

    call_command("migrate", verbosity=0)
    seed_calendar()


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, envvar="PORT")
@click.option("--workers", default=1, show_default=True, help="Web processes; the worker is one more.")
@click.option("--no-broker", is_flag=True, help="No MQTT broker of our own; LINLI_MQTT_URL names another.")
@plainly
def serve(host: str, port: int, workers: int, no_broker: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Serve the pages; the worker, the MQTT broker and whoever listens to it run beside them."""
    if not (Path(__file__).parents[2] / "web/static/web/dist/.vite/manifest.json").exists():
        refuse("页面文件还没有构建，请先运行 make setup。")
    web = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "4", "--no-access-log",
        "linli.config.wsgi:application",
    ]  # fmt: skip
    jobs = [sys.executable, "-m", "linli.config.cli", "work"]
    parts = [Part("网页服务", lambda: web, is_vital=True), Part("后台任务", lambda: jobs, is_vital=True)]
    parts += _broker_parts(no_broker=no_broker)
    environment = {
        **os.environ, "DJANGO_SETTINGS_MODULE": "linli.config.settings", "LINLI_SUPERVISED": "1"
    }  # fmt: skip
    click.echo(f"邻里已启动：http://{host}:{port}/  （按 Ctrl+C 停止）", err=True)
    sys.exit(run_together(parts, environment, _say))


def _broker_parts(*, no_broker: bool) -> list[Part]:
    """The listener, and the broker when it is ours."""
    from linli.config import listening

    listener = [sys.executable, "-m", "linli.config.cli", "guard", "listen"]
    try:
        named = listening.named_broker()
    except ValueError:
        refuse(BAD_URL)
    if named is not None:
        _say(f"设备读数从 {named} 收。")
        return [Part("收数进程", lambda: listener)]
    if no_broker:
        return []
    if not listening.has_own_broker():
        _say("没有找到 nats-server，这次不启动消息服务（MQTT）；读数仍可用接口或文件送来。")
        return []
    try:
        broker = listening.own_broker()
        broker.end_left_over()
        address = broker.address
    except (OSError, ValueError) as trouble:
        _say(f"消息服务（MQTT）这次启动不了（{trouble}）；读数仍可用接口或文件送来。")
        return []
    _say(f"设备可以用 MQTT 送读数：{address}（只收登记过的来源）")
    if not broker.is_guarded:
        _say("MQTT 对外开放而没有加密，密钥会明文经过网络；请设好 LINLI_MQTT_CERT 和 LINLI_MQTT_KEY。")
    return [Part("消息服务", broker.command, is_ground=True), Part("收数进程", lambda: listener)]


def _say(sentence: str) -> None:
    click.echo(sentence, err=True)


@click.command()
@click.option("--once", is_flag=True, help="One round only.")
@plainly
def work(once: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Do what waits: tell facts, run long work and what the clock asks for."""
    from django.db import InterfaceError, OperationalError, close_old_connections, connection

    from linli.config.worker import run_waiting_tasks
    from linli.kernel.upkeep.round import go_round

    ended = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    while not ended.is_set():
        close_old_connections()
        try:
            busy = go_round() + run_waiting_tasks()
        except (OperationalError, InterfaceError):  # it is busy or away; everything else goes on meanwhile
            if once:
                raise
            log.exception("the database did not take what the worker does; again in a moment")
            connection.close()
            busy = 0
        if once:
            return
        if not busy:
            ended.wait(PAUSE)


@click.command()
@click.option("--households", default=3200, show_default=True)
@plainly
def demo(households: int) -> None:
    """Build the believable demonstration community in an empty database."""
    from linli.contexts.registry import seeds
    from linli.kernel.accounts.models import Account
    from linli.kernel.catalogue import shelf

    call_command("migrate", verbosity=0)
    if Account.objects.filter(is_demo=False).exists():
        refuse("这个数据库里已有正式账号，不能放入演示数据。请用 LINLI_DATA 指定另一个文件夹。")
    if Account.objects.exists():
        click.echo("演示社区已经建好。", err=True)
        return
    started = time.monotonic()
    with bar() as tell:
        built = seeds.build(tell, households=households)
        if built is not None:
            for name in (c.seeds for c in shelf.contexts() if c.seeds):
                resolve_name(name)(built.communities, tell)
    click.echo(f"演示社区建好了，用时 {time.monotonic() - started:.0f} 秒（{settings.DATA}）。", err=True)
