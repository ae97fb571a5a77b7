"""The life of a topic (议题) and of a statement (观点) in it."""

from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.models.statements import StatementState
from linli.contexts.assembly.models.topics import TopicState
from linli.kernel.workflow import Machine, Step

TALK, MODERATE, LEAD = "assembly.talk", "assembly.moderate", "assembly.lead"
T, S = TopicState, StatementState


def _of(*states: TopicState | StatementState) -> frozenset[str]:
    return frozenset(state.value for state in states)


TOPIC = Machine(
    name="assembly.topic",
    states=dict(TopicState.choices),
    start=T.WAITING.value,
    steps=(
        Step("show", _("可以公开"), _of(T.WAITING), T.PROPOSED.value, MODERATE),
        Step("reach", _("附议够了"), _of(T.PROPOSED), T.SECONDED.value, TALK),
        Step("open", _("开始讨论"), _of(T.SECONDED), T.OPEN.value, LEAD),
        Step("move", _("写成动议，交去表决"), _of(T.OPEN), T.MOTION.value, LEAD),
        Step("take_back", _("收回，继续讨论"), _of(T.MOTION), T.OPEN.value, LEAD, reason=True),
        Step("decide", _("写下决定"), _of(T.MOTION), T.DECIDED.value, LEAD),
        Step("follow", _("写成承诺，跟进落实"), _of(T.DECIDED), T.FOLLOWED.value, LEAD),
        Step("merge", _("并入另一个议题"), _of(T.PROPOSED, T.SECONDED, T.OPEN), T.MERGED.value, LEAD),
        Step(
            "set_aside", _("暂不讨论"), _of(T.PROPOSED, T.SECONDED, T.OPEN), T.SET_ASIDE.value, LEAD,
            reason=True,
        ),
        Step("take_up", _("重新征集附议"), _of(T.SET_ASIDE), T.PROPOSED.value, LEAD),
        Step("withdraw", _("撤回"), _of(T.WAITING, T.PROPOSED, T.SECONDED), T.WITHDRAWN.value, TALK),
        Step(
            "remove", _("不公开"), _of(T.WAITING, T.PROPOSED, T.SECONDED, T.OPEN), T.REMOVED.value, MODERATE,
            reason=True,
        ),
        Step("object", _("提出异议"), _of(T.REMOVED), T.OBJECTED.value, TALK),
        Step("uphold", _("异议成立，公开"), _of(T.OBJECTED), T.PROPOSED.value, MODERATE, reason=True),
        Step("stand", _("维持不公开"), _of(T.OBJECTED), T.CLOSED.value, MODERATE, reason=True),
    ),
    final=_of(T.DECIDED, T.FOLLOWED, T.MERGED, T.WITHDRAWN, T.CLOSED),
)  # fmt: skip
STATEMENT = Machine(
    name="assembly.statement",
    states=dict(StatementState.choices),
    start=S.WAITING.value,
    steps=(
        Step("show", _("可以公开"), _of(S.WAITING), S.SHOWN.value, MODERATE),
        Step("refuse", _("不公开"), _of(S.WAITING, S.SHOWN), S.REFUSED.value, MODERATE, reason=True),
        Step("object", _("提出异议"), _of(S.REFUSED), S.OBJECTED.value, TALK),
        Step("uphold", _("异议成立，公开"), _of(S.OBJECTED), S.SHOWN.value, MODERATE, reason=True),
        Step("stand", _("维持不公开"), _of(S.OBJECTED), S.CLOSED.value, MODERATE, reason=True),
        Step("retract", _("收回"), _of(S.WAITING, S.REFUSED), S.RETRACTED.value, TALK),
    ),
    final=_of(S.CLOSED, S.RETRACTED),
)
SEEN = _of(
    T.PROPOSED, T.SECONDED, T.OPEN, T.MOTION, T.DECIDED, T.FOLLOWED, T.MERGED, T.SET_ASIDE, T.WITHDRAWN
)
"""States in which everybody may read a topic."""
ALIVE = _of(T.PROPOSED, T.SECONDED, T.OPEN)
"""States in which a topic can still be changed, seconded or merged."""
