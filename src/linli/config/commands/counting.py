"""Counting that anybody can repeat: a participatory budget from its .pb file, a published file of ballots."""

from decimal import Decimal

import click

from linli.config.commands.saying import plainly, plainly_alone, read_file, refuse, say_json


def add_to(group: click.Group) -> None:
    """Add the commands of this module."""
    group.add_command(budget)
    group.add_command(ballots)


@click.group()
def budget() -> None:
    """Participatory budgets."""


@budget.command()
@click.argument("file")
@click.option("--rule", type=click.Choice(["greedy", "equal-shares"]), required=True)
@click.option(
    "--completion", type=click.Choice(["none", "add1", "add1u", "greedy"]), default="none", show_default=True
)
@click.option("--utility", type=click.Choice(["cost", "cardinality"]), default="cost", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly_alone
def tally(file: str, rule: str, completion: str, utility: str, as_json: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Say which projects win, exactly; needs no database."""
    from linli.engines.tally import BudgetRule, Completion, RuleName, TallyRefused, Utility, decide_budget
    from linli.engines.tally.pabulib import read

    try:
        election = read(read_file(file))
        asked = BudgetRule(RuleName(rule), completion=Completion(completion), utility=Utility(utility))
        outcome = decide_budget(election, asked)
    except TallyRefused as refused:
        refuse(_sentence(refused))
    cost, unspent = election.money(outcome.cost), election.money(outcome.unspent)
    if as_json:
        say_json({"winners": list(outcome.winners), "cost": _number(cost), "unspent": _number(unspent)})
        return
    for project in outcome.winners:
        click.echo(project)
    click.echo(f"共 {len(outcome.winners)} 个项目，用 {cost}，余 {unspent}。")


@budget.command()
@click.argument("round_id", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="The round with its result, as one JSON value.")
@click.option(
    "--pb", "as_pb", is_flag=True, help="The counted election in the Pabulib format, without names."
)
@plainly
def export(round_id: str, as_json: bool, as_pb: bool) -> None:  # noqa: FBT001 - flags of the command line
    """Print a round of a participatory budget as everybody may read it; ID is its key or its number."""
    from uuid import UUID

    from linli.contexts.budgeting.exports import found, written

    if as_json == as_pb:
        refuse("请选一种格式：--json 或 --pb。")
    try:
        key: UUID | str = UUID(round_id)
    except ValueError:
        key = round_id
    one = found(key)
    if one is None:
        refuse(f"没有找到公开的预算：{round_id}")
    text = written(one, "pb" if as_pb else "json")
    if not text:
        refuse("还没有计票，没有选票文件。")
    click.echo(text)


@budget.command("import")
@click.argument("file")
@click.option("--community", metavar="CODE", help="For which community; by default the only one.")
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly
def take(file: str, community: str | None, as_json: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Keep a past election from its .pb FILE, counted by both rules; nothing is kept of a wrong file."""
    from pathlib import Path

    from linli.contexts.budgeting.imports.pabulib import take as take_file
    from linli.kernel.actor import linli
    from linli.kernel.areas.models import Area, Kind

    places = Area.objects.filter(kind=Kind.COMMUNITY).order_by("code")
    chosen = list(places.filter(code=community) if community else places[:2])
    if len(chosen) != 1:
        refuse(
            f"没有这个社区：{community}" if community else "有不止一个社区，请用 --community 写明是哪一个。"
        )
    row = take_file(linli("command line"), chosen[0], read_file(file), Path(file).name)
    if as_json:
        say_json({"id": str(row.pk), "title": row.title, "ballots": row.ballots, **row.story})
        return
    click.echo(f"{row.title}：{row.projects} 个项目，{row.ballots} 张票。")
    for words, key in (("按票数", "greedy"), ("等额分配", "equal_shares")):
        told = row.story["rules"][key]
        if told:
            click.echo(f"{words}：选上 {len(told['winners'])} 个，用 {told['cost']}，余 {told['unspent']}。")


def _sentence(refused: Exception) -> str:
    line = getattr(refused, "line", 0)
    detail = getattr(refused, "detail", "")
    where = f"（第 {line} 行）" if line else ""
    return f"这个文件不能计票{where}：{getattr(refused, 'code', '')} {detail}".strip()


def _number(amount: Decimal) -> int | float:
    """Whole money as a whole number."""
    return int(amount) if amount == amount.to_integral_value() else float(amount)


@click.group()
def ballots() -> None:
    """Published ballots."""


@ballots.command()
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly_alone
def recount(file: str, as_json: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Count a published file of ballots again, and say whether the result is the published one."""
    from dataclasses import asdict

    from linli.engines.tally import TallyRefused
    from linli.engines.tally.ballots import recount as count_again

    try:
        found = count_again(read_file(file).decode("utf-8", errors="replace"))
    except TallyRefused as refused:
        refuse(_sentence(refused))
    if as_json:
        say_json(asdict(found))
    elif found.same:
        click.echo(f"重新计票 {found.ballots} 张，结果和公布的一致。")
    else:
        click.echo(
            f"重新计票 {found.ballots} 张，和公布的不一致：{'、'.join(found.different or found.faulty)}"
        )
