"""Rosters of residents from the command line: tried out, or taken over."""

from contextlib import nullcontext
from pathlib import Path
from typing import Any

import click

from linli.config.commands.saying import bar, plainly, read_file, refuse, say_json

SHOWN = 5
"""Of how many rows with the same remark the numbers are printed."""


def add_to(group: click.Group) -> None:
    """Add the commands of this module."""
    group.add_command(importing)


@click.group(name="import")
def importing() -> None:
    """Rosters that come in."""


@importing.command()
@click.argument("file")
@click.option("--dry-run", is_flag=True, help="Only say what every row would do; nothing is written.")
@click.option("--community", default="", help="Code of the community; the first one when not given.")
@click.option("--sheet", default="", help="Name of the sheet; the most likely one when not given.")
@click.option("--on", "valid_on", default="", help="The day the roster speaks of (2026-03-31).")
@click.option("--add-dwellings", is_flag=True, help="Add doors that are missing in known buildings.")
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly
def residents(file: str, as_json: bool, **asked: Any) -> None:  # noqa: FBT001 - a flag of the command line
    """Import a roster of residents, whatever its layout.  Rows that need a person's eye are left out."""
    from linli.contexts.registry.imports.working import Offered

    data = read_file(file)
    community = community_named(asked["community"])
    offered = Offered(data, Path(file).name, asked["sheet"])
    do = _tried if asked["dry_run"] else _taken
    with nullcontext(_quietly) if as_json else bar() as tell:
        outcome = do(community, offered, asked, tell)
    if as_json:
        say_json(outcome)
    else:
        _print(outcome)


def _quietly(_words: str, _done: int, _total: int) -> None:
    """Machines wait without a bar."""


def community_named(code: str) -> Any:
    """The community of that code, or the first; a sentence when there is none."""
    from django.db import OperationalError, ProgrammingError

    from linli.kernel.areas.models import Area, Kind

    try:
        places = Area.objects.filter(kind=Kind.COMMUNITY).select_related("parent").order_by("code")
        found = (places.filter(code=code) if code else places).first()
    except (OperationalError, ProgrammingError):
        refuse("数据库还没有建好，请先运行 linli migrate 或 linli demo。")
    if found is None:
        refuse(
            f"没有这个社区：{code}" if code else "还没有登记任何社区，请先运行 linli start（或 linli demo）。"
        )
    return found


def _day(text: str) -> Any:
    from linli.kernel import clock

    if not text:
        return None
    try:
        day = clock.day_of(text)
    except ValueError:
        refuse(f"没有这一天：{text}（请写成 2026-03-31）。")
    if day > clock.today():
        refuse("名册说的日期不能在今天之后。")
    return day


def _described(community: Any, offered: Any, asked: dict[str, Any]) -> Any:
    from dataclasses import replace

    from linli.contexts.registry.imports.working import described

    found = described(community, offered, _day(asked["valid_on"]))
    if offered.sheet and found.sheet != offered.sheet:
        refuse(f"没有这张工作表，或者里面没有名册：{offered.sheet}")
    # Whom a title speaks of is a suggestion; on a page a person confirms it, here nobody does.
    return replace(found, group="")


def _tried(community: Any, offered: Any, asked: dict[str, Any], tell: Any) -> dict[str, Any]:
    from linli.contexts.registry.imports.judging import Way, check
    from linli.contexts.registry.imports.roster import read_file as read_roster
    from linli.contexts.registry.imports.roster import roster_of

    found = _described(community, offered, asked)
    way = Way(found.valid_on, found.mapping, found.decided, adds_dwellings=asked["add_dwellings"])
    roster = roster_of(read_roster(offered.data, offered.name), found.sheet)
    checked = check(community, roster, way, lambda done, total: tell("试读", done, total))
    return _contract(offered, found, checked.counts, [(r.number, r.outcome, r.reasons) for r in checked.rows])


def _unread(offered: Any, sheet: str) -> list[dict[str, Any]]:
    """Other lists of the same sheet: they are told, not read."""
    from linli.contexts.registry.imports.roster import read_file as read_roster
    from linli.contexts.registry.imports.roster import roster_of
    from linli.contexts.registry.imports.tables import unread

    roster = roster_of(read_roster(offered.data, offered.name), sheet)
    return [{"row": other.row, "title": other.title} for other in unread(roster)]


def _taken(community: Any, offered: Any, asked: dict[str, Any], tell: Any) -> dict[str, Any]:
    from linli.contexts.registry.commands import imports as commands
    from linli.contexts.registry.imports import working
    from linli.contexts.registry.models import ImportRow
    from linli.kernel.actor import linli as itself

    actor = itself("command_line")
    found = _described(community, offered, asked)
    run = commands.start(actor, community, roster=found)
    if asked["add_dwellings"]:
        run = commands.choose(actor, run, choice=commands.Choice(adds_dwellings=True))
    run = working.try_out(actor, run, lambda done, total: tell("试读", done, total))
    counts = dict(run.counts)
    commands.begin(actor, run, enqueue=lambda _job: None)
    working.take_over(actor, run, lambda done, total: tell("导入", done, total))
    run.refresh_from_db()
    applied = sum(run.counts[outcome] for outcome in ("new", "change", "same"))
    rows = ImportRow.objects.filter(run=run).exclude(reasons=[]).order_by("number")
    told = list(rows.values_list("number", "outcome", "reasons"))
    return {**_contract(offered, found, counts, told), "applied": applied}


def _contract(offered: Any, found: Any, counts: dict[str, int], rows: Any) -> dict[str, Any]:
    """What ``linli import residents --json`` prints; ``rows`` are (number, outcome, reasons)."""
    from linli.contexts.registry.queries.import_words import sentences
    from linli.kernel.catalogue import shelf

    def told(*, refused: bool) -> list[dict[str, Any]]:
        chosen = [(n, why) for n, outcome, why in rows if why and (outcome == "refused") is refused]
        return [{"row": number, "reasons": sentences(reasons)} for number, reasons in chosen]

    outcomes = ("new", "change", "same", "ask", "refused")
    return {
        "file": offered.name,
        "sheet": found.sheet,
        "rows": sum(counts.get(outcome, 0) for outcome in outcomes),
        **{outcome: counts.get(outcome, 0) for outcome in outcomes},
        "columns": {cell: shelf.field(key).name if key else None for cell, key in found.mapping.items()},
        "refusals": told(refused=True),
        "remarks": told(refused=False),
        "unread": _unread(offered, found.sheet),
    }


def _print(outcome: dict[str, Any]) -> None:
    done = f"，已导入 {outcome['applied']:,} 行" if "applied" in outcome else "（试读，没有改动登记）"
    words = (("new", "新增"), ("change", "更新"), ("same", "无变化"), ("ask", "待确认"), ("refused", "退回"))
    counts = "、".join(f"{word} {outcome[key]:,}" for key, word in words)
    click.echo(f"【{outcome['sheet']}】共 {outcome['rows']:,} 行：{counts}{done}。")
    for refusal in outcome["refusals"]:
        click.echo(f"  第 {refusal['row']} 行：{'；'.join(refusal['reasons'])}")
    _print_remarks(outcome["remarks"])
    for other in outcome["unread"]:
        title = f"《{other['title']}》" if other["title"] else ""
        click.echo(f"  提示：第 {other['row']} 行起是另一张表{title}，没有读。请放到单独的工作表里再导入。")


def _print_remarks(remarks: list[dict[str, Any]]) -> None:
    """What to know of rows that were not sent back: each remark once, with the rows it is about."""
    rows: dict[str, list[int]] = {}
    for remark in remarks:
        for reason in remark["reasons"]:
            rows.setdefault(reason, []).append(remark["row"])
    for reason, numbers in rows.items():
        first = "、".join(str(number) for number in numbers[:SHOWN])
        more = f" 等 {len(numbers):,} 行" if len(numbers) > SHOWN else " 行"
        click.echo(f"  提示：{reason}（第 {first}{more}）")
