"""What the residents' door contributes to the whole."""

from django.utils.translation import gettext_lazy as _

from linli.contexts.residents import policies, reactions
from linli.contexts.residents.commands import keeping
from linli.contexts.residents.queries.behalf import waiting
from linli.contexts.residents.queries.links import homes_of, unsettled
from linli.contexts.residents.queries.tiles import tiles
from linli.contexts.residents.states import BEHALF
from linli.facts.registry import PeopleMerged, PersonErased, ResidentDied, ResidentMoved
from linli.kernel.access.permissions import Permission
from linli.kernel.access.roles import COMMUNITY_MANAGER, COUNTER_CLERK, GRID_WORKER
from linli.kernel.audit.actions import Action, OnErasure
from linli.kernel.catalogue.manifest import Context, DoorAct, Entry, Keep

KEEP = OnErasure.KEEP
WORKERS = (GRID_WORKER, COUNTER_CLERK, COMMUNITY_MANAGER)

MANIFEST = Context(
    key="residents",
    name=_("居民入口"),
    navigation=(
        Entry("residents:links", _("居民入口"), "device-mobile", policies.LINK, 38, unsettled),
        Entry("residents:acts", _("替居民办"), "heart-handshake", policies.ACT, 39, waiting),
    ),
    permissions=(
        Permission(policies.LINK, _("给居民连接手机的纸条，当面核对后连上手机"), WORKERS),
        Permission(policies.ACT, _("替没有手机的居民办事，或做第二个核对的人"), WORKERS),
    ),
    actions=(
        Action("residents.slip_made", _("%(actor)s 为一户做了一张连接手机的纸条"), KEEP),
        Action("residents.slip_printed", _("%(actor)s 打印了一张连接手机的纸条"), KEEP),
        Action("residents.slip_revoked", _("%(actor)s 作废了一张连接手机的纸条"), OnErasure.DROP_REASON),
        Action("residents.linked_by_slip", _("一位居民用纸条把手机和家连上"), KEEP),
        Action("residents.linked_at_counter", _("%(actor)s 当面核对后连上一部手机"), OnErasure.DROP_REASON),
        Action("residents.link_settled", _("%(actor)s 对上了一部手机是谁的"), KEEP),
        Action("residents.link_ended", _("%(actor)s 断开了一部手机"), OnErasure.DROP_REASON),
        Action("residents.link_left", _("一位居民断开了自己的手机"), KEEP),
        Action("residents.links_followed", _("登记有变化，%(links)s 部手机跟着改了"), KEEP),
        Action("residents.links_merged", _("两份记录是同一人，%(links)s 部手机跟着改了"), KEEP),
        Action("residents.person_forgotten", _("按要求删除了一人的 %(links)s 条手机连接"), KEEP),
        Action("residents.numbers_forgotten", _("删除了 %(numbers)s 个很久没用的居民手机号"), KEEP),
        Action("residents.doubt_cleared", _("一位居民确认了很久没用的号码还是自己的"), KEEP),
        Action("residents.acted_for", _("%(actor)s 替一位居民办事"), KEEP),
        Action("residents.behalf_seconded", _("%(actor)s 作为第二人核对了代办"), KEEP),
        Action("residents.behalf_withdrawn", _("%(actor)s 撤回了一次代办"), OnErasure.DROP_REASON),
    ),
    reactions={
        ResidentMoved: (reactions.follow_move,),
        ResidentDied: (reactions.follow_death,),
        PeopleMerged: (reactions.follow_merge,),
        PersonErased: (reactions.forget_person,),
    },
    door_acts=(DoorAct("residents:door", _("连手机"), "device-mobile", policies.LINK),),
    homes=homes_of,
    tiles=tiles,
    lives=(BEHALF,),
    seeds="linli.contexts.residents.seeds:open_doors",
    retention=(Keep(_("很久没用、也没连着住处的居民手机号"), 180, keeping.forget_idle),),
)
