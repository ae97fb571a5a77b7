"""The life of an act on behalf of somebody: a vote holds once a second person agreed."""

from django.utils.translation import gettext_lazy as _

from linli.kernel.workflow import Machine, Step

ACT = "residents.act_for"
WAITING, HOLDS, WITHDRAWN = "waiting", "holds", "withdrawn"
BEHALF = Machine(
    name="residents.behalf",
    states={WAITING: _("等第二人核对"), HOLDS: _("有效"), WITHDRAWN: _("已撤回")},
    start=WAITING,
    steps=(
        Step("second", _("我也核对过"), frozenset({WAITING}), HOLDS, ACT),
        Step("withdraw", _("撤回"), frozenset({WAITING, HOLDS}), WITHDRAWN, ACT, reason=True),
    ),
    final=frozenset({HOLDS, WITHDRAWN}),
)
