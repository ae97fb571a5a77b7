"""The life of a promise (承诺), until it is kept, or not kept for a reason."""

from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.models import AT_WORK
from linli.contexts.assembly.models import PromiseState as P
from linli.kernel.workflow import Machine, Step

FOLLOW, PROMISE, CONFIRM = "assembly.follow_promises", "assembly.promise", "assembly.confirm_promises"


def _of(*states: P) -> frozenset[str]:
    return frozenset(state.value for state in states)


WORKING = _of(*AT_WORK)
OPEN = WORKING | _of(P.DONE)
PROMISE_LIFE = Machine(
    name="assembly.promise",
    states=dict(P.choices),
    start=P.MADE.value,
    steps=(
        Step("begin", _("开始做"), _of(P.MADE, P.POSTPONED, P.HANDED_ON), P.UNDER_WAY.value, FOLLOW),
        Step("finish", _("做完了"), WORKING, P.DONE.value, FOLLOW),
        Step("confirm", _("确认兑现"), _of(P.DONE), P.KEPT.value, CONFIRM),
        Step("send_back", _("还没做好"), _of(P.DONE), P.UNDER_WAY.value, CONFIRM, reason=True),
        Step("postpone", _("推迟"), WORKING, P.POSTPONED.value, FOLLOW, reason=True),
        Step("hand_on", _("转给别人"), WORKING, P.HANDED_ON.value, FOLLOW, reason=True),
        Step("give_up", _("没能做到"), WORKING, P.NOT_KEPT.value, FOLLOW, reason=True),
        Step("take_up_again", _("重新做"), _of(P.NOT_KEPT), P.UNDER_WAY.value, PROMISE, reason=True),
    ),
    final=_of(P.KEPT, P.NOT_KEPT),
)  # fmt: skip
