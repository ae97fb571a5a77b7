"""Silent guard from the command line: readings of a past year, heard again as if they came one by one."""

import csv
import io
import lzma
from pathlib import Path

import click

from linli.config.commands.saying import plainly_alone, read_file, refuse, say_json


def add_to(group: click.Group) -> None:
    """Add the commands of this module."""
    group.add_command(guard)


@click.group()
def guard() -> None:
    """Silent guard."""


@guard.command()
@click.argument("file")
@click.option("--budget", type=float, default=None, help="Accepted false alarms per home-year.")
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly_alone
def replay(file: str, budget: float | None, as_json: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Hear a table of readings again, in time order, home by home; needs no database."""
    from linli.engines.silence.replaying import replay as hear

    rows = csv.DictReader(io.StringIO(_text(file)))
    missing = {"home", "time"} - set(rows.fieldnames or ())
    if missing:
        refuse(f"缺少列：{'、'.join(sorted(missing))}（要有 home、time 和 register_litres 或 litres）。")
    try:
        found = hear(rows, budget)
    except ValueError as trouble:
        refuse(f"数据读不下去：{trouble}")
    if as_json:
        say_json(found)
        return
    for home, heard in found["homes"].items():
        click.echo(f"{home}：从 {heard['from'] or '—'} 起，{len(heard['alarms'])} 次提醒")
        for alarm in heard["alarms"]:
            click.echo(f"  {alarm['time']} {alarm['sentence']}")


def _text(file: str) -> str:
    data = read_file(file)
    try:
        if Path(file).suffix == ".xz":
            data = lzma.decompress(data)
        return data.decode("utf-8-sig")
    except (lzma.LZMAError, EOFError, UnicodeDecodeError):
        refuse(f"文件读不出来，请用 UTF-8 的 .csv 或 .csv.xz：{file}")
