"""What earlier requests teach, from the command line: categories, common matters, letters sent twice."""

from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from datetime import date
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING, Any

import click

from linli.config.commands.saying import bar, plainly, read_file, refuse, say_json

if TYPE_CHECKING:
    from linli.engines.similarity import Model, Topic
    from linli.kernel.sheets.rows import Row

MODEL = "requests_model.npz"
Tell = Callable[[str, int, int], None]


def add_to(group: click.Group) -> None:
    """Add the commands of this module."""
    group.add_command(requests)


@click.group()
def requests() -> None:
    """Residents' requests: learn from a table of them.  Needs no database.

    FILE is a workbook (.xlsx, .xls) or a text table (.csv, in UTF-8 or GBK).  Columns are known by their
    headings (内容, 主题, 类别; text, title, label …) or else by what stands in them.  Row numbers are those
    that the sheet shows: the heading is row 1, the first request below it row 2.
    """


@requests.command()
@click.argument("file")
@click.option("--model", default="", help=f"Where the model goes; {MODEL} in the data folder when not given.")
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly
def train(file: str, model: str, as_json: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Learn categories from FILE, which holds texts and the category that people gave them.

    Writes the model and nothing else.  Rows without text or category are left out.
    """
    target = _model_path(model)
    if not target.parent.exists():
        refuse(f"没有这个文件夹：{target.parent}")
    with _bar(quiet=as_json) as tell:
        learned, labels, left_out = _learned(file, tell)
    _keep(target, learned)
    told = {
        "model": str(target),
        "examples": sum(labels.values()),
        "left_out": left_out,
        "categories": dict(labels.most_common()),
        "accuracy": round(learned.trust.right, 4),
        "sure": round(learned.trust.covered, 4),
    }
    if as_json:
        say_json(told)
        return
    click.echo(f"学了 {told['examples']} 条、{len(labels)} 个类别，存到 {target}。")
    if left_out:
        click.echo(f"有 {left_out} 行缺文字或类别，没有用上。")
    click.echo(
        f"拿没学过的例子试：归对约 {learned.trust.right:.0%}；说“有把握”的占 {learned.trust.covered:.0%}，"
        "其余请人工判断。"
    )
    if lonely := [label for label, count in labels.items() if count == 1]:
        click.echo(f"只有一个例子的类别，建议会不准：{'、'.join(lonely[:10])}")


@requests.command()
@click.argument("file")
@click.option("--model", default="", help=f"The model to use; {MODEL} in the data folder when not given.")
@click.option("--train", "train_on", default="", help="Learn from this table first; its model is not kept.")
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly
def suggest(file: str, model: str, train_on: str, as_json: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Suggest a category for every request of FILE.

    With --json a list of {"row", "category", "confidence"}: row is the number the sheet shows (the first
    request below a heading is 2), confidence the chance from 0 to 1 that the category is right.  An unsure
    suggestion is given too, with its low confidence; without --json it says that it is unsure.
    """
    from linli.config.commands.request_tables import listed
    from linli.engines.similarity import categories
    from linli.engines.similarity import suggest as suggestions

    table = listed(file, labelled=False)
    with _bar(quiet=as_json) as tell:
        learned = _learned(train_on, tell)[0] if train_on else _kept(_model_path(model))
        texts = table.texts()
        if not as_json:
            for row, answer in zip(table.rows, suggestions(learned, texts), strict=True):
                click.echo(f"第 {row.number} 行：{answer.sentence}")
            return
    say_json(
        [
            {"row": row.number, "category": category, "confidence": round(confidence, 4)}
            for row, (category, confidence) in zip(table.rows, categories(learned, texts), strict=True)
        ]
    )


@requests.command()
@click.argument("file")
@click.option(
    "--least", type=click.IntRange(min=2), default=2, show_default=True, help="Fewest requests of a matter."
)
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly
def topics(file: str, least: int, as_json: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Find the matters that several requests of FILE speak of, the hottest first.

    With --json a list of {"name", "rows", "related", "count", "likes", "since", "until", "heat"}; rows are
    the numbers the sheet shows.  Related are rows that go with them although their title does not say so:
    look whether they belong.  Count is how many rows there are without them; days, likes and heat are of
    both.  A request that shares its matter with no other is in none.
    """
    from linli.config.commands.request_tables import listed
    from linli.engines.similarity import topics as matters

    table = listed(file, labelled=False)
    found = [_cluster(table.rows, topic) for topic in matters(table.reports(), least)]
    if as_json:
        say_json(found)
        return
    for one in found:
        days = f"，{one['since']} 至 {one['until']}" if one["since"] else ""
        also = (
            f"；可能相关 {len(one['related'])} 条（第 {_numbers(one['related'])} 行）"
            if one["related"]
            else ""
        )
        click.echo(f"{one['name']}：{one['count']} 条{days}（第 {_numbers(one['rows'])} 行）{also}")
    click.echo(f"共 {len(found)} 件事有 {least} 条以上反映。")


@requests.command()
@click.argument("file")
@click.option("--json", "as_json", is_flag=True, help="Print exactly one JSON value.")
@plainly
def duplicates(file: str, as_json: bool) -> None:  # noqa: FBT001 - a flag of the command line
    """Find requests of FILE that were sent twice: the same wording, or nearly, about the same place.

    With --json a list of {"rows", "reason"}; rows are the numbers the sheet shows.
    """
    from linli.config.commands.request_tables import listed
    from linli.engines.similarity import duplicates as pairs_in
    from linli.engines.similarity import merged

    table = listed(file, labelled=False)
    pairs = pairs_in(table.reports())
    reasons = {pair.b: pair.reason for pair in reversed(pairs)}
    groups = [
        {"rows": [table.rows[place].number for place in sorted(group)], "reason": reasons[max(group)]}
        for group in merged(pairs, len(table.rows))
    ]
    if as_json:
        say_json(groups)
        return
    for group in groups:
        click.echo(f"第 {'、'.join(map(str, group['rows']))} 行是同一件：{group['reason']}")
    click.echo(f"共 {len(groups)} 组。")


def _bar(*, quiet: bool) -> AbstractContextManager[Tell]:
    return nullcontext(_quietly) if quiet else bar()


def _quietly(_words: str, _done: int, _total: int) -> None:
    """Machines wait without a bar."""


def _model_path(given: str) -> Path:
    from django.conf import settings

    return Path(given) if given else settings.DATA / MODEL


def _learned(file: str, tell: Tell) -> "tuple[Model, Counter[str], int]":
    from linli.config.commands.request_tables import listed
    from linli.engines.similarity import CannotLearn, Example, themes_from
    from linli.engines.similarity import train as learn
    from linli.kernel.packs import pack

    table = listed(file, labelled=True)
    pairs = zip(table.texts(), table.labels(), strict=True)
    examples = [Example(text, label) for text, label in pairs if label and text.whole]
    try:
        model = learn(examples, themes_from(pack("request_words")), lambda done, of: tell("学习", done, of))
    except CannotLearn as reason:
        refuse(str(reason))
    return model, Counter(example.label for example in examples), len(table.rows) - len(examples)


def _keep(target: Path, learned: "Model") -> None:
    """Write the model whole or not at all."""
    from linli.engines.similarity import pack

    try:
        with NamedTemporaryFile(dir=target.parent, prefix=".model-", delete=False) as draft:
            draft.write(pack(learned))
        Path(draft.name).replace(target)
    except OSError:
        refuse(f"模型写不进去，请检查权限：{target}")


def _kept(path: Path) -> "Model":
    from linli.engines.similarity import NotAModel, unpack

    if not path.exists():
        refuse(f"还没有学过：{path}。请先运行 linli requests train FILE，或用 --train 指定一张带类别的表。")
    try:
        return unpack(read_file(str(path)))
    except NotAModel as reason:
        refuse(str(reason))


def _numbers(rows: Sequence[int]) -> str:
    return "、".join(map(str, rows[:12])) + ("…" if len(rows) > 12 else "")


def _cluster(rows: "Sequence[Row]", topic: "Topic") -> dict[str, Any]:
    since, until = (
        date.fromordinal(int(day)).isoformat() if day is not None else None
        for day in (topic.since, topic.until)
    )
    return {
        "name": topic.name,
        "rows": sorted(rows[place].number for place in topic.core),
        "related": sorted(rows[place].number for place in topic.related),
        "count": len(topic.core),
        "likes": topic.likes,
        "since": since,
        "until": until,
        "heat": round(topic.heat, 2),
    }
