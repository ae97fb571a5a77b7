"""What topics contribute: permissions, acts, the message to the desk."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.states.topics import LEAD, MODERATE, TALK
from linli.contexts.assembly.tasks import topics as tasks
from linli.kernel.access.permissions import Permission
from linli.kernel.access.roles import COMMUNITY_MANAGER, COUNTER_CLERK, GRID_WORKER
from linli.kernel.audit.actions import Action, OnErasure
from linli.kernel.catalogue.manifest import Routine
from linli.kernel.notices.messages import Message

KEEP, DROP = OnErasure.KEEP, OnErasure.DROP_REASON
PERMISSIONS = (
    Permission(
        TALK,
        _("发起议题，替没有手机的居民提议题、附议、录观点纸"),
        (GRID_WORKER, COUNTER_CLERK, COMMUNITY_MANAGER),
    ),
    Permission(MODERATE, _("看居民写的议题和观点能不能公开，复核异议"), (COUNTER_CLERK, COMMUNITY_MANAGER)),
    Permission(LEAD, _("开始讨论，合并议题，写动议，交去表决"), (COMMUNITY_MANAGER,)),
)
ROUTINES = (Routine("assembly.text_news", tasks.text_news, timedelta(minutes=2)),)
MESSAGES = (Message("assembly.topic_news", _("您发起的议题“%(title)s”有新的进展。")),)
ACTIONS = (
    Action("assembly.topic_proposed", _("一位居民提出了第 %(number)s 号议题"), KEEP),
    Action("assembly.topic_proposed_for", _("%(actor)s 替居民写下第 %(number)s 号议题"), KEEP),
    Action("assembly.topic_begun", _("%(actor)s 发起了第 %(number)s 号议题"), KEEP),
    Action("assembly.topic_seconded", _("一位居民附议了一个议题"), KEEP),
    Action("assembly.topic_seconded_for", _("%(actor)s 写下一位居民的附议"), KEEP),
    Action("assembly.second_taken_back", _("一位居民收回了附议"), KEEP),
    Action("assembly.topic_amended", _("一个议题改成了第 %(version)s 版"), KEEP),
    Action("assembly.topic_amended_for", _("%(actor)s 替提出人把议题改成第 %(version)s 版"), KEEP),
    Action("assembly.topic_withdrawn", _("提出人撤回了议题"), KEEP),
    Action("assembly.topic_withdrawn_for", _("%(actor)s 替提出人撤回了议题"), KEEP),
    Action("assembly.topic_shown", _("%(actor)s 公开了一个议题"), KEEP),
    Action("assembly.topic_removed", _("%(actor)s 没有公开一个议题"), DROP),
    Action("assembly.removal_objected", _("提出人对议题没有公开提出异议"), KEEP),
    Action("assembly.removal_objected_for", _("%(actor)s 写下提出人的异议"), KEEP),
    Action("assembly.statement_made", _("一位居民说了一句看法"), KEEP),
    Action("assembly.statement_made_for", _("%(actor)s 替居民写下一句看法"), KEEP),
    Action("assembly.statement_begun", _("%(actor)s 写了一条观点"), KEEP),
    Action("assembly.statement_retracted", _("一位居民收回了自己的看法"), KEEP),
    Action("assembly.statement_shown", _("%(actor)s 公开了一条观点"), KEEP),
    Action("assembly.statement_refused", _("%(actor)s 没有公开一条观点"), DROP),
    Action("assembly.refusal_objected", _("一位居民对观点没有公开提出异议"), KEEP),
    Action("assembly.refusal_objected_for", _("%(actor)s 写下本人的异议"), KEEP),
    Action("assembly.objection_answered", _("%(actor)s 复核了一次异议"), DROP),
    Action("assembly.answered", _("一位居民对一条观点表了态"), KEEP),
    Action("assembly.sheet_read", _("%(actor)s 录入了一张观点纸，%(answers)s 条"), KEEP),
    Action("assembly.talk_opened", _("%(actor)s 开始了一个议题的讨论"), KEEP),
    Action("assembly.talk_prolonged", _("%(actor)s 延长了一个议题的讨论"), KEEP),
    Action("assembly.topic_set_aside", _("%(actor)s 暂不讨论一个议题"), DROP),
    Action("assembly.topic_taken_up", _("%(actor)s 重新征集一个议题的附议"), KEEP),
    Action("assembly.merge_asked", _("%(actor)s 想合并两个议题，告诉了提出人"), KEEP),
    Action("assembly.merge_objected", _("提出人不同意合并议题"), KEEP),
    Action("assembly.merge_objected_for", _("%(actor)s 写下提出人不同意合并"), KEEP),
    Action("assembly.merge_dropped", _("%(actor)s 不再合并两个议题"), KEEP),
    Action("assembly.topic_merged", _("%(actor)s 合并了两个议题"), KEEP),
    Action("assembly.motion_made", _("%(actor)s 把议题写成了动议"), KEEP),
    Action("assembly.motion_taken_back", _("%(actor)s 收回了动议"), DROP),
    Action("assembly.motion_put_to_vote", _("%(actor)s 把动议交去表决"), KEEP),
    Action("assembly.motion_put_to_meeting", _("%(actor)s 把动议写进了会议议程"), KEEP),
    Action("assembly.motion_handed_to", _("%(actor)s 把动议交去会议"), KEEP),
    Action("assembly.topic_decided", _("%(actor)s 写下了议题的决定"), KEEP),
    Action("assembly.topic_decided_by_vote", _("表决公布，议题有了决定"), KEEP),
    Action("assembly.topic_followed", _("%(actor)s 把议题的决定写成了承诺"), KEEP),
    Action("assembly.news_told", _("%(actor)s 把议题的消息告诉了 %(people)s 位没有手机的居民"), KEEP),
    Action("assembly.news_read", _("一位居民看过了议题的消息"), KEEP),
    Action("assembly.texts_wanted", _("一位居民请社区用短信告诉议题的消息"), KEEP),
    Action("assembly.texts_unwanted", _("一位居民不再要议题的短信"), KEEP),
    Action("assembly.topic_texted", _("议题有新进展，发了一条短信"), KEEP),
    Action("assembly.topic_not_texted", _("议题有新进展，短信没有发出去"), KEEP),
    Action("assembly.topics_exported", _("%(actor)s 导出了议题，共 %(rows)s 行"), KEEP),
    Action("assembly.sheet_printed", _("%(actor)s 打印了观点纸，%(statements)s 条"), KEEP),
    Action("assembly.summary_printed", _("%(actor)s 打印或导出了议题汇总"), KEEP),
)
