"""Filling 10,000 people × 30 columns, against the time openpyxl needs for the same cells from memory.

Limit: 1.5 times.  The peer loads the same template, sets the same values with the row's style, and saves.
"""

import copy
import io
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parent))

import people

LIMIT = 1.5
ROUNDS = 3
WORDS = (
    "序号 姓名 性别 民族 出生日期 年龄 身份证号 联系电话 户籍地址 现住址 小区 楼栋 单元 室号 "
    "所属网格 网格员 政治面貌 文化程度 婚姻状况 职业 工作单位 就业状况 籍贯 与户主关系 户主姓名 "
    "家庭人口数 健康状况 紧急联系人 紧急联系人电话 是否退役军人"
)
HEADINGS = WORDS.split()


def timed(run: Callable[[], object]) -> float:
    """Seconds of the middle of a few rounds."""
    seconds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - started)
    return median(seconds)


def by_openpyxl(template: bytes, rows: list[list[object]]) -> bytes:
    """The peer: the same cells from memory into the same template."""
    from openpyxl import load_workbook

    book = load_workbook(io.BytesIO(template))
    page = book.active
    styles = [copy.copy(page.cell(3, c)._style) for c in range(1, len(HEADINGS) + 1)]  # noqa: SLF001
    for number, row in enumerate(rows, 3):
        for column, value in enumerate(row, 1):
            cell = page.cell(number, column, value)
            cell._style = styles[column - 1]  # noqa: SLF001
    box = io.BytesIO()
    book.save(box)
    return box.getvalue()


def main() -> None:
    """Print both and the ratio."""
    folder = people.prepare()
    from tests.builders.forms import blank

    from linli.contexts.forms.commands.filling import fill_in
    from linli.contexts.forms.commands.returns import Handed, take
    from linli.contexts.forms.queries.compose import Way, compose
    from linli.contexts.forms.queries.plan import plan_of
    from linli.contexts.forms.queries.reading import read_form
    from linli.kernel import clock

    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    world = people.community(count)
    actor = world.actor("community_manager")
    template = blank("社区居民信息登记表", HEADINGS, rows=20)
    plan = plan_of(read_form(template, "居民.xlsx"), "339901", {})
    way = Way((), clock.today())
    made = compose(actor, template, plan, way)
    rows = [[n + 1, *[cell[0] for cell in row[1:]]] for n, row in enumerate(made.sheets[0].rows)]
    asked = take(actor, world.community, handed=Handed(template, "居民.xlsx"))
    peer = timed(lambda: by_openpyxl(template, rows))
    ours = timed(lambda: compose(actor, template, plan, way))
    whole = timed(lambda: fill_in(actor, asked))
    cells = len(rows) * len(HEADINGS)
    print(f"{len(rows):,} rows × {len(HEADINGS)} columns = {cells:,} cells")
    print(f"openpyxl from memory            {peer:6.2f} s")
    print(f"Linli, database to filled file  {ours:6.2f} s   {ours / peer:.2f} × (limit {LIMIT})")
    print(f"Linli, with versions, lineage, questions and audit {whole:6.2f} s   {whole / peer:.2f} ×")
    folder.cleanup()


if __name__ == "__main__":
    main()
