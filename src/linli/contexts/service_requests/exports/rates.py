"""The three rates as a workbook: by category, unit and month, with what they mean and what was left out."""

from collections.abc import Mapping, Sequence

from linli.contexts.service_requests.queries.rates import LeftOut, Line, Rate
from linli.engines.workbooks import NewSheet, build

HEADINGS = (
    "名称", "诉求数", "响应率%", "按时联系", "应联系", "解决率%", "解决份数", "回答份数", "满意率%",
    "满意份数", "满意回答份数",
)  # fmt: skip
WIDTHS = (34, 10, 10, 10, 10, 10, 10, 10, 10, 10, 14)
NAMES = {"category": "按类别", "unit": "按承办单位", "month": "按月份"}


def workbook(
    period: str, groups: Mapping[str, Sequence[Line]], total: Line, defined: Sequence[tuple[str, str]],
    out: LeftOut,
) -> bytes:  # fmt: skip
    """As .xlsx; too few answers leave the cells empty."""
    sheets = [
        NewSheet(
            name=NAMES[by], title=f"诉求三率（{period}，{NAMES[by]}）", header=[HEADINGS], widths=WIDTHS,
            rows=[_cells(line) for line in (*lines, total)],
        )
        for by, lines in groups.items()
    ]  # fmt: skip
    notes = [
        *defined, *((f"不计入：{name}", str(n)) for name, n in out.counts),
        *((f"不计入的评价：{number}", reason) for number, reason in out.answers),
    ]  # fmt: skip
    sheets.append(
        NewSheet(name="口径", title="口径和不计入的", header=[("项目", "说明")], widths=(40, 70), rows=notes)
    )
    return build(sheets)


def _cells(line: Line) -> list[str | float | None]:
    return [
        line.name, line.requests, *_rate(line.response), *_rate(line.solved), *_rate(line.satisfied),
    ]  # fmt: skip


def _rate(rate: Rate) -> list[str | float | None]:
    return [None, None, None] if rate.is_small else [rate.percent, rate.part, rate.whole]
