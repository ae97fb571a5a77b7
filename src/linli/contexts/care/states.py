"""The life of a care record: looked after, paused, and the ways in which it ends."""

from django.utils.translation import gettext_lazy as _

from linli.kernel.workflow import Machine, Step

LOOK_AFTER = "care.look_after"
OPEN = frozenset({"active", "paused"})
RECORD = Machine(
    name="care.record",
    states={
        "active": _("正在照看"),
        "paused": _("暂停（住院、外出）"),
        "moved": _("已搬走"),
        "died": _("已去世"),
        "ended": _("不再需要"),
    },
    start="active",
    steps=(
        Step("pause", _("暂停"), frozenset({"active"}), "paused", LOOK_AFTER, reason=True),
        Step("resume", _("回来了，继续照看"), frozenset({"paused"}), "active", LOOK_AFTER),
        Step("end", _("不再需要照看"), OPEN, "ended", LOOK_AFTER, reason=True),
        Step("move_away", _("搬走了"), OPEN, "moved", LOOK_AFTER),
        Step("die", _("去世了"), OPEN | {"moved"}, "died", LOOK_AFTER),
    ),
    final=frozenset({"died", "ended", "moved"}),
)
