"""The life of an open space (开放空间会议), from the invitation to what was agreed."""

from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.models.spaces import SpaceState
from linli.kernel.workflow import Machine, Step

LEAD, HELP = "assembly.lead_space", "assembly.help_space"
S = SpaceState


def _of(*states: SpaceState) -> frozenset[str]:
    return frozenset(state.value for state in states)


SPACE = Machine(
    name="assembly.open_space",
    states=dict(S.choices),
    start=S.DRAFT.value,
    steps=(
        Step("call", _("发出邀请，征集题卡"), _of(S.DRAFT), S.CALLING.value, LEAD),
        Step("hold_market", _("开集市，排时间地点"), _of(S.CALLING), S.MARKET.value, LEAD),
        Step("call_again", _("再征集几张题卡"), _of(S.MARKET), S.CALLING.value, LEAD),
        Step("talk", _("开始分组讨论"), _of(S.MARKET), S.TALKING.value, LEAD),
        Step("market_again", _("回到集市再排"), _of(S.TALKING), S.MARKET.value, LEAD),
        Step("take_dots", _("请大家点选"), _of(S.TALKING), S.DOTS.value, LEAD),
        Step("talk_again", _("回到讨论"), _of(S.DOTS), S.TALKING.value, LEAD),
        Step("plan", _("点选结束，商量行动"), _of(S.DOTS), S.PLANNING.value, LEAD),
        Step("close", _("结束会议，行动转为承诺"), _of(S.PLANNING), S.CLOSED.value, LEAD),
        Step(
            "cancel", _("取消这次会议"), _of(S.DRAFT, S.CALLING, S.MARKET), S.CANCELLED.value, LEAD,
            reason=True,
        ),
    ),
    final=_of(S.CLOSED, S.CANCELLED),
)  # fmt: skip
BACK = ("call_again", "market_again", "talk_again")
"""Steps that go back one."""
TAKES_CARDS = (S.CALLING.value, S.MARKET.value)
TAKES_WISHES = (S.CALLING.value, S.MARKET.value)
TAKES_NOTES = (S.TALKING.value, S.DOTS.value, S.PLANNING.value)
SHOWN = (S.CALLING.value, S.MARKET.value, S.TALKING.value, S.DOTS.value, S.PLANNING.value, S.CLOSED.value)
"""States in which everybody may see an open space in a list; by its code also what was called off."""
