"""What the board contributes to the whole."""

from datetime import timedelta

from django.utils.translation import gettext_lazy as _

from linli.contexts.bulletin import policies, reactions, tasks
from linli.contexts.bulletin.queries.desk import due, waiting
from linli.contexts.bulletin.queries.tiles import tiles
from linli.contexts.bulletin.states import LIFE
from linli.facts.bulletin import (
    NoticeCorrected,
    NoticePosted,
    NoticeReworded,
    NoticeUnwanted,
    NoticeWanted,
    NoticeWithdrawn,
)
from linli.kernel.access.permissions import Permission
from linli.kernel.access.roles import COMMUNITY_MANAGER, COUNTER_CLERK, GRID_WORKER, SUBDISTRICT_OFFICER
from linli.kernel.audit.actions import Action, OnErasure
from linli.kernel.catalogue.manifest import Context, Entry, Routine

KEEP = OnErasure.KEEP
WORKERS = (GRID_WORKER, COUNTER_CLERK, COMMUNITY_MANAGER)

MANIFEST = Context(
    key="bulletin",
    name=_("公告栏"),
    navigation=(Entry("bulletin:register", _("公告栏"), "speakerphone", policies.VIEW, 30, waiting),),
    permissions=(
        Permission(policies.VIEW, _("查看自己范围内的公告和草稿"), (*WORKERS, SUBDISTRICT_OFFICER)),
        Permission(policies.WRITE, _("写公告、更正公告、张贴不用复核的公告"), WORKERS),
        Permission(policies.ACCOUNTS, _("记公开的账"), (COUNTER_CLERK, COMMUNITY_MANAGER)),
        Permission(
            policies.REVIEW, _("复核别人写的公告后张贴，撤下公告"), (COUNTER_CLERK, COMMUNITY_MANAGER)
        ),
        Permission(policies.GROUPS, _("登记居民群的机器人，看公告发到群里没有"), (COMMUNITY_MANAGER,)),
    ),
    actions=(
        Action("bulletin.drafted", _("%(actor)s 起草了一份公告"), KEEP),
        Action("bulletin.wanted", _("公告栏收到一份要张贴的公示"), KEEP),
        Action("bulletin.reworded", _("要张贴的公示内容有变化，公告跟着改"), KEEP),
        Action("bulletin.unwanted", _("要张贴的公示取消了，公告跟着撤下"), KEEP),
        Action("bulletin.changed", _("%(actor)s 修改了公告草稿"), KEEP),
        Action("bulletin.submitted", _("%(actor)s 把公告交给别人复核"), KEEP),
        Action("bulletin.sent_back", _("%(actor)s 退回了一份公告"), KEEP),
        Action("bulletin.approved", _("%(actor)s 复核并张贴了公告"), KEEP),
        Action("bulletin.posted", _("%(actor)s 张贴了公告"), KEEP),
        Action("bulletin.corrected", _("%(actor)s 更正了公告，第 %(version)s 版"), KEEP),
        Action("bulletin.withdrawn", _("%(actor)s 撤下了公告"), KEEP),
        Action("bulletin.dropped", _("%(actor)s 不发一份公告草稿了"), KEEP),
        Action("bulletin.fulfilled", _("一份公告公示期满"), KEEP),
        Action("bulletin.file_added", _("%(actor)s 给公告加了附件"), KEEP),
        Action("bulletin.acknowledged", _("一户居民回执了公告"), KEEP),
        Action("bulletin.receipt_entered", _("%(actor)s 记下一户的回执"), KEEP),
        Action("bulletin.receipt_taken_back", _("%(actor)s 撤销了一户的回执"), OnErasure.DROP_REASON),
        Action("bulletin.fund_opened", _("%(actor)s 建了一本公开的账"), KEEP),
        Action("bulletin.entered", _("%(actor)s 记了 %(entries)s 笔账"), KEEP),
        Action("bulletin.reversed", _("%(actor)s 冲正了一笔账"), KEEP),
        Action("bulletin.accounts_shown", _("%(actor)s 核对后把账公开到 %(until)s"), KEEP),
        Action("bulletin.group_joined", _("%(actor)s 登记了一个居民群的机器人"), KEEP),
        Action("bulletin.group_left", _("%(actor)s 停用了一个居民群的机器人"), KEEP),
        Action("bulletin.group_tried", _("%(actor)s 往居民群试发了一条消息"), KEEP),
        Action("bulletin.group_planned", _("一份公告要发到 %(groups)s 个居民群"), KEEP),
        Action("bulletin.group_told", _("一份公告发到了居民群"), KEEP),
        Action("bulletin.group_not_told", _("一份公告没有发到居民群，第 %(tries)s 次"), KEEP),
        Action("bulletin.group_tried_again", _("%(actor)s 让一份公告再往居民群发一次"), KEEP),
        Action("bulletin.file_removed", _("%(actor)s 去掉了公告的附件"), KEEP),
    ),
    reactions={
        NoticeWanted: (reactions.hang_wanted,),
        NoticeReworded: (reactions.reword,),
        NoticeUnwanted: (reactions.take_down,),
        NoticePosted: (reactions.tell_posted,),
        NoticeCorrected: (reactions.tell_corrected,),
        NoticeWithdrawn: (reactions.tell_withdrawn,),
    },
    routines=(
        Routine("bulletin.turn_the_page", tasks.turn_the_page, timedelta(minutes=30)),
        Routine("bulletin.tell_groups", tasks.tell_groups, timedelta(seconds=30)),
    ),
    desk=due,
    tiles=tiles,
    lives=(LIFE,),
    seeds="linli.contexts.bulletin.seeds:hang_notices",
)
