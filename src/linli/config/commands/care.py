"""Care from the command line: what is due, emergency cards as PDF, the meals of a day."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from linli.config.commands.people import community_named
from linli.config.commands.saying import plainly, refuse, say_json


def add_to(group: click.Group) -> None:
    """Add the commands of this module."""
    group.add_command(caring)


@click.group(name="care")
def caring() -> None:
    """People we look after (我们照看的人)."""


def _place(code: str) -> str:
    """The code of a grid or community; the first community when none is given."""
    from linli.kernel.areas.models import Area, Kind

    if not code:
        return str(community_named("").code)
    if not Area.objects.filter(code=code, kind__in=(Kind.COMMUNITY, Kind.GRID)).exists():
        refuse(f"没有这个社区或网格：{code}")
    return code


@caring.command()
@click.option("--place", default="", help="Code of a community or grid; the first community when not given.")
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly
def due(place: str, as_json: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Say which cards, plans, allowances and documents want looking at, the soonest first."""
    from linli.contexts.care import policies
    from linli.contexts.care.queries.due import due as wanted
    from linli.kernel import clock
    from linli.kernel.actor import Actor

    today, code = clock.today(), _place(place)
    reader = Actor(None, "", frozenset({(policies.LOOK_AFTER, code), (policies.VIEW, code)}))
    found = sorted(wanted(reader, today), key=lambda entry: (entry.due_on, entry.order, entry.key))
    if as_json:
        told = [
            {"key": e.key, "title": e.title, "why": e.why, "due_on": e.due_on.isoformat(), "place": e.place}
            for e in found
        ]
        say_json({"on": today.isoformat(), "place": code, "due": told})
        return
    for entry in found:
        click.echo(f"{entry.due_on:%Y-%m-%d}  {entry.place}  {entry.why}")
    click.echo(f"一共 {len(found)} 件。")


@caring.command()
@click.option("--place", default="", help="Code of a community or grid; the first community when not given.")
@click.option("--reason", required=True, help="Why they are printed; kept on record.")
@click.option("--out", "file", required=True, help="Where the PDF goes.")
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly
def cards(place: str, reason: str, file: str, **asked: Any) -> None:
    """Print emergency cards, one on each page of A5, in walking order."""
    from linli.contexts.care.commands.cards import print_cards
    from linli.contexts.care.exports import cards_pdf
    from linli.contexts.care.queries.records import with_card
    from linli.kernel.actor import linli

    actor = linli("cli")
    target = Path(file)
    if not target.parent.is_dir():
        refuse(f"没有这个文件夹：{target.parent}")
    made = print_cards(actor, records=list(with_card(actor, _place(place))), reason=reason)
    target.write_bytes(cards_pdf(made))
    if asked["as_json"]:
        say_json({"cards": len(made), "file": str(target)})
        return
    click.echo(f"{len(made)} 张应急联络卡：{target}")


@caring.command()
@click.option("--date", "on", default="", help="A day, YYYY-MM-DD; today when not given.")
@click.option("--place", default="", help="Code of a community or grid; the first community when not given.")
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly
def meals(on: str, place: str, as_json: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Say what the kitchen prepares on a day, and the round at the doors in walking order."""
    from linli.contexts.care.queries.orders import meals_of

    day, code = _day(on), _place(place)
    found = list(meals_of(code, day))
    if as_json:
        say_json({"on": day.isoformat(), "place": code, "meals": found})
        return
    for one in found:
        click.echo(f"{one['partner']} · {one['name']}：一共 {one['portions']} 份")
        for line in one["kitchen"]:
            click.echo(f"  {line['portions']} 份  {line['remarks'] or '没有特别交代'}")
        for stop in one["round"]:
            said = "  ".join(str(stop[key]) for key in ("number", "place", "name", "remarks") if stop[key])
            click.echo(f"  {said}  收 {stop['paid_at_door_fen'] / 100:.2f} 元  {stop['said']}")
    click.echo(f"一共 {sum(one['portions'] for one in found)} 份。")


def _day(text: str) -> date:
    """A day as it was typed, or one sentence."""
    from linli.kernel import clock

    try:
        return clock.day_of(text) if text else clock.today()
    except ValueError:
        refuse(f"没有这一天：{text}（请写成 2026-03-11 这样）")
