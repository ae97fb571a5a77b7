"""One Form from the command line: read a department's form, fill it."""

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from linli.config.commands.saying import plainly, plainly_alone, read_file, refuse, say_json

if TYPE_CHECKING:
    from linli.engines.workbooks import Kind


def add_to(group: click.Group) -> None:
    """Add the commands of this module."""
    group.add_command(forms)


@click.group()
def forms() -> None:
    """Departments' forms."""


@forms.command()
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly_alone
def read(file: str, as_json: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Say what a form asks, column by column, and of whom.  Needs no database."""
    from linli.contexts.forms.queries.reading import as_contract, read_form

    name = Path(file).name
    contract = as_contract(read_form(read_file(file), name), name)
    if as_json:
        say_json(contract)
    else:
        _print_reading(contract)
    if not contract["sheets"]:
        refuse(f"没有找到要填的表：{name}。请确认打开后能看到表头。")


def _print_reading(contract: dict[str, Any]) -> None:
    lists = Counter(sheet["sheet"] for sheet in contract["sheets"])
    told: Counter[str] = Counter()
    for sheet in contract["sheets"]:
        rows = sheet["header_rows"]
        where = (
            f"表头第 {rows[0]}–{rows[1]} 行，数据从第 {sheet['first_data_row']} 行起" if rows else "一人一表"
        )
        name = sheet["sheet"]
        told[name] += 1
        which = f"（这一页有 {lists[name]} 份表，这是第 {told[name]} 份）" if lists[name] > 1 else ""
        click.echo(f"【{name}】{which}{where}；人群：{sheet['population'] or '未写明'}")
        for cell, column in sheet["columns"].items():
            click.echo(f"  {cell:>5}  {column['field'] or '—':<12} {column['confidence']:.2f}")


@forms.command()
@click.argument("file")
@click.option("-o", "--output", required=True, help="Where the filled form goes.")
@click.option(
    "--community", default="", help="Code of a community or grid; the first community when not given."
)
@click.option("--population", default="", help="Whom to fill in, for example 80周岁以上独居老人.")
@click.option("--json", "as_json", is_flag=True)
@plainly
def fill(file: str, output: str, community: str, population: str, as_json: bool) -> None:  # noqa: FBT001
    """Fill a form from the register and write it to OUTPUT."""
    from linli.contexts.forms.commands.filling import fill_outright
    from linli.kernel.actor import linli as itself

    target = Path(output)
    if not target.parent.exists():
        refuse(f"没有这个文件夹：{target.parent}")
    place = _place(community)
    as_kind: Kind | None = "xls" if target.suffix.lower() == ".xls" else None
    made = fill_outright(
        itself("command_line"),
        place,
        data=read_file(file),
        name=Path(file).name,
        population=population,
        as_kind=as_kind,
    )
    target.write_bytes(made.data)
    summary = {
        "file": output,
        **made.counts,
        "sheets": [
            {"sheet": s.label, "population": s.people, "rows": len(s.rows), "columns": len(s.places)}
            for s in made.sheets
        ],
        "left": [{"sheet": label, "reason": why} for label, why in made.left],
    }
    if as_json:
        say_json(summary)
    else:
        _print_filled(summary)


def _print_filled(summary: dict[str, Any]) -> None:
    click.echo(
        f"已填 {summary['rows']:,} 行：{summary['register']:,} 格来自登记，"
        f"{summary['stale']:,} 格较久没有核实，{summary['missing']:,} 格没有登记。→ {summary['file']}"
    )
    for sheet in summary["sheets"]:
        rows = f"{sheet['rows']:,} 行" if sheet["rows"] else "没有符合的人，一行也没有填"
        click.echo(f"  【{sheet['sheet']}】{sheet['population']}：{rows}")
    for left in summary["left"]:
        click.echo(f"  【{left['sheet']}】{left['reason']}")


def _place(code: str) -> Any:
    from django.db import OperationalError, ProgrammingError

    from linli.kernel.areas.models import Area, Kind

    try:
        places = Area.objects.filter(kind__in=(Kind.COMMUNITY, Kind.GRID)).order_by("code")
        found = places.filter(code=code).first() if code else places.filter(kind=Kind.COMMUNITY).first()
    except (OperationalError, ProgrammingError):
        refuse("数据库还没有建好，请先运行 linli migrate 或 linli demo。")
    if found is None:
        refuse(f"没有这个社区或网格：{code}" if code else "还没有登记任何社区，请先导入或运行 linli demo。")
    return found
