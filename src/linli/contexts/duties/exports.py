"""Lists, applications and demands as workbooks that an office can pass on."""

from collections.abc import Iterable, Sequence

from linli.contexts.duties.models import Admission, Demand, Duty
from linli.contexts.duties.queries.burden import burden_of
from linli.contexts.duties.states import ADMISSION, DEMAND
from linli.engines.workbooks import NewSheet, Value, build

ITEMS = (
    "编号",
    "类别",
    "事项名称",
    "社区职责",
    "牵头部门",
    "条款",
    "依据",
    "生效日期",
    "失效日期",
    "哪级清单",
)
"""People there read Chinese; the import knows these headings again."""


def items_book(title: str, rows: Iterable[Duty]) -> bytes:
    """The responsibility list."""
    lines: list[Sequence[Value]] = [
        (d.number, str(d.get_kind_display()), d.title, d.part, d.department, d.clause, d.source, d.valid_from,
         d.valid_to, d.area.name)
        for d in rows
    ]  # fmt: skip
    widths = (10, 11, 36, 44, 20, 18, 30, 12, 12, 14)
    return build([NewSheet("权责清单", [ITEMS], lines, title=title, widths=widths, landscape=True)])


def admissions_book(rows: Iterable[Admission]) -> bytes:
    """Applications with their decisions and burden."""
    head = (
        "编号", "申请事项", "类别", "申请单位", "范围", "依据", "开始", "结束", "人员", "经费（元）", "培训",
        "状态", "最晚答复", "要填几项", "其中已有", "一年要问或手填的格数",
    )  # fmt: skip
    lines: list[Sequence[Value]] = []
    for row in rows:
        burden = burden_of(row)
        lines.append((
            row.number, row.title, str(row.get_wanted_display()),
            row.organisation.name if row.organisation else "", row.area.name, row.basis, row.starts_on,
            row.ends_on, row.people, float(row.funds), row.training, str(ADMISSION.label(row.state)),
            row.decide_by, burden.asked if burden else None, burden.held if burden else None,
            burden.typed if burden else None,
        ))  # fmt: skip
    widths = (16, 34, 10, 18, 14, 30, 12, 12, 20, 12, 20, 14, 12, 10, 10, 16)
    return build([NewSheet("准入事项", [head], lines, title="准入事项", widths=widths, landscape=True)])


def demands_book(rows: Iterable[Demand], letters: dict[object, str]) -> bytes:
    """What was asked of communities, with the number of the letter that sent it back."""
    head = ("社区", "来件单位", "文号", "要做的事", "收到", "截止", "状态", "对应清单", "退回函")
    lines: list[Sequence[Value]] = [
        (d.community.name, d.sender, d.document_number, d.title, d.received_on, d.due_on,
         str(DEMAND.label(d.state)), d.duty.title if d.duty else d.admission.title if d.admission else "",
         letters.get(d.pk, ""))
        for d in rows
    ]  # fmt: skip
    widths = (14, 22, 18, 36, 12, 12, 14, 30, 24)
    return build([NewSheet("来件登记", [head], lines, title="来件登记", widths=widths, landscape=True)])
