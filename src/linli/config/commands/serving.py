"""Serving: the web, the worker, a fresh installation and the demonstration."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from pkgutil import resolve_name
from threading import Event

import click
from django.conf import settings
from django.core.management import call_command

from linli.config.commands.saying import bar, plainly, refuse

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
@plainly
def serve(host: str, port: int, workers: int) -> None:
    """Serve the pages, and run the worker beside them."""
    if not (Path(__file__).parents[2] / "web/static/web/dist/.vite/manifest.json").exists():
        refuse("页面文件还没有构建，请先运行 make setup。")
    web = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "--host", host, "--port", str(port),
        "--workers", str(workers), "--blocking-threads", "4", "--no-access-log",
        "linli.config.wsgi:application",
    ]  # fmt: skip
    jobs = [sys.executable, "-m", "linli.config.cli", "work"]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "linli.config.settings"}
    click.echo(f"邻里已启动：http://{host}:{port}/  （按 Ctrl+C 停止）", err=True)
    _together([web, jobs], environment)


def _together(commands: list[list[str]], environment: dict[str, str]) -> None:
    """Run processes together; when one ends, end the others."""
    running = [subprocess.Popen(command, env=environment) for command in commands]  # noqa: S603 - our own parts

    def stop(*_: object) -> None:
        for process in running:
            process.terminate()

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    while all(process.poll() is None for process in running):
        time.sleep(0.2)
    stop()
    codes = [process.wait(timeout=15) for process in running]
    sys.exit(max(0, *codes))


@click.command()
@click.option("--once", is_flag=True, help="One round only.")
@plainly
def work(once: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Do what waits: tell facts, run long work and what the clock asks for."""
    from django.db import close_old_connections

    from linli.config.worker import run_waiting_tasks
    from linli.kernel.upkeep.round import go_round

    ended = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: ended.set())
    while not ended.is_set():
        close_old_connections()
        busy = go_round() + run_waiting_tasks()
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
