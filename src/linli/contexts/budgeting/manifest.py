"""What participatory budgets contribute to the whole."""

from django.utils.translation import gettext_lazy as _

from linli.contexts.budgeting import policies, reactions, tasks
from linli.contexts.budgeting.queries.desk import waiting
from linli.contexts.budgeting.queries.due import due
from linli.contexts.budgeting.queries.rules import usual
from linli.contexts.budgeting.queries.tiles import tiles
from linli.contexts.budgeting.states import HAND_IN, PROPOSAL, ROUND
from linli.facts.bulletin import NoticePosted
from linli.facts.residents import BehalfHolds, BehalfWithdrawn
from linli.kernel.access.permissions import Permission
from linli.kernel.access.roles import (
    AUDITOR,
    COMMUNITY_MANAGER,
    COUNTER_CLERK,
    GRID_WORKER,
    SUBDISTRICT_OFFICER,
)
from linli.kernel.audit.actions import Action, OnErasure
from linli.kernel.catalogue.manifest import Context, DoorAct, Entry, Keep

KEEP, DROP = OnErasure.KEEP, OnErasure.DROP_REASON
WORKERS = (GRID_WORKER, COUNTER_CLERK, COMMUNITY_MANAGER)

MANIFEST = Context(
    key="budgeting",
    name=_("参与式预算"),
    navigation=(Entry("budgeting:register", _("参与式预算"), "coin", policies.VIEW, 32, waiting),),
    permissions=(
        Permission(policies.VIEW, _("查看参与式预算"), (*WORKERS, SUBDISTRICT_OFFICER, AUDITOR)),
        Permission(policies.PROPOSE, _("替居民写下提案、异议和评价，收纸票、录纸票"), WORKERS),
        Permission(policies.SCREEN, _("审核提案、估算费用、商议修改"), (COUNTER_CLERK, COMMUNITY_MANAGER)),
        Permission(policies.RUN, _("开始和推进一轮参与式预算，记项目的账"), (COMMUNITY_MANAGER,)),
        Permission(policies.COUNT, _("结束投票并计票"), (COUNTER_CLERK, COMMUNITY_MANAGER)),
        Permission(policies.AUDIT, _("核对参与式预算的账"), (SUBDISTRICT_OFFICER, AUDITOR)),
    ),
    actions=(
        Action("budgeting.round_planned", _("%(actor)s 准备了一轮参与式预算"), KEEP),
        Action("budgeting.round_changed", _("%(actor)s 修改了一轮参与式预算"), KEEP),
        Action("budgeting.call_opened", _("%(actor)s 开始征集提案"), KEEP),
        Action("budgeting.screening_begun", _("%(actor)s 结束征集，开始审核"), KEEP),
        Action("budgeting.deliberation_begun", _("%(actor)s 开始商议提案"), KEEP),
        Action("budgeting.candidates_posted", _("%(actor)s 公示了候选项目"), KEEP),
        Action("budgeting.candidates_reopened", _("%(actor)s 把候选项目退回商议"), KEEP),
        Action("budgeting.vote_opened", _("%(actor)s 开始投票，名册 %(entitled)s 人"), KEEP),
        Action("budgeting.voted", _("一位居民投了票"), KEEP),
        Action("budgeting.paper_taken", _("%(actor)s 收下一张代投的票"), KEEP),
        Action("budgeting.paper_seconded", _("%(actor)s 作为第二人核对了代投的票"), KEEP),
        Action("budgeting.paper_held", _("一张代投的票由第二人核对过"), KEEP),
        Action("budgeting.paper_dropped", _("一张代投的票撤回了"), KEEP),
        Action("budgeting.paper_set_aside", _("%(actor)s 决定一张没人核对的票不计入"), KEEP),
        Action("budgeting.paper_read", _("%(actor)s 录入第 %(number)s 张纸票"), KEEP),
        Action("budgeting.votes_counted", _("%(actor)s 计了票，有效票 %(ballots)s 张"), KEEP),
        Action("budgeting.result_posted", _("%(actor)s 公示了结果"), KEEP),
        Action("budgeting.result_confirmed", _("%(actor)s 确认了结果"), KEEP),
        Action("budgeting.audit_begun", _("%(actor)s 把一轮预算交去核账"), KEEP),
        Action("budgeting.round_closed", _("%(actor)s 核账后结束了一轮预算"), KEEP),
        Action("budgeting.round_cancelled", _("%(actor)s 取消了一轮预算"), KEEP),
        Action("budgeting.proposed", _("一位居民提了第 %(number)s 号提案"), KEEP),
        Action("budgeting.proposed_for", _("%(actor)s 替居民写下第 %(number)s 号提案"), KEEP),
        Action("budgeting.proposal_withdrawn", _("一位居民撤回了提案"), KEEP),
        Action("budgeting.estimated", _("%(actor)s 估算了提案的费用"), KEEP),
        Action("budgeting.proposal_passed", _("%(actor)s 通过了提案"), KEEP),
        Action("budgeting.proposal_refused", _("%(actor)s 没有通过提案"), DROP),
        Action("budgeting.author_told", _("%(actor)s 把结果告诉了提案人"), KEEP),
        Action("budgeting.author_heard", _("提案人看过了结果"), KEEP),
        Action("budgeting.change_suggested", _("%(actor)s 请提案人同意修改"), KEEP),
        Action("budgeting.change_answered", _("提案人答复了修改"), KEEP),
        Action("budgeting.change_answered_for", _("%(actor)s 写下提案人对修改的答复"), KEEP),
        Action("budgeting.refusal_objected", _("提案人对审核结果提出异议"), KEEP),
        Action("budgeting.refusal_objected_for", _("%(actor)s 写下提案人的异议"), KEEP),
        Action("budgeting.objected", _("一位居民在公示期提出异议"), KEEP),
        Action("budgeting.objection_answered", _("%(actor)s 答复了异议"), KEEP),
        Action("budgeting.work_fell", _("%(actor)s 登记项目做不成了"), KEEP),
        Action("budgeting.work_stepped_in", _("%(actor)s 让下一个项目递补"), KEEP),
        Action("budgeting.past_taken", _("%(actor)s 导入了一次往届选举，选票 %(ballots)s 张"), KEEP),
        Action("budgeting.past_dropped", _("%(actor)s 删掉了导入的往届选举"), KEEP),
        Action("budgeting.noticed", _("公告栏挂出了一轮预算的公示"), KEEP),
        Action(
            "budgeting.roll_erased", _("到期清除了一轮预算的名册 %(lines)s 行、收票记录 %(papers)s 份"), KEEP
        ),
        Action("budgeting.papers_printed", _("%(actor)s 印了 %(papers)s 张预算纸票"), KEEP),
        Action("budgeting.work_procured", _("%(actor)s 开始为项目采购"), KEEP),
        Action("budgeting.work_begun", _("%(actor)s 登记项目开工"), KEEP),
        Action("budgeting.milestone_planned", _("%(actor)s 定了项目的一个步骤"), KEEP),
        Action("budgeting.milestone_done", _("%(actor)s 登记项目的一个步骤完成"), KEEP),
        Action("budgeting.money_written", _("%(actor)s 记了项目的一笔账"), KEEP),
        Action("budgeting.acceptance_asked", _("%(actor)s 请居民验收项目"), KEEP),
        Action("budgeting.scored", _("一位居民评价了项目"), KEEP),
        Action("budgeting.scored_for", _("%(actor)s 写下居民对项目的评价"), KEEP),
        Action("budgeting.rework_asked", _("%(actor)s 要求项目返工"), KEEP),
        Action("budgeting.work_accepted", _("%(actor)s 登记项目验收通过"), KEEP),
    ),
    reactions={
        BehalfHolds: (reactions.hold_paper,),
        BehalfWithdrawn: (reactions.withdraw_paper,),
        NoticePosted: (reactions.remember_notice,),
    },
    retention=(Keep(_("预算投票名册和收票记录"), usual("rolls_days"), tasks.forget_rolls),),
    door_acts=(DoorAct("budgeting:door", _("参与式预算"), "coin", policies.PROPOSE),),
    desk=due,
    tiles=tiles,
    lives=(ROUND, PROPOSAL, HAND_IN),
    seeds="linli.contexts.budgeting.seeds:share_out",
)
