"""What care contributes to the whole."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.contexts.care import policies, reactions, tasks
from linli.contexts.care.queries import desk, orders, own, settlements
from linli.contexts.care.queries.fields import FIELDS
from linli.contexts.care.queries.words import keep_days, kept_days
from linli.contexts.care.states import AFTERNOON, CONCERN, OCCASION, RECORD, SETTLEMENT
from linli.contexts.care.views.endpoints import router
from linli.facts.guard import AlarmClosed, AlarmRaised, AlarmReopened
from linli.facts.registry import PeopleMerged, PersonErased, ResidentDied, ResidentMoved
from linli.facts.visits import VisitRecorded, VisitWithdrawn
from linli.kernel.access.permissions import Permission
from linli.kernel.access.roles import (
    COMMUNITY_MANAGER,
    COUNTER_CLERK,
    GRID_WORKER,
    PARTNER_STAFF,
    SUBDISTRICT_OFFICER,
)
from linli.kernel.audit.actions import Action, OnErasure
from linli.kernel.catalogue.manifest import Context, DoorAct, Entry, Keep, Routine
from linli.kernel.notices.messages import Message

KEEP, DROP = OnErasure.KEEP, OnErasure.DROP_REASON
WORKERS = (GRID_WORKER, COMMUNITY_MANAGER)
ORDERERS = (*WORKERS, COUNTER_CLERK)

MANIFEST = Context(
    key="care",
    name=_("关爱"),
    navigation=(
        Entry("care:people", _("我们照看的人"), "heart-handshake", policies.VIEW, 20),
        Entry("care:rooms", _("四点半课堂"), "users", policies.KEEP_ROOM, 22),
        Entry("care:services", _("上门服务"), "walk", policies.ATTEND, 21, orders.count_calls),
        Entry("care:settlements", _("服务结算"), "coin", policies.SETTLEMENTS, 22, settlements.count_waiting),
    ),
    permissions=(
        Permission(policies.VIEW, _("查看自己范围内照看着谁、计划和看望安排，健康信息遮住"), WORKERS),
        Permission(policies.LOOK_AFTER, _("决定照看谁、多久看望一次，写计划和应急联络卡"), WORKERS),
        Permission(
            policies.SAFEGUARD,
            _("写下孩子可能受到伤害的事；只看得到告知了自己的"),
            (GRID_WORKER, COUNTER_CLERK, COMMUNITY_MANAGER),
        ),
        Permission(
            policies.ATTEND,
            _("看服务订单、出发、交到手上、没有开门；合作单位只看派给自己的"),
            (*ORDERERS, PARTNER_STAFF),
        ),
        Permission(policies.KEEP_ROOM, _("四点半课堂：报名、签到、请假、接走；值班的人看自己那间"), ORDERERS),
        Permission(policies.ORDER, _("替居民订上门服务、取消、没有开门时跟进"), ORDERERS),
        Permission(policies.ARRANGE, _("登记合作单位提供什么服务、多少钱、一天多少份"), (COMMUNITY_MANAGER,)),
        Permission(
            policies.HEAR,
            _("听居民对上门服务的意见、给不满意的居民打电话；送服务的人看不到是谁说的"),
            (COUNTER_CLERK, COMMUNITY_MANAGER),
        ),
        Permission(policies.ISSUE, _("给居民发消费券、收回消费券"), (COMMUNITY_MANAGER,)),
        Permission(
            policies.SETTLEMENTS,
            _("看上门服务的月结算；合作单位只看自己的，并确认"),
            (COUNTER_CLERK, COMMUNITY_MANAGER, SUBDISTRICT_OFFICER, PARTNER_STAFF),
        ),
        Permission(policies.SETTLE, _("核算合作单位的月结算、写更正"), (COUNTER_CLERK, COMMUNITY_MANAGER)),
        Permission(
            policies.APPROVE, _("批准合作单位确认过的月结算"), (COMMUNITY_MANAGER, SUBDISTRICT_OFFICER)
        ),
        Permission(policies.NAME_LEADS, _("指定谁负责儿童安全"), (COMMUNITY_MANAGER,)),
    ),
    actions=(
        Action("care.proposed", _("看了一遍台账，有 %(found)s 人可能需要照看"), KEEP),
        Action("care.declined", _("%(actor)s 决定一人暂时不需要照看"), DROP),
        Action("care.taken_up", _("%(actor)s 开始照看一位居民"), KEEP),
        Action("care.adjusted", _("%(actor)s 调整了一位居民的照看"), KEEP),
        Action("care.stepped", _("%(actor)s 暂停、继续或结束了一位居民的照看"), DROP),
        Action("care.plan_talked_over", _("%(actor)s 和居民商量了照看计划"), KEEP),
        Action("care.goal_set", _("%(actor)s 在照看计划里加了一件想做到的事"), KEEP),
        Action("care.goal_closed", _("%(actor)s 了结了照看计划里的一件事"), KEEP),
        Action("care.card_written", _("%(actor)s 填写了应急联络卡"), KEEP),
        Action("care.card_confirmed", _("%(actor)s 核对了应急联络卡"), KEEP),
        Action("care.card_revealed", _("%(actor)s 查看了应急联络卡上的敏感信息"), DROP),
        Action("care.cards_printed", _("%(actor)s 打印了 %(cards)s 张应急联络卡"), DROP),
        Action("care.farewell_heard", _("台账登记迁出或去世，照看随之结束"), KEEP),
        Action("care.moved_within", _("居民在本社区搬家，照看跟着走"), KEEP),
        Action("care.condoled", _("%(actor)s 慰问了家属"), KEEP),
        Action("care.farewell_seen_to", _("%(actor)s 办了一件身后的事"), KEEP),
        Action("care.person_merged", _("两份居民记录合并，照看档案跟着合并"), KEEP),
        Action("care.person_forgotten", _("按要求删除了一人的照看档案"), KEEP),
        Action("care.words_forgotten", _("清除了 %(rows)s 份早已结束的照看档案里的内容"), KEEP),
        Action("care.screened", _("%(actor)s 给居民做了一次初筛"), KEEP),
        Action("care.screening_withdrawn", _("%(actor)s 撤回了一次初筛"), DROP),
        Action("care.screening_revealed", _("%(actor)s 逐项查看了一次初筛"), DROP),
        Action("care.holding_noted", _("%(actor)s 登记了一项待遇或证件"), KEEP),
        Action("care.holding_renewed", _("%(actor)s 更新了一项待遇或证件"), KEEP),
        Action("care.holding_ended", _("%(actor)s 结束了一项待遇或证件"), DROP),
        Action("care.holdings_ended", _("台账登记迁出或去世，待遇和证件的提醒停止"), KEEP),
        Action("care.holdings_followed", _("居民搬家或记录合并，待遇和证件跟着走"), KEEP),
        Action("care.concern_opened", _("%(actor)s 写下一件限知情人处理的事"), KEEP),
        Action("care.concern_reported", _("%(actor)s 记下一件事已经报告"), KEEP),
        Action("care.concern_noted", _("%(actor)s 补充了一件限知情人处理的事"), KEEP),
        Action("care.concern_shared", _("%(actor)s 把一件限知情人处理的事告知了同事"), KEEP),
        Action("care.concern_read", _("%(actor)s 打开了一件限知情人处理的事"), KEEP),
        Action("care.concern_reminded", _("一件限知情人处理的事还没有报告，提醒了知情人"), KEEP),
        Action("care.concern_closed", _("%(actor)s 了结了一件限知情人处理的事"), KEEP),
        Action("care.child_lead_named", _("%(actor)s 指定了负责儿童安全的同事"), KEEP),
        Action("care.child_lead_ended", _("%(actor)s 换下了负责儿童安全的同事"), KEEP),
        Action("care.family_let_in", _("%(actor)s 经本人同意给了家人查看的链接"), KEEP),
        Action("care.family_rekeyed", _("%(actor)s 给家人换了查看的链接"), KEEP),
        Action("care.family_ended", _("%(actor)s 收回了家人查看的链接"), KEEP),
        Action("care.family_looked", _("家人用链接看了近况"), KEEP),
        Action("care.visit_heard", _("走访记下见到了我们照看的人"), KEEP),
        Action("care.visit_dropped", _("一次走访撤回，照看里的日期跟着去掉"), KEEP),
        Action("care.alarm_heard", _("守护提醒响过或了结，记到照看里"), KEEP),
        Action("care.room_opened", _("%(actor)s 开了一间课堂"), KEEP),
        Action("care.pupil_enrolled", _("%(actor)s 给一个孩子报了名"), KEEP),
        Action("care.pupil_left", _("%(actor)s 记下一个孩子退出课堂"), KEEP),
        Action("care.afternoon_stepped", _("%(actor)s 记下一个孩子的到课情况"), KEEP),
        Action("care.child_collected", _("%(actor)s 记下谁接走了一个孩子"), KEEP),
        Action("care.word_given", _("%(actor)s 给了一次接孩子的口令"), KEEP),
        Action("care.guardians_shown", _("%(actor)s 查看了 %(rows)s 个孩子的监护人电话"), DROP),
        Action("care.children_missed", _("有 %(rows)s 个孩子该到没到，已告诉值班的人"), KEEP),
        Action("care.offer_opened", _("%(actor)s 登记了一项上门服务"), KEEP),
        Action("care.offer_changed", _("%(actor)s 调整了一项上门服务"), KEEP),
        Action("care.offer_closed", _("%(actor)s 停了一项上门服务"), KEEP),
        Action("care.ordered", _("%(actor)s 替居民订了上门服务，共 %(days)s 次"), KEEP),
        Action("care.order_ended", _("%(actor)s 停订了上门服务"), DROP),
        Action("care.occasion_stepped", _("%(actor)s 记下了一次上门服务的进展"), KEEP),
        Action("care.day_accepted", _("%(actor)s 接下了 %(rows)s 单"), KEEP),
        Action("care.occasion_cancelled", _("%(actor)s 取消了一次上门服务"), DROP),
        Action("care.call_told", _("%(actor)s 记下了没有开门后的跟进"), KEEP),
        Action("care.phone_shown", _("%(actor)s 为送上门的服务看了一位居民的电话"), KEEP),
        Action("care.vouchers_given", _("%(actor)s 给 %(rows)s 位居民发了消费券"), KEEP),
        Action("care.voucher_spent", _("%(actor)s 用消费券付了一次服务"), KEEP),
        Action("care.voucher_refunded", _("%(actor)s 把一次服务的钱退回消费券"), KEEP),
        Action("care.voucher_returned", _("%(actor)s 收回了一张消费券"), DROP),
        Action("care.vouchers_expired", _("%(rows)s 张消费券到期作废"), KEEP),
        Action("care.slips_printed", _("%(actor)s 打印了 %(rows)s 张消费券"), KEEP),
        Action("care.settlement_drawn", _("%(actor)s 核算了合作单位 %(month)s 的服务"), KEEP),
        Action("care.settlement_corrected", _("%(actor)s 在结算里写了一笔更正"), KEEP),
        Action("care.settlement_uncorrected", _("%(actor)s 去掉了结算里的一笔更正"), KEEP),
        Action("care.settlement_agreed", _("%(actor)s 记下合作单位确认了结算"), KEEP),
        Action("care.settlement_sent_back", _("%(actor)s 退回了一份结算"), KEEP),
        Action("care.settlement_approved", _("%(actor)s 批准了一份结算"), KEEP),
        Action("care.settlement_taken", _("%(actor)s 导出或打印了一份结算"), KEEP),
        Action("care.opinions_asked", _("问 %(rows)s 位居民上门服务怎么样"), KEEP),
        Action("care.opinion_heard", _("有居民评价了一项上门服务"), KEEP),
        Action("care.opinion_called", _("%(actor)s 给一位不太满意的居民打了电话"), KEEP),
        Action("care.opinion_phone_shown", _("%(actor)s 为听意见看了一位居民的电话"), KEEP),
        Action("care.opinion_slips_printed", _("%(actor)s 打印了 %(rows)s 张评价条"), KEEP),
        Action("care.askings_dropped", _("清除了 %(rows)s 条问过谁满意不满意的记录"), KEEP),
        Action("care.help_ended", _("台账登记迁出或去世，上门服务、消费券和课堂随之停下"), KEEP),
        Action("care.help_followed", _("居民在本社区搬家，上门服务跟着走"), KEEP),
        Action("care.help_merged", _("两份居民记录合并，上门服务跟着合并"), KEEP),
        Action("care.orders_forgotten", _("清除了 %(orders)s 份结束已久的订单和 %(days)s 个服务日"), KEEP),
        Action("care.pupils_forgotten", _("清除了 %(pupils)s 个早已退出课堂的孩子的记录"), KEEP),
        Action("care.afternoons_forgotten", _("清除了 %(afternoons)s 条过期的到课记录"), KEEP),
        Action("care.ordered_own", _("居民自己在手机上订了上门服务，共 %(days)s 次"), KEEP),
        Action("care.ordered_by_family", _("家人经本人同意在手机上订了上门服务，共 %(days)s 次"), KEEP),
        Action("care.cancelled_own", _("居民或家人在手机上取消了上门服务"), KEEP),
        Action("care.family_ordering_set", _("%(actor)s 记下本人同意或不再同意家人代订服务"), KEEP),
        Action("care.exported", _("%(actor)s 导出了照看名单，共 %(rows)s 人"), KEEP),
    ),
    door_acts=(
        DoorAct("care:door_orders", pgettext_lazy("act", "订服务"), "clipboard-list", policies.ORDER),
        DoorAct("care:home", pgettext_lazy("act", "照看"), "heart-handshake", policies.VIEW),
    ),
    messages=(
        Message("care.concern_opened", _("有一件限知情人处理的事告知了您，请马上打开看。")),
        Message("care.child_missing", _("%(room)s有 %(n)s 个孩子该到没到，请马上给监护人打电话。")),
        Message("care.did_not_open", _("%(place)s没有开门，请先打个电话。")),
        Message("care.settlement_agreed", _("%(partner)s确认了 %(month)s 的结算，等批准。")),
        Message("care.settlement_sent_back", _("%(partner)s %(month)s 的结算退回了，请看原因。")),
        Message("care.settlement_approved", _("%(partner)s %(month)s 的结算已批准。")),
        Message("care.no_more_there", _("%(place)s不用再送“%(offer)s”了，名单已经更新。")),
        Message("care.pupil_gone", _("%(room)s有一个孩子不再来了，名单已经更新。")),
        Message("care.concern_late", _("有一件限知情人处理的事还没有报告，请马上处理。")),
    ),
    lives=(RECORD, CONCERN, OCCASION, SETTLEMENT, AFTERNOON),
    due=orders.due,
    desk=desk.desk,
    tiles=own.tiles,
    reactions={
        ResidentMoved: (reactions.follow,),
        ResidentDied: (reactions.take_leave,),
        PeopleMerged: (reactions.put_together,),
        PersonErased: (reactions.forget,),
        VisitRecorded: (reactions.hear_visit,),
        VisitWithdrawn: (reactions.drop_visit,),
        AlarmRaised: (reactions.hear_alarm,),
        AlarmClosed: (reactions.hear_alarm,),
        AlarmReopened: (reactions.hear_alarm,),
    },
    retention=(
        Keep(_("已结束的照看档案里的内容"), keep_days(), tasks.forget_words),
        Keep(_("早已结束的上门服务订单"), kept_days("orders"), tasks.forget_orders),
        Keep(_("早已退出课堂的孩子、接送的人"), kept_days("pupils"), tasks.forget_pupils),
        Keep(_("过期的到课记录"), kept_days("afternoons"), tasks.forget_afternoons),
        Keep(_("问过谁满意不满意"), kept_days("askings"), tasks.drop_askings),
    ),
    fields=FIELDS,
    endpoints=router,
    seeds="linli.contexts.care.seeds:looked_after",
    routines=(
        Routine("care.after_school", tasks.ask_after_children, timedelta(minutes=2)),
        Routine("care.ask_opinions", tasks.ask_opinions, timedelta(hours=12)),
        Routine("care.expire_vouchers", tasks.expire_vouchers, timedelta(hours=6)),
        Routine("care.propose", tasks.propose_all, timedelta(hours=6)),
        Routine("care.remind_of_concerns", tasks.remind_of_concerns, timedelta(minutes=1)),
    ),
)  # fmt: skip
