"""The life of a return (报送)."""

from django.utils.translation import gettext_lazy as _

from linli.kernel.workflow import Machine, Step

FILL = "forms.fill"
LIFE = Machine(
    name="forms.return",
    states={
        "received": _("待核对"),
        "filled": _("已填好"),
        "returned": _("已报送"),
        "withdrawn": _("不报了"),
    },
    start="received",
    steps=(
        Step("fill", _("填表"), frozenset({"received", "filled", "returned"}), "filled", FILL),
        Step("hand_in", _("登记已报送"), frozenset({"filled"}), "returned", FILL),
        Step("take_back", _("撤回重填"), frozenset({"returned"}), "filled", FILL),
        Step("withdraw", _("不用报了"), frozenset({"received", "filled"}), "withdrawn", FILL, reason=True),
        Step("reopen", _("恢复"), frozenset({"withdrawn"}), "received", FILL),
    ),
    final=frozenset({"returned", "withdrawn"}),
)
