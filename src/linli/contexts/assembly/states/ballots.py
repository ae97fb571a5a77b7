"""The life of a vote (表决), of a paper that one of us took in, and of an authorisation (委托书)."""

from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.models import Proxy, State
from linli.kernel.ballots.handing import life
from linli.kernel.workflow import Machine, Step

RUN, TAKE = "assembly.run", "assembly.take_votes"
S, P = State, Proxy.State


def _of(*states: State | Proxy.State) -> frozenset[str]:
    return frozenset(state.value for state in states)


BALLOT = Machine(
    name="assembly.ballot",
    states=dict(State.choices),
    start=S.DRAFT.value,
    steps=(
        Step("make_roll", _("按登记生成名册"), _of(S.DRAFT), S.REVIEW.value, RUN),
        Step("redraft", _("退回修改"), _of(S.REVIEW), S.DRAFT.value, RUN),
        Step("announce", _("公示名册"), _of(S.REVIEW), S.ANNOUNCED.value, RUN),
        Step("open", _("开始投票"), _of(S.ANNOUNCED), S.OPEN.value, RUN),
        Step("close", _("结束投票并计票"), _of(S.OPEN), S.CLOSED.value, RUN),
        Step("publish", _("公布结果"), _of(S.CLOSED), S.PUBLISHED.value, RUN),
        Step(
            "cancel", _("取消这次表决"), _of(S.DRAFT, S.REVIEW, S.ANNOUNCED, S.OPEN), S.CANCELLED.value, RUN,
            reason=True,
        ),
    ),
    final=_of(S.PUBLISHED, S.CANCELLED),
)  # fmt: skip
HAND_IN = life("assembly", take=TAKE, settle=RUN)
PROXY = Machine(
    name="assembly.proxy",
    states=dict(Proxy.State.choices),
    start=P.WAITING.value,
    steps=(
        Step("confirm", _("我也看过委托书，确认"), _of(P.WAITING), P.HELD.value, TAKE),
        Step("withdraw", _("作废"), _of(P.WAITING, P.HELD), P.WITHDRAWN.value, TAKE, reason=True),
    ),
    final=_of(P.WITHDRAWN),
)
