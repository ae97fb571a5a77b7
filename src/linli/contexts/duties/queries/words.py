"""How the parts of an item are called, and how their values read."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.contexts.duties.models.lists import Kind

LABELS: dict[str, str | Promise] = {
    "number": _("编号"),
    "kind": _("类别"),
    "title": _("事项名称"),
    "part": _("社区做什么"),
    "department": _("牵头部门"),
    "clause": _("条款"),
    "source": _("依据"),
    "valid_from": _("生效日期"),
    "valid_to": _("失效日期"),
}

STATES: tuple[tuple[str, str | Promise], ...] = (
    ("now", _("现在有效")),
    ("later", _("还没生效")),
    ("over", _("已失效")),
    ("all", _("全部")),
)
SORTS: tuple[tuple[str, str | Promise], ...] = (
    ("number", _("按编号")),
    ("title", _("按名称")),
    ("department", _("按部门")),
    ("changed", _("最近改过")),
)


def read(key: str, value: str) -> str:
    """A value as a version keeps it, in words."""
    return str(Kind(value).label) if key == "kind" and value in Kind.values else value
