"""What guard contributes to the whole."""

from datetime import timedelta
from itertools import chain

from django.utils.translation import gettext_lazy as _

from linli.contexts.guard import policies, tasks
from linli.contexts.guard.models import Kind
from linli.contexts.guard.queries import alarms, notes, own
from linli.contexts.guard.queries.rules import keep_days, kept_days
from linli.contexts.guard.queries.tickets import count_waiting
from linli.contexts.guard.queries.words import KEPT
from linli.contexts.guard.states import ALARM, TICKET
from linli.kernel.access.permissions import Permission
from linli.kernel.access.roles import COMMUNITY_MANAGER, COUNTER_CLERK, GRID_WORKER
from linli.kernel.audit.actions import Action, OnErasure
from linli.kernel.catalogue.manifest import Bell, Context, DoorAct, Entry, Figure, Keep, Routine
from linli.kernel.notices.messages import Message

KEEP = OnErasure.KEEP

MANIFEST = Context(
    key="guard",
    name=_("守护"),
    navigation=(
        Entry("guard:alarms", _("守护提醒"), "bell", policies.RESPOND, 22, alarms.count_open),
        Entry("guard:devices", _("守护设备"), "heartbeat", policies.VIEW, 24),
    ),
    permissions=(
        Permission(
            policies.VIEW,
            _("查看自己范围内的守护设备和住户的同意情况，不看读数"),
            (GRID_WORKER, COUNTER_CLERK, COMMUNITY_MANAGER),
        ),
        Permission(
            policies.REGISTER, _("登记、更换、拆除守护设备，登记和撤回同意"), (GRID_WORKER, COMMUNITY_MANAGER)
        ),
        Permission(
            policies.RESPOND,
            _("接守护提醒：打电话、上门、记结果，登记出门和停水"),
            (GRID_WORKER, COMMUNITY_MANAGER),
        ),
        Permission(policies.LEAD, _("排守护值班表，组织演练"), (COMMUNITY_MANAGER,)),
        Permission(
            policies.BUDGET, _("定下社区一天可以打几个守护问候电话，由此决定响得多早"), (COMMUNITY_MANAGER,)
        ),
        Permission(policies.SOURCES, _("管理读数从哪里来，处理没有收下的读数"), (COMMUNITY_MANAGER,)),
    ),
    actions=(
        Action("guard.device_installed", _("%(actor)s 登记了一台守护设备"), KEEP),
        Action("guard.device_changed", _("%(actor)s 更改了一台守护设备的登记"), KEEP),
        Action("guard.device_swapped", _("%(actor)s 更换了一台守护设备"), KEEP),
        Action("guard.device_removed", _("%(actor)s 拆除了一台守护设备"), KEEP),
        Action("guard.consent_given", _("%(actor)s 登记了住户对守护设备的同意"), KEEP),
        Action("guard.consent_withdrawn", _("%(actor)s 登记住户撤回同意，读数 %(erase_on)s 清除"), KEEP),
        Action("guard.readings_erased", _("住户撤回同意后，清除了 %(rows)s 条读数"), KEEP),
        Action("guard.readings_expired", _("清除了 %(before)s 以前的 %(rows)s 条读数"), KEEP),
        Action(
            "guard.details_forgotten", _("清除了 %(before)s 以前了结的 %(rows)s 次提醒的数字和小图"), KEEP
        ),
        Action("guard.guard_ended", _("%(actor)s 登记一户不再要守护，读数 %(erase_on)s 清除"), KEEP),
        Action(
            "guard.readings_handed_over",
            _("%(actor)s 把一户自己的 %(rows)s 条读数导出交给住户"),
            OnErasure.DROP_REASON,
        ),
        Action("guard.exported", _("%(actor)s 导出了守护设备清单，共 %(rows)s 台"), KEEP),
        Action("guard.tickets_exported", _("%(actor)s 导出了要检修的守护设备，共 %(rows)s 条"), KEEP),
        Action("guard.roster_exported", _("%(actor)s 导出了 %(nights)s 晚的守护值班表"), KEEP),
        Action(
            "guard.alarms_exported", _("%(actor)s 导出了 %(rows)s 次守护提醒的经过"), OnErasure.DROP_REASON
        ),
        Action("guard.source_added", _("%(actor)s 增加了一个读数来源"), KEEP),
        Action("guard.source_rekeyed", _("%(actor)s 换了一个读数来源的密钥"), KEEP),
        Action("guard.source_stopped", _("%(actor)s 停用了一个读数来源"), KEEP),
        Action("guard.readings_taken", _("收到读数：新收 %(taken)s 条，重复 %(repeated)s 条"), KEEP),
        Action("guard.readings_refused", _("没有收下 %(points)s 条读数"), KEEP),
        Action("guard.homes_heard", _("听了 %(homes)s 户的读数，提醒 %(alarms)s 次"), KEEP),
        Action("guard.held_rung", _("夜里的一次守护提醒等到早上再看"), KEEP),
        Action("guard.alarm_stepped", _("%(actor)s 处理了一次守护提醒"), KEEP),
        Action("guard.alarm_closed", _("%(actor)s 了结了一次守护提醒"), KEEP),
        Action("guard.alarm_taken", _("%(actor)s 接手了一次守护提醒"), KEEP),
        Action("guard.alarm_reopened", _("%(actor)s 重新打开了一次守护提醒"), KEEP),
        Action("guard.number_shown", _("%(actor)s 为一次守护提醒查看了电话"), KEEP),
        Action("guard.rung_up", _("为一次守护提醒自动打了电话"), KEEP),
        Action("guard.rung_down", _("一个自动电话有了结果"), KEEP),
        Action("guard.paper_printed", _("%(actor)s 打印了 %(homes)s 户的守护名单"), OnErasure.DROP_REASON),
        Action("guard.call_ended", _("%(actor)s 记下了一个电话的结果"), KEEP),
        Action("guard.turn_given", _("%(actor)s 排了 %(nights)s 晚值班"), KEEP),
        Action("guard.turn_swapped", _("%(actor)s 换了一晚值班"), KEEP),
        Action("guard.turn_ended", _("%(actor)s 取消了一晚值班"), OnErasure.DROP_REASON),
        Action("guard.devices_looked_at", _("看了守护设备：%(opened)s 台要修，%(healed)s 台恢复了"), KEEP),
        Action("guard.ticket_opened", _("%(actor)s 报修了一台守护设备"), KEEP),
        Action("guard.ticket_taken", _("%(actor)s 去看一台要修的守护设备"), KEEP),
        Action("guard.ticket_closed", _("%(actor)s 修好了一台守护设备"), KEEP),
        Action("guard.ticket_dropped", _("%(actor)s 登记一台守护设备不修了"), KEEP),
        Action("guard.ticket_reopened", _("%(actor)s 重新报修了一台守护设备"), KEEP),
        Action("guard.drill_begun", _("%(actor)s 开始了一次演练，%(homes)s 户"), KEEP),
        Action("guard.drill_ended", _("%(actor)s 结束了一次演练"), KEEP),
        Action("guard.alarm_escalated", _("一次守护提醒超过时间，通知了更多人"), KEEP),
        Action("guard.away_noted", _("%(actor)s 登记一户出门"), KEEP),
        Action("guard.cut_noted", _("%(actor)s 登记一处停水"), KEEP),
        Action("guard.own_away_noted", _("一位居民登记自己家出门"), KEEP),
        Action("guard.own_back_noted", _("一位居民说已经回家"), KEEP),
        Action("guard.own_readings_taken", _("一位居民下载了自己家的 %(rows)s 条读数"), KEEP),
        Action("guard.own_guard_ended", _("一位居民结束了自己家的守护，读数 %(erase_on)s 清除"), KEEP),
        Action("guard.pause_ended", _("%(actor)s 结束了一次不提醒的时间"), KEEP),
        Action("guard.changes_noted", _("看了 %(homes)s 户的用水有没有变化，新记 %(notes)s 件"), KEEP),
        Action("guard.note_talked", _("%(actor)s 问过了一件小变化"), KEEP),
        Action("guard.note_reopened", _("%(actor)s 把一件小变化放回去再问"), KEEP),
        Action(
            "guard.budget_set", _("%(actor)s 把一天的守护问候电话从 %(before)s 个定为 %(calls)s 个"), KEEP
        ),
        Action("guard.trouble_settled", _("%(actor)s 处理了一项没有收下的读数"), KEEP),
        Action("guard.troubles_forgotten", _("清除了 %(rows)s 条过期的收数问题"), KEEP),
    ),
    messages=(
        Message("guard.alarm_silence", _("%(place)s很久没有用水，请先打个电话问候。")),
        Message("guard.alarm_still", _("%(place)s很久没有动静，请先打个电话问候。")),
        Message("guard.alarm_flow", _("%(place)s的水一直在流，请打电话问问。")),
        Message("guard.alarm_sos", _("%(place)s有人按了呼叫按钮，请马上联系。")),
        Message("guard.alarm_smoke", _("%(place)s烟感报警，请马上联系。")),
        Message("guard.outage", _("%(place)s有 %(homes)s 户同时没有用水，看来是停水，这些户先不提醒。")),
        Message("guard.cut_told", _("%(places)s %(since)s 到 %(until)s 停水，这段时间没有用水不会提醒。")),
        Message("guard.alarm_gas", _("%(place)s燃气报警，请马上联系；不要按门铃、不要开关电器。")),
        Message("guard.alarm_late", _("%(place)s的提醒还没有人接手，请看一看。")),
        Message("guard.alarm_go", _("%(place)s没有联系上，请上门看看。")),
        Message("guard.alarm_desk", _("%(place)s还没有人上门，请值班的人安排。")),
        Message("guard.alarm_drill", _("【演练】%(place)s的守护提醒，请像真的一样处理。")),
        Message("guard.tickets_opened", _("有 %(n)s 台守护设备要检修；这是设备的事，不代表住户有事。")),
        Message("guard.turn_given", _("给您排了 %(nights)s 晚守护值班，第一晚是 %(first)s。")),
        Message("guard.turn_swapped", _("%(on)s 的守护值班换了人，请看值班表。")),
    ),
    figures=(
        Figure(
            "guard_devices",
            _("要检修的守护设备"),
            policies.REGISTER,
            count_waiting,
            "guard:tickets",
            order=30,
        ),
    ),
    door_acts=(DoorAct("guard:home", _("守护"), "heartbeat", policies.VIEW),),
    bell=Bell(policies.RESPOND, alarms.rang),
    due=lambda actor, today, door: chain(alarms.due(actor, today, door), notes.due(actor, today, door)),
    desk=lambda actor, today: chain(alarms.desk(actor, today), notes.desk(actor, today)),
    tiles=own.tiles,
    lives=(ALARM, TICKET),
    seeds="linli.contexts.guard.seeds:watched_over",
    retention=(
        *(Keep(KEPT[kind], kept_days(kind), tasks.forget_readings(kind)) for kind in Kind),
        Keep(_("守护提醒里的数字和小图"), keep_days("details"), tasks.forget_details),
        Keep(_("没有收下的读数的计数"), keep_days("troubles"), tasks.forget_troubles),
    ),
    routines=(
        Routine("guard.climb", tasks.climb, timedelta(minutes=1)),
        Routine("guard.call", tasks.call, timedelta(minutes=1)),
        Routine("guard.look_at_devices", tasks.look_at_devices, timedelta(minutes=30)),
        Routine("guard.hear_homes", tasks.hear_homes, timedelta(minutes=10)),
        Routine("guard.note_changes", tasks.note_changes, timedelta(days=7)),
        Routine("guard.erase_withdrawn", tasks.erase_withdrawn, timedelta(hours=6)),
    ),
)
