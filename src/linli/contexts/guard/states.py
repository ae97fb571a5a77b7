"""The ladder of an alarm, from the first call to the door; and the repair of a device."""

from django.utils.translation import gettext_lazy as _

from linli.kernel.workflow import Machine, Step

RESPOND = "guard.respond"
RUNGS = ("raised", "contacts", "volunteer", "worker", "desk")
"""Where an alarm may wait before somebody goes; in which order, the pack says for each kind."""
CALLING = frozenset(RUNGS)
OPEN = CALLING | {"going", "on_site", "rescue"}
ALARM = Machine(
    name="guard.alarm",
    states={
        "raised": _("先给本人打电话"),
        "contacts": _("给家人和紧急联系人打电话"),
        "volunteer": _("请结对志愿者去看看"),
        "worker": _("请网格员上门"),
        "desk": _("请值班的人安排"),
        "going": _("有人正在上门"),
        "on_site": _("到了门口"),
        "rescue": _("已请 110、120 或物业帮忙"),
        "closed": _("已了结"),
    },
    start="raised",
    steps=(
        Step("no_answer", _("联系家人和紧急联系人"), CALLING - {"contacts"}, "contacts", RESPOND),
        Step("ask_volunteer", _("请结对志愿者去看看"), CALLING - {"volunteer"}, "volunteer", RESPOND),
        Step("ask_worker", _("请网格员上门"), CALLING - {"worker"}, "worker", RESPOND),
        Step("ask_desk", _("请值班的人安排"), CALLING - {"desk"}, "desk", RESPOND),
        Step("go", _("我去看看"), CALLING, "going", RESPOND),
        Step("cannot_go", _("我去不了，请别人去"), frozenset({"going"}), "worker", RESPOND),
        Step("arrive", _("我到门口了"), frozenset({"going"}), "on_site", RESPOND),
        Step("get_help", _("没人应门，请人帮忙"), OPEN - {"rescue"}, "rescue", RESPOND),
        Step("close", _("记下结果"), OPEN, "closed", RESPOND),
        Step("reopen", _("记错了，重新处理"), frozenset({"closed"}), "raised", RESPOND),
    ),
    final=frozenset({"closed"}),
)
REACHES = {
    "contacts": "no_answer", "volunteer": "ask_volunteer", "worker": "ask_worker", "desk": "ask_desk",
    "rescue": "get_help",
}  # fmt: skip
"""The step that leads to a rung."""
TAKES = frozenset({"close", "reopen"})
"""Steps that ask for more than a tap, and are commands of their own."""
OPEN_TICKETS = frozenset({"open", "taken"})
REGISTER = "guard.register"
TICKET = Machine(
    name="guard.ticket",
    states={
        "open": _("等人去看"),
        "taken": _("有人在修"),
        "done": _("修好了"),
        "dropped": _("不修了"),
    },
    start="open",
    steps=(
        Step("take", _("我去看看设备"), frozenset({"open"}), "taken", REGISTER),
        Step("mend", _("修好了"), OPEN_TICKETS, "done", REGISTER, reason=True),
        Step("drop", _("不修了"), OPEN_TICKETS, "dropped", REGISTER, reason=True),
        Step("heal", _("自己恢复了"), OPEN_TICKETS, "done", REGISTER),
        Step("reopen", _("还是不行"), frozenset({"done", "dropped"}), "open", REGISTER),
    ),
    final=frozenset({"done", "dropped"}),
)
