"""Starting an installation of one's own: a community, and the first two people who sign in."""

from typing import Any

import click
from django.core.management import call_command

from linli.config.commands.saying import plainly, refuse, say_json


def add_to(group: click.Group) -> None:
    """Add the commands of this module."""
    group.add_command(start)


@click.command()
@click.option("--code", required=True, help="The community's 12 digits of the national statistics.")
@click.option("--name", required=True, help="What the community is called.")
@click.option("--subdistrict", default="", help="What its subdistrict is called.")
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly
def start(as_json: bool, **asked: str) -> None:  # noqa: FBT001 - a flag of the command line
    """Begin with a community: the database, its place, an administrator and a manager.

    Each of the two gets a password that is shown once and must be changed at the first sign-in.
    Run it again with another code for one more community.
    """
    from linli.kernel.accounts.models import Account
    from linli.kernel.workdays.seeding import seed_calendar

    call_command("migrate", verbosity=0)
    if Account.objects.filter(is_demo=True).exists():
        refuse("这个数据库里是演示数据，密码人人知道。请用 LINLI_DATA 指定另一个文件夹。")
    seed_calendar()
    made = begin(**asked)
    if as_json:
        say_json(made)
    else:
        _print(made)


def begin(code: str, name: str, subdistrict: str = "") -> dict[str, Any]:
    """All of it or nothing: the community, its usual registers, the accounts that are not there yet."""
    from linli.contexts.registry import seeds
    from linli.kernel import db
    from linli.kernel.access.roles import ADMINISTRATOR, COMMUNITY_MANAGER
    from linli.kernel.actor import linli
    from linli.kernel.areas.commands import found_community

    actor = linli("command_line")
    with db.write():
        community = found_community(actor, code=code, name=name, subdistrict=subdistrict)
        seeds.lay_out_registers(actor, community)
        accounts = [
            *_engage(actor, ADMINISTRATOR, community.parent, "admin"),
            *_engage(actor, COMMUNITY_MANAGER, community, "manager"),
        ]
    return {"community": code, "name": community.name, "accounts": accounts}


def _engage(actor: Any, role: str, area: Any, username: str) -> list[dict[str, str]]:
    """Someone for the role in that area; whoever administers the installation already goes on doing so."""
    from linli.kernel.access import commands as access
    from linli.kernel.access.queries import in_force
    from linli.kernel.access.roles import ADMINISTRATOR, ROLES
    from linli.kernel.accounts import commands as accounts
    from linli.kernel.accounts.models import Account

    held = in_force().filter(role=role, account__is_active=True)
    if held.filter(area=area).exists():
        return []
    there = held.order_by("pk").first() if role == ADMINISTRATOR else None
    if there is not None:
        access.grant(actor, there.account_id, area, role=role)
        return []
    if Account.objects.filter(username=username).exists():
        username = f"{username}-{area.code}"
    password, words = accounts.first_password(), str(ROLES[role].name)
    account = accounts.create(actor, username=username, name=words, password=password)
    access.grant(actor, account.pk, area, role=role)
    return [{"username": username, "role": words, "password": password}]


def _print(made: dict[str, Any]) -> None:
    click.echo(f"{made['name']}（{made['community']}）已登记。")
    for account in made["accounts"]:
        click.echo(f"  {account['role']}：用户名 {account['username']}，首次密码 {account['password']}")
    if made["accounts"]:
        click.echo("密码只显示这一次，首次登录时要改。")
    click.echo("下一步：linli import places 楼栋表.xlsx 登记楼栋和房屋，再 linli import residents 导入名册。")
