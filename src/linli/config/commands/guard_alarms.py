"""Alarms and exercises from the command line."""

from typing import Any

import click

from linli.config.commands.guard import guard
from linli.config.commands.people import community_named
from linli.config.commands.saying import plainly, refuse, say_json


def add_to(_group: click.Group) -> None:
    """The commands of this module hang below ``linli guard``."""


@guard.command()
@click.option("--all", "with_closed", is_flag=True, help="Closed ones too, the newest 200.")
@click.option("--community", default="", help="Code of a community; all when not given.")
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly
def alarms(with_closed: bool, community: str, as_json: bool) -> None:  # noqa: FBT001 - flags of the command line
    """The alarms that wait for somebody, the most urgent first; no names and no numbers."""
    from linli.contexts.guard.queries import alarms as queries
    from linli.contexts.guard.queries.told import told
    from linli.kernel.actor import linli

    code = community_named(community).code if community else ""
    actor = linli("command line")
    rows = list(queries.still_open(actor).filter(area__code__startswith=code))
    if with_closed:
        rows += queries.closed(actor).filter(area__code__startswith=code)[:200]
    found = [told(row) for row in rows]
    if as_json:
        say_json(found)
        return
    for one in found:
        click.echo(f"{one['raised_at'][:16]}  {one['place']}  {one['kind_name']}  {one['state_name']}")
    click.echo(f"共 {len(found)} 次提醒。")


@guard.command()
@click.option("--community", default="", help="Code of the community; the first one when not given.")
@click.option("--area", default="", help="Code of a grid; the whole community when not given.")
@click.option("--homes", type=int, default=1, help="How many homes.")
@click.option("--kind", default="silence", help="silence, flow, sos, smoke or gas.")
@click.option("--ring", "rings", is_flag=True, help="Real telephones may be rung.")
@click.option("--end", is_flag=True, help="End the exercise that is going on.")
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly
def drill(**asked: Any) -> None:
    """Begin an exercise of the ladder, or end it and tell the minutes that each part took."""
    from linli.contexts.guard.commands import drills
    from linli.contexts.guard.models import Drill
    from linli.kernel.actor import linli
    from linli.kernel.areas.models import Area

    place = community_named(asked["community"])
    if asked["end"]:
        going = Drill.objects.filter(community=place, ended_at=None).select_related("place").first()
        if going is None:
            refuse("现在没有正在进行的演练。")
        row = drills.end(linli("command line"), going)
    else:
        within = Area.objects.filter(code=asked["area"], code__startswith=place.code).first()
        if asked["area"] and within is None:
            refuse(f"没有这个网格：{asked['area']}")
        planned = drills.Planned("命令行演练", asked["kind"], asked["homes"], asked["rings"])
        row = drills.start(linli("command line"), within or place, planned=planned)
    told = _told(row)
    if asked["as_json"]:
        say_json(told)
        return
    click.echo(f"{told['name']}：{len(told['homes'])} 户，{'已结束' if told['ended_at'] else '正在进行'}。")
    for home in told["homes"]:
        click.echo(f"  {home['place']}  {home['minutes']}")


def _told(row: Any) -> dict[str, Any]:
    from linli.contexts.guard.queries.drills import PARTS, medians, timed

    homes, names = timed(row), [part for part, _words in PARTS]
    return {
        "drill": str(row.pk), "name": row.name, "place": row.place.code,
        "ended_at": row.ended_at.isoformat() if row.ended_at else None,
        "homes": [
            {"place": one.alarm.dwelling.short_address, "alarm": str(one.alarm.pk),
             "minutes": dict(zip(names, one.minutes, strict=True))}
            for one in homes
        ],
        "medians": dict(zip(names, medians(homes), strict=True)) if homes else {},
    }  # fmt: skip
