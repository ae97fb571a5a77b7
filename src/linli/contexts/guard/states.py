"""The ladder of an alarm: call the person, then the family, then go, then get help."""

from django.utils.translation import gettext_lazy as _

from linli.kernel.workflow import Machine, Step

RESPOND = "guard.respond"
OPEN = frozenset({"raised", "contacts", "going", "on_site", "rescue"})
ALARM = Machine(
    name="guard.alarm",
    states={
        "raised": _("先给本人打电话"),
        "contacts": _("给家人和紧急联系人打电话"),
        "going": _("有人正在上门"),
        "on_site": _("到了门口"),
        "rescue": _("已请 110、120 或物业帮忙"),
        "closed": _("已了结"),
    },
    start="raised",
    steps=(
        Step("no_answer", _("本人没接，联系家人"), frozenset({"raised"}), "contacts", RESPOND),
        Step("go", _("我去看看"), frozenset({"raised", "contacts"}), "going", RESPOND),
        Step("arrive", _("我到门口了"), frozenset({"going"}), "on_site", RESPOND),
        Step("get_help", _("没人应门，请人帮忙"), OPEN - {"rescue"}, "rescue", RESPOND),
        Step("close", _("记下结果"), OPEN, "closed", RESPOND),
    ),
    final=frozenset({"closed"}),
)
