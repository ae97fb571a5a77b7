"""Registers from the command line: what there is, and a workbook of one of them."""

import os
from getpass import getuser
from pathlib import Path
from typing import Any
from uuid import UUID

import click

from linli.config.commands.saying import plainly, refuse, say_json
from linli.kernel.actor import Actor


def add_to(group: click.Group) -> None:
    """Add the commands of this module."""
    group.add_command(registers)


@click.group()
def registers() -> None:
    """Saved lists (台账) of people and homes."""


AS = click.option("--as", "username", default="", help="Act as this account, with its rights and no more.")
COMMUNITY = click.option(
    "--community", default="", help="Code of the community; the first one when not given."
)


def _actor(username: str) -> Actor:
    from linli.kernel.access.queries import actor_for
    from linli.kernel.accounts.models import Account

    if not username:
        return Actor(account_id=None, name=f"命令行 {getuser()}", system="command_line")
    account = Account.objects.filter(username=username, is_active=True).first()
    if account is None:
        refuse(f"没有这个账号，或已停用：{username}")
    return actor_for(account.pk, account.name, account.organisation_id)


@registers.command("list")
@AS
@COMMUNITY
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly
def list_them(username: str, community: str, as_json: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Say which registers a community has, and how many rows each."""
    from linli.contexts.registry.queries import registers as queries

    actor = _actor(username)
    place = queries.community(actor, community)
    found = queries.registers_in(actor, place)
    counts = queries.counts(actor, found)
    if as_json:
        say_json([{"name": r.name, "population": r.population, "rows": counts[r.pk]} for r in found])
        return
    for register in found:
        click.echo(f"{counts[register.pk]:>7,}  {register.name}  {register.about}".rstrip())
    if not found:
        click.echo(f"{place.name}还没有台账。")


@registers.command()
@click.argument("name", default="")
@click.option("--reason", default="", help="What the list is for; it goes into the file and the audit trail.")
@click.option("-o", "--output", required=True, help="Where the workbook goes (.xlsx).")
@COMMUNITY
@AS
@click.option("--unmasked", is_flag=True, help="With whole identity numbers, telephones and the like.")
@click.option("--request", "request_id", default="", help="Number of an export that was approved meanwhile.")
@plainly
def export(output: str, request_id: str, **asked: Any) -> None:
    """Write the register NAME into a workbook; above 100 rows a second person must approve first."""
    from linli.contexts.registry.commands import exports as commands
    from linli.contexts.registry.exports import book_of

    target = Path(output)
    if target.suffix.lower() != ".xlsx":
        refuse("文件名请以 .xlsx 结尾。")
    if not target.resolve().parent.exists():
        refuse(f"没有这个文件夹：{target.parent}")
    actor = _actor(asked["username"])
    request = _approved(actor, request_id) if request_id else _ask(actor, **asked)
    commands.refuse_stale(request, 0)
    book = book_of(actor, request)
    commands.count_download(actor, request, rows=book.rows)
    # Only whoever runs the command may read a list of people.
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(book.content)
    click.echo(f"已导出 {book.rows:,} 行到 {output}。文件里写有用途和导出人，请妥善保管。")


def _ask(actor: Actor, name: str, reason: str, community: str, unmasked: bool, **_: Any) -> Any:  # noqa: FBT001
    from linli.contexts.registry.commands import exports as commands
    from linli.contexts.registry.queries import registers as queries

    place = queries.community(actor, community)
    found = next((r for r in queries.registers_in(actor, place) if r.name == name), None)
    if found is None:
        refuse(f"{place.name}没有叫“{name}”的台账。用 linli registers list 看有哪些。")
    if not reason.strip():
        refuse("请用 --reason 写明用途。")
    wish = commands.Wish(found.name, queries.view_of(found), reason, not unmasked, found)
    request = commands.ask_export(actor, place, wish=wish)
    if request.state == "asked":
        refuse(
            f"共 {request.rows:,} 行，超过 {commands.FREELY} 行，要由另一个人批准。"
            f"申请已提交，批准后请运行：\nlinli registers export --request {request.pk} -o 文件.xlsx"
        )
    return request


def _approved(actor: Actor, request_id: str) -> Any:
    from linli.contexts.registry import policies
    from linli.contexts.registry.queries import exports

    try:
        request = exports.request(actor, UUID(request_id))
    except ValueError:
        refuse(f"这不是一个申请编号：{request_id}")
    if not policies.may_download(actor, request):
        refuse("这份导出不是您申请的。")
    return request
