"""Visits from the command line: a sheet of another system, tried out or taken over."""

from pathlib import Path
from typing import Any

import click

from linli.config.commands.people import community_named, importing
from linli.config.commands.saying import plainly, read_file, say_json


def add_to(_group: click.Group) -> None:
    """The command of this module hangs below ``linli import``."""


@importing.command()
@click.argument("file")
@click.option("--dry-run", is_flag=True, help="Only say what every row would do; nothing is written.")
@click.option("--community", default="", help="Code of the community; the first one when not given.")
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly
def visits(file: str, community: str, **asked: Any) -> None:
    """Import visits that were written down elsewhere, with a reason for every row that is not taken."""
    from linli.contexts.visits.imports import judging, sheets
    from linli.kernel.actor import linli

    actor = linli("import")
    rows = sheets.rows_of(read_file(file), Path(file).name)
    verdicts = judging.judge(actor, community_named(community), rows)
    refused = [{"row": v.row.number, "reason": v.said} for v in verdicts if v.reason]
    taken = len(verdicts) - len(refused)
    if not asked["dry_run"]:
        taken = judging.take(actor, verdicts)[""]
    if asked["as_json"]:
        say_json({"taken": taken, "refused": refused, "dry_run": asked["dry_run"]})
        return
    for row in refused:
        click.echo(f"第 {row['row']} 行：{row['reason']}")
    click.echo(f"{'可以' if asked['dry_run'] else '已'}记下 {taken} 条，{len(refused)} 条有问题。")
