"""The life of a round, from a sum of money to checked accounts, and of a proposal, from wish to work."""

from django.utils.translation import gettext_lazy as _

from linli.contexts.budgeting.models import ProposalState as P
from linli.contexts.budgeting.models import RoundState as R
from linli.kernel.ballots.handing import life
from linli.kernel.workflow import Machine, Step

VIEW, RUN, COUNT = "budgeting.view", "budgeting.run", "budgeting.count"
PROPOSE, SCREEN, AUDIT = "budgeting.write_down", "budgeting.screen", "budgeting.audit"

BEFORE_COUNT = frozenset({R.SETUP, R.CALL, R.SCREEN, R.DELIBERATE, R.CANDIDATES})
ROUND = Machine(
    name="budgeting.round",
    states={state.value: state.label for state in R},
    start=R.SETUP,
    steps=(
        Step("open_call", _("开始征集"), frozenset({R.SETUP}), R.CALL, RUN),
        Step("begin_screening", _("结束征集，开始审核"), frozenset({R.CALL}), R.SCREEN, RUN),
        Step("begin_deliberating", _("审核完毕，进入商议"), frozenset({R.SCREEN}), R.DELIBERATE, RUN),
        Step("post_candidates", _("公示候选项目"), frozenset({R.DELIBERATE}), R.CANDIDATES, RUN),
        Step("reopen", _("退回商议"), frozenset({R.CANDIDATES}), R.DELIBERATE, RUN, reason=True),
        Step("open_vote", _("开始投票"), frozenset({R.CANDIDATES}), R.VOTE, RUN),
        Step("count_votes", _("结束投票并计票"), frozenset({R.VOTE}), R.TALLY, COUNT),
        Step("post_result", _("公示结果"), frozenset({R.TALLY}), R.PUBLICITY, RUN),
        Step("confirm", _("确认结果"), frozenset({R.PUBLICITY}), R.CONFIRMED, RUN),
        Step("begin_audit", _("全部验收，交去核账"), frozenset({R.CONFIRMED}), R.AUDIT, RUN),
        Step("close", _("核账无误，结束这一轮"), frozenset({R.AUDIT}), R.CLOSED, AUDIT, reason=True),
        Step("cancel", _("取消这一轮"), BEFORE_COUNT, R.CANCELLED, RUN, reason=True),
    ),
    final=frozenset({R.CLOSED, R.CANCELLED}),
)
PROPOSAL = Machine(
    name="budgeting.proposal",
    states={state.value: state.label for state in P},
    start=P.PROPOSED,
    steps=(
        Step("pass_screening", _("通过审核"), frozenset({P.PROPOSED}), P.ELIGIBLE, SCREEN),
        Step("refuse", _("不通过"), frozenset({P.PROPOSED}), P.REFUSED, SCREEN, reason=True),
        Step("object", _("提出异议"), frozenset({P.REFUSED}), P.OBJECTED, PROPOSE, reason=True),
        Step("uphold", _("异议成立，恢复提案"), frozenset({P.OBJECTED}), P.ELIGIBLE, RUN, reason=True),
        Step("dismiss", _("维持原决定"), frozenset({P.OBJECTED}), P.REFUSED_FOR_GOOD, RUN, reason=True),
        Step("merge", _("并入别的提案"), frozenset({P.ELIGIBLE}), P.MERGED, SCREEN),
        Step("withdraw", _("撤回提案"), frozenset({P.PROPOSED, P.ELIGIBLE}), P.WITHDRAWN, PROPOSE),
        Step("stand", _("成为候选项目"), frozenset({P.ELIGIBLE}), P.CANDIDATE, RUN),
        Step("step_back", _("退回商议"), frozenset({P.CANDIDATE}), P.ELIGIBLE, RUN),
        Step("choose", _("选上"), frozenset({P.CANDIDATE}), P.CHOSEN, COUNT),
        Step("pass_over", _("没选上"), frozenset({P.CANDIDATE}), P.NOT_CHOSEN, COUNT),
        Step("step_in", _("递补上来"), frozenset({P.NOT_CHOSEN}), P.CHOSEN, RUN, reason=True),
        Step(
            "fall", _("做不成了"), frozenset({P.CHOSEN, P.PROCURING, P.BUILDING}), P.FALLEN, RUN, reason=True
        ),
        Step("procure", _("开始采购"), frozenset({P.CHOSEN}), P.PROCURING, RUN),
        Step("begin_work", _("开工"), frozenset({P.PROCURING}), P.BUILDING, RUN),
        Step("ask_acceptance", _("做完了，请居民验收"), frozenset({P.BUILDING}), P.ACCEPTANCE, RUN),
        Step("rework", _("还要返工"), frozenset({P.ACCEPTANCE}), P.BUILDING, RUN, reason=True),
        Step("accept", _("验收通过"), frozenset({P.ACCEPTANCE}), P.ACCEPTED, RUN),
    ),
    final=frozenset({P.REFUSED_FOR_GOOD, P.MERGED, P.WITHDRAWN, P.NOT_CHOSEN, P.FALLEN, P.ACCEPTED}),
)
HAND_IN = life("budgeting", take=PROPOSE, settle=COUNT)
