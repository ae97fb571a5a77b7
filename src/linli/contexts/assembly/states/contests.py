"""The life of a contest (评选), and of a place that was put forward."""

from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.models.contests import ContestState, EntryState
from linli.kernel.workflow import Machine, Step

LEAD_CONTEST, HELP_CONTEST = "assembly.lead_contest", "assembly.help_contest"
S, E = ContestState, EntryState


def _of(*states: ContestState | EntryState) -> frozenset[str]:
    return frozenset(state.value for state in states)


CONTEST = Machine(
    name="assembly.contest",
    states=dict(S.choices),
    start=S.DRAFT.value,
    steps=(
        Step("call", _("开始自荐和推荐"), _of(S.DRAFT), S.NOMINATING.value, LEAD_CONTEST),
        Step("judge", _("推荐结束，请评委看现场"), _of(S.NOMINATING), S.JUDGING.value, LEAD_CONTEST),
        Step("call_again", _("再收几个推荐"), _of(S.JUDGING), S.NOMINATING.value, LEAD_CONTEST),
        Step("vote", _("发起居民投票"), _of(S.JUDGING, S.VOTING), S.VOTING.value, LEAD_CONTEST),
        Step("count", _("合计得分"), _of(S.JUDGING, S.VOTING), S.COUNTED.value, LEAD_CONTEST),
        Step("publish", _("公布获评的楼道"), _of(S.COUNTED), S.PUBLISHED.value, LEAD_CONTEST),
        Step(
            "cancel", _("取消这次评选"), _of(S.DRAFT, S.NOMINATING, S.JUDGING, S.VOTING), S.CANCELLED.value,
            LEAD_CONTEST, reason=True,
        ),
    ),
    final=_of(S.PUBLISHED, S.CANCELLED),
)  # fmt: skip
ENTRY = Machine(
    name="assembly.contest_entry",
    states=dict(E.choices),
    start=E.PROPOSED.value,
    steps=(
        Step("accept", _("参加评选"), _of(E.PROPOSED, E.DECLINED), E.ACCEPTED.value, HELP_CONTEST),
        Step(
            "decline",
            _("不参加，写明原因"),
            _of(E.PROPOSED, E.ACCEPTED),
            E.DECLINED.value,
            HELP_CONTEST,
            reason=True,
        ),
        Step("honour", _("获评"), _of(E.ACCEPTED), E.HONOURED.value, LEAD_CONTEST),
        Step("revoke", _("撤销称号"), _of(E.HONOURED), E.REVOKED.value, LEAD_CONTEST, reason=True),
    ),
    final=_of(E.ACCEPTED, E.DECLINED, E.HONOURED, E.REVOKED),
)
SHOWN_CONTESTS = (S.NOMINATING.value, S.JUDGING.value, S.VOTING.value, S.COUNTED.value, S.PUBLISHED.value)
"""States in which everybody may see a contest in a list; by its address also what was called off."""
