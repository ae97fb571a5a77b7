"""The 12345 hotline from the command line: fetch its work orders, or take them from a file."""

from collections.abc import Sequence
from pathlib import Path

import click

from linli.config.commands.people import community_named
from linli.config.commands.requests import requests
from linli.config.commands.saying import plainly, read_file, refuse, say_json


def add_to(_group: click.Group) -> None:
    """The command of this module hangs below ``linli requests``."""


@requests.command()
@click.option(
    "--file", default="", help="A file of orders (.json, .xlsx, .xls) instead of asking the hotline."
)
@click.option("--community", default="", help="Code of the community; the first one when not given.")
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly
def hotline(file: str, community: str, as_json: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Turn work orders of the 12345 hotline into requests, each once; needs the database.

    The hotline is what LINLI_HOTLINE names: an address (https://…) or a folder with ``in`` and ``out``.
    Results go back by themselves when a request is closed.
    """
    from linli.contexts.service_requests.imports import hotline as orders
    from linli.kernel import ports
    from linli.kernel.ports.hotline import Hotline, Order, Unreadable

    place = community_named(community)
    found: Sequence[Order | Unreadable]
    if file:
        found = orders.orders_of(read_file(file), Path(file).name)
    else:
        try:
            found = ports.ask(Hotline).fetch()
        except (OSError, ValueError):
            refuse("热线没有答应，或工单格式有误，请检查 LINLI_HOTLINE 后再试。")
    verdicts = orders.take(place, found)
    new = [v for v in verdicts if v.is_new]
    refused = [{"number": v.number, "reason": v.reason} for v in verdicts if v.reason]
    if as_json:
        known = len(verdicts) - len(new) - len(refused)
        taken = [{"number": v.number, "request": v.request} for v in new]
        say_json({"taken": taken, "known": known, "refused": refused})
        return
    for one in refused:
        click.echo(f"工单 {one['number']}：{one['reason']}")
    click.echo(f"收到 {len(verdicts)} 张工单，新记下 {len(new)} 件，{len(refused)} 张有问题。")
