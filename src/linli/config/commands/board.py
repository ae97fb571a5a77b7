"""The board and the residents' door from the command line: what hangs there, groups, slips to hand out."""

from pathlib import Path
from typing import Any

import click

from linli.config.commands.people import community_named
from linli.config.commands.saying import plainly, refuse, say_json


def add_to(group: click.Group) -> None:
    """Add the commands of this module."""
    group.add_command(bulletin)
    group.add_command(residents)


@click.group()
def bulletin() -> None:
    """The bulletin board."""


@bulletin.command("list")
@click.option("--community", default="", help="Code of the community; the first one when not given.")
@click.option("--archive", is_flag=True, help="What hung there before.")
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly
def list_notices(community: str, archive: bool, as_json: bool) -> None:  # noqa: FBT001 - flags of the command line
    """Print what hangs on the board of a community."""
    from linli.contexts.bulletin.queries import board

    rows = list(board.board(community_named(community), board.Wish(archive=archive)))
    told = [
        {
            "id": str(row.pk), "number": row.number, "kind": row.kind, "title": row.title, "state": row.state,
            "place": row.area.name, "ends_on": row.ends_on.isoformat() if row.ends_on else None,
        }
        for row in rows
    ]  # fmt: skip
    if as_json:
        say_json(told)
        return
    for one in told:
        until = f"，公示到 {one['ends_on']}" if one["ends_on"] else ""
        click.echo(f"{one['number']}  {one['title']}（{one['place']}{until}）")
    click.echo(f"共 {len(told)} 份。")


@bulletin.command()
@click.argument("number")
@click.option("--community", default="", help="Code of the community; the first one when not given.")
@plainly
def broadcast(number: str, community: str) -> None:
    """Print the words of a notice for the loudspeaker; NUMBER as it stands on the board, 2026-017."""
    from linli.contexts.bulletin.queries import board
    from linli.contexts.bulletin.queries.spoken import call_of

    row = board.board(community_named(community), board.Wish()).filter(number=number).first()
    if row is None:
        refuse(f"公告栏上没有这个编号：{number}")
    click.echo(call_of(row).words)


@bulletin.command()
@click.option("--send", is_flag=True, help="First send what waits and is due.")
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly
def groups(send: bool, as_json: bool) -> None:  # noqa: FBT001 - flags of the command line
    """Print residents' groups and how their messages are; never an address."""
    from linli.contexts.bulletin import tasks
    from linli.contexts.bulletin.queries.groups import cards
    from linli.kernel.actor import linli

    sent = tasks.tell_groups() if send else 0
    told = [
        {
            "name": one.group.name, "place": one.group.area.name, "sent": one.sent, "waiting": one.waiting,
            "stopped": one.stopped,
        }
        for one in cards(linli("command_line"))
    ]  # fmt: skip
    if as_json:
        say_json({"sent_now": sent, "groups": told})
        return
    for one in told:
        counts = f"已发 {one['sent']}，等着发 {one['waiting']}，要人处理 {one['stopped']}"
        click.echo(f"{one['name']}（{one['place']}）：{counts}")
    click.echo(f"共 {len(told)} 个群" + (f"，这次发到 {sent} 条。" if send else "。"))


@click.group()
def residents() -> None:
    """The residents' door."""


@residents.command()
@click.argument("doors", nargs=-1)
@click.option("--building", default="", help="Code of a building: every home there that has no phone yet.")
@click.option("--community", default="", help="Code of the community; the first one when not given.")
@click.option("--uses", default=1, show_default=True, help="How many phones one slip may link.")
@click.option("--address", default="", help="Where residents find the house; LINLI_ADDRESS when not given.")
@click.option(
    "--out", default="slips", show_default=True, help="Folder for the PDF files, one for each home."
)
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly
def slip(doors: tuple[str, ...], building: str, community: str, **asked: Any) -> None:
    """Make and print link slips (A6) for DOORS, written as on the roll: 3号楼2单元501室.

    A slip is a key to a home's page: hand it over in person.  Each is noted in the audit trail.
    """
    from django.conf import settings

    from linli.contexts.residents.exports import slips

    address = asked["address"] or settings.ADDRESS
    if not address.startswith(("http://", "https://")):
        refuse("请用 --address 写明居民打开的网址，例如 https://linli.example.cn（或设置 LINLI_ADDRESS）。")
    held = community_named(community)
    wanted = slips.homes_named(held, doors, building)
    if wanted.unknown:
        refuse(f"登记里没有这些门牌：{'、'.join(wanted.unknown)}")
    if not wanted.homes:
        refuse("请写门牌，或用 --building 指定一栋楼；这栋楼可能都连过手机了。")
    folder = Path(asked["out"])
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        refuse(f"这个文件夹不能用：{folder}")
    told = []
    for place, paper in slips.made(wanted.homes, uses=asked["uses"], address=address.rstrip("/")):
        file = folder / f"{place}.pdf"
        file.write_bytes(paper)
        told.append({"door": place, "file": str(file)})
    if asked["as_json"]:
        say_json(told)
    else:
        click.echo(f"做好 {len(told)} 张纸条，在 {folder}/。请当面交给住户，不要放在门口。")
