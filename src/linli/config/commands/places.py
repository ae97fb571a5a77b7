"""Buildings and doors from the command line: a sheet tried out, or taken over."""

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
def places(file: str, community: str, **asked: Any) -> None:
    """Import buildings from an Excel or CSV sheet; what is registered already stays as it is.

    Columns: 小区, 楼栋, 单元 (1 or 1-3), 层数 (6 or 2-18), 每层户数; or 室号 (101、102) for doors one by
    one.  Also understood: 地址, 网格, 单元数, 电梯.
    """
    from linli.contexts.registry.imports.houses import judging, sheets
    from linli.kernel.actor import linli

    held = community_named(community)
    rows = sheets.rows_of(read_file(file), Path(file).name)
    verdicts = judging.judge(held, rows)
    houses = {(v.house.compound, v.house.number) for v in verdicts if v.fresh}
    told: dict[str, Any] = {
        "community": held.code,
        "rows": len(rows),
        "buildings": len(houses - judging.buildings_of(held)),
        "doors": sum(len(v.fresh) for v in verdicts),
        "there": sum(v.there for v in verdicts),
        "refused": [{"row": v.reading.row.number, "reason": v.reason} for v in verdicts if v.fault],
        "dry_run": asked["dry_run"],
    }
    if not asked["dry_run"]:
        told |= judging.take(linli("command_line"), held, verdicts)
    if asked["as_json"]:
        say_json(told)
    else:
        _print(told)


def _print(told: dict[str, Any]) -> None:
    for row in told["refused"]:
        click.echo(f"  第 {row['row']} 行：{row['reason']}")
    click.echo(
        f"共 {told['rows']:,} 行：{'可以登记' if told['dry_run'] else '已登记'} {told['buildings']:,} 栋楼、"
        f"{told['doors']:,} 户；原已登记 {told['there']:,} 户，退回 {len(told['refused']):,} 行"
        f"{'（试读，没有改动登记）' if told['dry_run'] else ''}。"
    )
