"""Silent guard from the command line: readings of a past year, heard again as if they came one by one."""

import csv
import io
import lzma
import sys
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from math import inf
from pathlib import Path
from typing import Any

import click

from linli.config.commands.saying import bar, plainly_alone, refuse, say_json


def add_to(group: click.Group) -> None:
    """Add the commands of this module."""
    group.add_command(guard)


@click.group()
def guard() -> None:
    """Silent guard."""


FIGURES = ("register_litres", "litres")
FAULTS = {
    "home": "没有写是哪一户（home）",
    "time": "时间认不出来，要写成 2026-03-01 08:00 这样",
    "figure": "数字认不出来",
    "zone": "时间有的带时区、有的不带，要写成一样的",
}
SNIFFED = 1 << 16
"""Bytes at the beginning of a file by which its encoding is told."""


@guard.command()
@click.argument("file")
@click.option("--budget", default="", help="Accepted false alarms per home-year.")
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly_alone
def replay(file: str, budget: str, as_json: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Hear a table of readings again, in time order, home by home; needs no database."""
    from linli.engines.silence.replaying import RowRefused
    from linli.engines.silence.replaying import replay as hear

    accepted = _accepted(budget)
    try:
        with _opened(file) as text, _progress() as tell:
            rows = csv.DictReader(text)
            _refuse_columns(rows.fieldnames or ())
            found = hear(rows, accepted, tell=lambda done, of: tell("听读数", done, of))
    except RowRefused as fault:
        said = f"：{fault.said[:40]}" if fault.said else ""
        refuse(f"第 {fault.row} 行读数（不算表头）{FAULTS[fault.fault]}{said}。")
    except (lzma.LZMAError, EOFError, UnicodeError, csv.Error):
        refuse(f"文件读不出来，请用 UTF-8 的 .csv 或 .csv.xz：{file}")
    except OSError:
        refuse(f"文件打不开，请看看路径和权限：{file}")
    if not found["homes"]:
        refuse(f"文件里没有一行读数：{file}")
    if as_json:
        say_json(found)
        return
    for home, heard in found["homes"].items():
        click.echo(f"{home}：从 {heard['from'] or '—'} 起，{len(heard['alarms'])} 次提醒")
        for alarm in heard["alarms"]:
            click.echo(f"  {alarm['time']} {alarm['sentence']}")


def _accepted(budget: str) -> float | None:
    """The budget as a number; None where nobody said one."""
    if not budget:
        return None
    try:
        accepted = float(budget)
    except ValueError:
        accepted = 0.0
    if not 0 < accepted < inf:
        refuse(f"--budget 是每户每年可以接受的误报次数，要大于 0：{budget}")
    return accepted


def _opened(file: str) -> io.TextIOWrapper:
    """The text of a table, packed or not, in the encoding it begins with."""
    path = Path(file)
    if not path.exists():
        refuse(f"没有找到文件：{file}")
    if path.is_dir():
        refuse(f"这是一个文件夹，不是文件：{file}")

    def opened() -> Any:
        return lzma.open(path) if path.suffix == ".xz" else path.open("rb")

    with opened() as raw:
        start = raw.read(SNIFFED)
    encoding = "utf-8-sig" if _is_utf8(start) else "gb18030"
    return io.TextIOWrapper(opened(), encoding=encoding, newline="")


def _is_utf8(start: bytes) -> bool:
    """Whether bytes are UTF-8, but for a letter cut off at their end."""
    try:
        start.decode("utf-8")
    except UnicodeDecodeError as trouble:
        return trouble.start > len(start) - 4
    return True


def _refuse_columns(names: Iterable[str]) -> None:
    """Refuse a table without the columns that are needed."""
    held = set(names)
    missing = [name for name in ("home", "time") if name not in held]
    if not missing and not held.intersection(FIGURES):
        missing = ["register_litres 或 litres"]
    if missing:
        refuse(f"缺少列：{'、'.join(missing)}（要有 home、time 和 register_litres 或 litres）。")


def _progress() -> AbstractContextManager[Callable[[str, int, int], None]]:
    """A bar for somebody who watches; nothing for a program."""
    return bar() if sys.stderr.isatty() else nullcontext(lambda words, done, of: None)
