"""The lives of an application for admission, and of what was asked of a community."""

from django.utils.translation import gettext_lazy as _

from linli.kernel.workflow import Machine, Step

APPLY, DECIDE, ANSWER = "duties.apply", "duties.decide", "duties.answer"
OPEN = frozenset({"submitted", "under_review"})
ADMISSION = Machine(
    name="duties.admission",
    states={
        "draft": _("草稿"),
        "submitted": _("已提交"),
        "under_review": _("审核中"),
        "approved": _("已准入，未开始"),
        "rejected": _("未准入"),
        "in_effect": _("执行中"),
        "withdrawn": _("已撤销"),
        "ended": _("到期结束"),
    },
    start="draft",
    steps=(
        Step("submit", _("提交申请"), frozenset({"draft"}), "submitted", APPLY),
        Step("retract", _("收回申请"), OPEN | {"draft"}, "withdrawn", APPLY, reason=True),
        Step("take_up", _("开始审核"), frozenset({"submitted"}), "under_review", DECIDE, within_days=15),
        Step("send_back", _("退回补正"), OPEN, "draft", DECIDE, within_days=15, reason=True),
        Step("approve", _("批准准入"), frozenset({"under_review"}), "approved", DECIDE, within_days=15),
        Step("reject", _("不准入"), frozenset({"under_review"}), "rejected", DECIDE, 15, reason=True),
        Step("take_effect", _("开始执行"), frozenset({"approved"}), "in_effect", DECIDE),
        Step(
            "withdraw", _("撤销准入"), frozenset({"approved", "in_effect"}), "withdrawn", DECIDE, reason=True
        ),
        Step("end", _("到期结束"), frozenset({"in_effect"}), "ended", DECIDE),
    ),
    final=frozenset({"rejected", "withdrawn", "ended"}),
)
DEMAND = Machine(
    name="duties.demand",
    states={
        "received": _("待核对"),
        "off_list": _("不在清单"),
        "accepted": _("在清单内，办理"),
        "refused": _("已退回"),
        "dropped": _("对方已收回"),
    },
    start="received",
    steps=(
        Step("accept", _("在清单内，办理"), frozenset({"received", "off_list"}), "accepted", ANSWER),
        Step("mark_off_list", _("不在清单"), frozenset({"received"}), "off_list", ANSWER),
        Step("refuse", _("出具退回函"), frozenset({"off_list"}), "refused", ANSWER),
        Step("drop", _("对方已收回"), frozenset({"received", "off_list"}), "dropped", ANSWER, reason=True),
        Step("reopen", _("重新核对"), frozenset({"accepted", "refused"}), "received", ANSWER, reason=True),
    ),
    final=frozenset({"accepted", "refused", "dropped"}),
)
