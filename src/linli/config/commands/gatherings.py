"""Open spaces and contests from the command line: which there are, and one of them whole."""

from typing import Any
from uuid import UUID

import click

from linli.config.commands.people import community_named
from linli.config.commands.saying import plainly, refuse, say_json


def add_to(group: click.Group) -> None:
    """Add the commands of this module."""
    group.add_command(spaces)
    group.add_command(contests)


@click.group()
def spaces() -> None:
    """Open space meetings."""


@spaces.command("list")
@click.option("--community", default="", help="Code of the community; the first one when not given.")
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly
def list_spaces(community: str, as_json: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Print the open spaces that residents of a community see, the latest first."""
    from linli.contexts.assembly.exports.space_tables import SpaceLine
    from linli.contexts.assembly.queries import spaces as queries

    rows = queries.shown_in([community_named(community).code])
    if as_json:
        say_json([SpaceLine.of(row).model_dump(mode="json") for row in rows])
        return
    for row in rows:
        click.echo(f"{row.code}  {row.on:%Y-%m-%d}  {row.title}（{row.get_state_display()}）")
    click.echo(f"共 {len(rows)} 次。")


@spaces.command("show")
@click.argument("code")
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly
def show_space(code: str, as_json: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Print one open space: its market, notes, dots and actions; CODE as it stands on the wall."""
    from linli.contexts.assembly.exports.space_tables import space_whole
    from linli.contexts.assembly.models.spaces import OpenSpace
    from linli.contexts.assembly.queries import spaces as queries

    try:
        row = queries.readable(code)
    except OpenSpace.DoesNotExist:
        refuse(f"没有这个短码的开放空间：{code}")
    told = space_whole(row)
    if as_json:
        say_json(told.model_dump(mode="json"))
        return
    click.echo(f"{told.title}（{row.get_state_display()}），{told.on:%Y-%m-%d}，{told.venue}")
    for card in told.cards:
        spot = f"第 {card.round} 场 {card.place}" if card.round else "没排上"
        dots = f"，{card.dots} 点" if card.dots is not None else ""
        click.echo(f"  {card.number}. {card.title}（{spot}，想来的 {card.wished}{dots}）")
    for one in told.actions:
        click.echo(f"  行动：{one.what}（{one.who}，{one.due_on:%Y-%m-%d} 前）")
    click.echo(f"共 {len(told.cards)} 张题卡，{len(told.actions)} 条行动，{told.guests} 人。")


@click.group()
def contests() -> None:
    """Contests of places (最美楼道)."""


@contests.command("list")
@click.option("--community", default="", help="Code of the community; the first one when not given.")
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly
def list_contests(community: str, as_json: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Print the contests that residents of a community see, the latest first."""
    from linli.contexts.assembly.exports.space_tables import ContestLine
    from linli.contexts.assembly.queries import contests as queries

    rows = list(queries.shown_in([community_named(community).code]))
    if as_json:
        say_json([ContestLine.of(row).model_dump(mode="json") for row in rows])
        return
    for row in rows:
        click.echo(f"{row.pk}  {row.title}（{row.get_state_display()}）")
    click.echo(f"共 {len(rows)} 次。")


@contests.command("show")
@click.argument("contest")
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly
def show_contest(contest: str, as_json: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Print one contest with its count in exact fractions; CONTEST is the id that ``list`` prints."""
    from linli.contexts.assembly.exports.space_tables import contest_desk

    row = _contest(contest)
    told = contest_desk(row)
    if as_json:
        say_json(told.model_dump(mode="json"))
        return
    click.echo(f"{told.title}（{row.get_state_display()}），居民投票占 {told.percent}%")
    for one in told.sums:
        total = f"总分 {one.total}" if one.total else "还差评委的分"
        click.echo(f"  {one.number}. {one.place}：评委 {one.marks}，得票 {one.votes}，{total}")
    click.echo(f"按楼号排，不分先后。共 {len(told.sums)} 处。")


def _contest(key: str) -> Any:
    from linli.contexts.assembly.models.contests import Contest
    from linli.contexts.assembly.queries import contests as queries

    try:
        return queries.readable(UUID(key))
    except (Contest.DoesNotExist, ValueError):
        refuse(f"没有这次评选：{key}")
