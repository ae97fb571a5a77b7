"""Visits from the command line: what is due and why; a sheet of another system, tried out or taken over."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from linli.config.commands.people import community_named, importing
from linli.config.commands.saying import plainly, read_file, refuse, say_json
from linli.kernel.actor import Actor

if TYPE_CHECKING:
    from linli.contexts.today.queries.doors import Door


def add_to(group: click.Group) -> None:
    """``linli visits``; the import hangs below ``linli import``."""
    group.add_command(visiting)


@click.group(name="visits")
def visiting() -> None:
    """Visits at doors (走访)."""


@visiting.command()
@click.option("--as", "username", default="", help="Today's list of this worker, in walking order.")
@click.option("--community", default="", help="Without --as: of this community; the first when not given.")
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly
def due(username: str, community: str, as_json: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Say which doors are due today, each with its reasons, under their stairways."""
    from linli.contexts.today.queries.stairs import stairways
    from linli.kernel import clock

    doors = _of_worker(username) if username else list(_of_community(community))
    runs = stairways(doors)
    if as_json:
        told = [_told(door, run.name) for run in runs for door in run.doors]
        say_json({"on": clock.today().isoformat(), "doors": told})
        return
    for run in runs:
        click.echo(f"{run.name}：{len(run.doors)} 户")
        for door in run.doors:
            click.echo(f"  {door.name}" + (f"（{door.part.name}去试试）" if door.part else ""))
            for entry in door.entries:
                click.echo(f"    {entry.due_on:%Y-%m-%d}  {entry.title}：{entry.why}")
    click.echo(f"今天 {len(doors)} 户。")


def _of_worker(username: str) -> "list[Door]":
    """What one worker's Today shows: nothing put off, nothing handed to somebody else."""
    from linli.contexts.today.queries.day import day_of
    from linli.kernel import clock
    from linli.kernel.access.queries import actor_for
    from linli.kernel.accounts.models import Account

    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None:
        refuse(f"没有这个账号，或已停用：{username}")
    return day_of(actor_for(account.pk, account.name, account.organisation_id), clock.today()).now


def _of_community(code: str) -> "Iterator[Door]":
    """Grid by grid, as whoever looks after it would read it, by the numbers of the doors."""
    from linli.contexts.today.queries.day import at_doors
    from linli.contexts.today.queries.doors import doors_of
    from linli.kernel import clock
    from linli.kernel.access import permissions
    from linli.kernel.access.roles import GRID_WORKER
    from linli.kernel.areas.models import Area, Kind

    today, held = clock.today(), permissions.held_by(GRID_WORKER)
    for grid in Area.objects.filter(kind=Kind.GRID, parent=community_named(code)).order_by("code"):
        reader = Actor(None, "", frozenset((p.key, grid.code) for p in held))
        doors = [door for door in doors_of(at_doors(reader, today), {}) if door.is_now(today)]
        yield from sorted(doors, key=lambda door: door.order)


def _told(door: "Door", stairway: str) -> dict[str, Any]:
    reasons = [
        {"key": e.key, "title": e.title, "why": e.why, "due_on": e.due_on.isoformat(), "priority": e.priority}
        for e in door.entries
    ]
    told = {"door": door.key, "place": door.name, "stairway": stairway, "area": door.area_code}
    return {**told, "try_in": door.part.name if door.part else "", "reasons": reasons}


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
