"""The lives of a care record and of a restricted record about a child."""

from django.utils.translation import gettext_lazy as _

from linli.kernel.workflow import Machine, Step

LOOK_AFTER, SAFEGUARD = "care.look_after", "care.safeguard"
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
CONCERN = Machine(
    name="care.concern",
    states={
        "opened": _("要马上报告"),
        "reported": _("已报告，跟进中"),
        "closed": _("已了结"),
    },
    start="opened",
    steps=(
        Step("report", _("记下已经报告"), frozenset({"opened"}), "reported", SAFEGUARD),
        Step("close", _("了结"), frozenset({"reported"}), "closed", SAFEGUARD, reason=True),
    ),
    final=frozenset({"closed"}),
)

ATTEND, ORDER = "care.attend", "care.order"
TO_DO = frozenset({"ordered", "accepted", "under_way"})
OCCASION = Machine(
    name="care.occasion",
    states={
        "waiting": _("排队等名额"),
        "ordered": _("已下单"),
        "accepted": _("已接单"),
        "under_way": _("在路上"),
        "done": _("已交到手上"),
        "missed": _("没有开门"),
        "cancelled": _("已取消"),
    },
    start="waiting",
    steps=(
        Step("move_up", _("有名额了"), frozenset({"waiting"}), "ordered", ORDER),
        Step("accept", _("接单"), frozenset({"ordered"}), "accepted", ATTEND),
        Step("set_out", _("出发"), frozenset({"ordered", "accepted"}), "under_way", ATTEND),
        Step("hand_over", _("交到手上"), TO_DO | {"missed"}, "done", ATTEND),
        Step("miss", _("没有开门"), TO_DO, "missed", ATTEND),
        Step("take_back", _("点错了，撤回"), frozenset({"done", "missed"}), "under_way", ATTEND),
        Step(
            "cancel",
            _("取消"),
            frozenset({"waiting", "ordered", "accepted"}),
            "cancelled",
            ORDER,
            reason=True,
        ),
    ),
    final=frozenset({"done", "missed", "cancelled"}),
)

SETTLEMENTS, APPROVE = "care.settlements", "care.approve_settlement"
SETTLEMENT = Machine(
    name="care.settlement",
    states={
        "draft": _("草稿，等合作单位确认"),
        "agreed": _("合作单位已确认，等批准"),
        "approved": _("已批准"),
    },
    start="draft",
    steps=(
        Step("agree", _("确认无误"), frozenset({"draft"}), "agreed", SETTLEMENTS),
        Step("send_back", _("退回重新核算"), frozenset({"agreed"}), "draft", SETTLEMENTS, reason=True),
        Step("approve", _("批准"), frozenset({"agreed"}), "approved", APPROVE),
    ),
    final=frozenset({"approved"}),
)

KEEP_ROOM = "care.keep_room"
NOT_HERE = frozenset({"expected", "excused", "missing", "accounted"})
"""Wherever a child is, it is not in the room yet."""
AFTERNOON = Machine(
    name="care.afternoon",
    states={
        "expected": _("今天要来"),
        "excused": _("请假了"),
        "missing": _("该到没到"),
        "accounted": _("问到了，人平安"),
        "here": _("在教室"),
        "collected": _("接走了"),
    },
    start="expected",
    steps=(
        Step("arrive", _("到了"), NOT_HERE, "here", KEEP_ROOM),
        Step("excuse", _("请假"), frozenset({"expected"}), "excused", KEEP_ROOM, reason=True),
        Step("miss", _("该到没到"), frozenset({"expected"}), "missing", KEEP_ROOM),
        Step("account", _("问到了"), frozenset({"missing"}), "accounted", KEEP_ROOM, reason=True),
        Step("collect", _("接走"), frozenset({"here"}), "collected", KEEP_ROOM),
        Step("undo", _("点错了，撤回"), frozenset({"here"}), "expected", KEEP_ROOM),
    ),
    final=frozenset({"excused", "accounted", "collected"}),
)
