"""The life of a meeting (会议), of a motion (动议), and of a turn to speak."""

from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.models import MeetingState as M
from linli.contexts.assembly.models import MotionState as V
from linli.contexts.assembly.models import Speaker
from linli.kernel.workflow import Machine, Step

HOLD, AGREE = "assembly.hold_meetings", "assembly.agree_to_minutes"
T = Speaker.State


def _of(*states: M | V | T) -> frozenset[str]:
    return frozenset(state.value for state in states)


PUBLIC = _of(M.ANNOUNCED, M.RUNNING, M.CLOSED, M.WRITTEN, M.AGREED, M.PUBLISHED)
"""States in which everybody may see a meeting."""
DECIDED = _of(V.PASSED, V.FAILED)
MEETING = Machine(
    name="assembly.meeting",
    states=dict(M.choices),
    start=M.DRAFT.value,
    steps=(
        Step("announce", _("发通知"), _of(M.DRAFT), M.ANNOUNCED.value, HOLD),
        Step("open", _("开始开会"), _of(M.ANNOUNCED), M.RUNNING.value, HOLD),
        Step("close", _("散会"), _of(M.RUNNING), M.CLOSED.value, HOLD),
        Step("submit", _("纪要交给主持人看"), _of(M.CLOSED), M.WRITTEN.value, HOLD),
        Step("send_back", _("纪要要改"), _of(M.WRITTEN), M.CLOSED.value, AGREE, reason=True),
        Step("agree", _("同意这份纪要"), _of(M.WRITTEN), M.AGREED.value, AGREE),
        Step("publish", _("公布纪要"), _of(M.AGREED), M.PUBLISHED.value, HOLD),
        Step("cancel", _("这次会不开了"), _of(M.DRAFT, M.ANNOUNCED), M.CANCELLED.value, HOLD, reason=True),
    ),
    final=_of(M.PUBLISHED, M.CANCELLED),
)
MOTION = Machine(
    name="assembly.motion",
    states=dict(V.choices),
    start=V.DRAFT.value,
    steps=(
        Step("put", _("提交讨论"), _of(V.DRAFT), V.DEBATED.value, HOLD),
        Step("call_vote", _("讨论完了，举手表决"), _of(V.DEBATED), V.VOTING.value, HOLD),
        Step("call_secret", _("讨论完了，无记名投票"), _of(V.DEBATED), V.SLIPS.value, HOLD),
        Step("reopen", _("再讨论一会儿"), _of(V.VOTING, V.SLIPS), V.DEBATED.value, HOLD),
        Step("to_ballot", _("会后投票表决"), _of(V.DEBATED), V.BALLOT.value, HOLD),
        Step("carry", _("通过"), _of(V.VOTING, V.SLIPS, V.BALLOT), V.PASSED.value, HOLD),
        Step("reject", _("没有通过"), _of(V.VOTING, V.SLIPS, V.BALLOT), V.FAILED.value, HOLD),
        Step("withdraw", _("撤回动议"), _of(V.DRAFT, V.DEBATED), V.WITHDRAWN.value, HOLD, reason=True),
    ),
    final=_of(V.PASSED, V.FAILED, V.WITHDRAWN),
)
TURN = Machine(
    name="assembly.turn",
    states=dict(T.choices),
    start=T.WAITING.value,
    steps=(
        Step("speak", _("请发言"), _of(T.WAITING), T.SPEAKING.value, HOLD),
        Step("stop", _("说完了"), _of(T.SPEAKING), T.SPOKE.value, HOLD),
        Step("drop", _("不说了"), _of(T.WAITING), T.DROPPED.value, HOLD),
    ),
    final=_of(T.SPOKE, T.DROPPED),
)
