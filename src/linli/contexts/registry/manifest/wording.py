"""Acts and permissions of the register, in plain sentences."""

from django.utils.translation import gettext_lazy as _

from linli.kernel.access.permissions import Permission
from linli.kernel.access.roles import COMMUNITY_MANAGER, COUNTER_CLERK, GRID_WORKER, SUBDISTRICT_OFFICER
from linli.kernel.audit.actions import Action, OnErasure
from linli.kernel.notices.messages import Message

KEEP, DROP = OnErasure.KEEP, OnErasure.DROP_REASON
WORKERS = (GRID_WORKER, COUNTER_CLERK, COMMUNITY_MANAGER)

PERMISSIONS = (
    Permission(
        "registry.view",
        _("查看自己范围内的居民、住户和房屋（敏感信息遮住）"),
        (*WORKERS, SUBDISTRICT_OFFICER),
    ),
    Permission("registry.edit", _("登记和更正居民、住户、房屋"), WORKERS),
    Permission("registry.reveal", _("写明原因后查看完整的证件号、电话等"), WORKERS),
    Permission("registry.import", _("导入名册"), (COUNTER_CLERK, COMMUNITY_MANAGER)),
    Permission("registry.export", _("写明原因后导出台账"), WORKERS),
    Permission(
        "registry.approve_export",
        _("批准他人导出 100 人以上的台账"),
        (COMMUNITY_MANAGER, SUBDISTRICT_OFFICER),
    ),
    Permission("registry.merge", _("合并或拆分重复的记录"), (COUNTER_CLERK, COMMUNITY_MANAGER)),
    Permission("registry.grids", _("调整网格、维护共用台账"), (COMMUNITY_MANAGER,)),
    Permission("registry.erase", _("依法清除一个人的全部信息"), (COMMUNITY_MANAGER,)),
)

ACTIONS = (
    Action("registry.person_registered", _("%(actor)s 登记了居民"), KEEP),
    Action("registry.person_amended", _("%(actor)s 更正了居民的 %(fields)s"), KEEP),
    Action("registry.words_taken_back", _("%(actor)s 收回了记错的 %(fields)s"), KEEP),
    Action("registry.residency_stated", _("%(actor)s 说明了人户状态"), KEEP),
    Action("registry.revealed", _("%(actor)s 查看了居民的 %(field)s"), DROP),
    Action("registry.dwelling_revealed", _("%(actor)s 查看了房主电话"), DROP),
    Action("registry.person_died", _("%(actor)s 登记了居民去世"), KEEP),
    Action("registry.person_erased", _("%(actor)s 清除了一个人的全部信息"), DROP),
    Action("registry.contact_added", _("%(actor)s 登记了一位联系人"), KEEP),
    Action("registry.contact_changed", _("%(actor)s 更正了一位联系人"), KEEP),
    Action("registry.contact_ended", _("%(actor)s 去掉了一位联系人"), DROP),
    Action("registry.contact_moved", _("%(actor)s 把一位联系人排到了前面"), KEEP),
    Action("registry.contact_revealed", _("%(actor)s 查看了联系人的电话"), DROP),
    Action("registry.moved_in", _("%(actor)s 登记了迁入"), KEEP),
    Action("registry.moved_out", _("%(actor)s 登记了迁出"), KEEP),
    Action("registry.registered_at", _("%(actor)s 登记了户籍地"), KEEP),
    Action("registry.household_joined", _("%(actor)s 登记了家庭成员关系"), KEEP),
    Action("registry.household_opened", _("%(actor)s 新立一户"), KEEP),
    Action("registry.group_joined", _("%(actor)s 登记居民进入关爱人群 %(group)s"), KEEP),
    Action("registry.group_verified", _("%(actor)s 核实了关爱人群 %(group)s"), KEEP),
    Action("registry.group_left", _("%(actor)s 登记居民退出关爱人群 %(group)s"), DROP),
    Action("registry.dwelling_added", _("%(actor)s 添加了房屋"), KEEP),
    Action("registry.dwelling_amended", _("%(actor)s 更正了房屋的 %(fields)s"), KEEP),
    Action("registry.buildings_added", _("%(actor)s 登记了 %(buildings)s 栋楼、%(doors)s 户"), KEEP),
    Action("registry.premises_added", _("%(actor)s 添加了单位场所"), KEEP),
    Action("registry.premises_closed", _("%(actor)s 登记单位场所已撤离"), KEEP),
    Action("registry.people_merged", _("%(actor)s 合并了两份记录"), KEEP),
    Action("registry.merge_undone", _("%(actor)s 拆开了合并的记录"), KEEP),
    Action("registry.people_told_apart", _("%(actor)s 确认两份记录不是同一人"), KEEP),
    Action("registry.pair_asked_again", _("%(actor)s 收回了“不是同一人”的确认"), KEEP),
    Action("registry.duplicates_searched", _("%(actor)s 查找了重复记录，新发现 %(found)s 对"), KEEP),
    Action("registry.register_saved", _("%(actor)s 保存了台账"), KEEP),
    Action("registry.register_changed", _("%(actor)s 修改了台账"), KEEP),
    Action("registry.register_dropped", _("%(actor)s 删除了台账"), KEEP),
    Action("registry.export_asked", _("%(actor)s 申请导出 %(rows)s 行"), KEEP),
    Action("registry.export_decided", _("%(actor)s 审批了导出申请"), KEEP),
    Action("registry.export_downloaded", _("%(actor)s 下载了 %(rows)s 行的台账"), KEEP),
    Action("registry.grids_planned", _("%(actor)s 保存了网格方案"), KEEP),
    Action("registry.grids_changed", _("%(actor)s 修改了网格方案"), KEEP),
    Action("registry.grids_dropped", _("%(actor)s 放弃了网格方案"), KEEP),
    Action("registry.grids_switched", _("%(actor)s 切换了网格，%(moved)s 栋楼换了网格"), KEEP),
    Action("registry.import_started", _("%(actor)s 上传了名册"), KEEP),
    Action("registry.import_mapped", _("%(actor)s 核对了名册的列"), KEEP),
    Action("registry.import_checked", _("%(actor)s 试读了名册，共 %(rows)s 行"), KEEP),
    Action("registry.import_begun", _("%(actor)s 开始导入名册"), KEEP),
    Action("registry.import_resumed", _("%(actor)s 接着导入或撤销停下的名册"), KEEP),
    Action("registry.import_decided", _("%(actor)s 确认了名册第 %(row)s 行是谁"), KEEP),
    Action("registry.import_returned", _("%(actor)s 下载了名册退回的 %(rows)s 行"), KEEP),
    Action("registry.import_dropped", _("%(actor)s 放弃了一份名册"), KEEP),
    Action("registry.import_undo_begun", _("%(actor)s 开始撤销名册导入"), KEEP),
    Action("registry.import_applied", _("%(actor)s 导入了名册中的 %(rows)s 行"), KEEP),
    Action("registry.import_undone", _("%(actor)s 撤销了名册导入中的 %(rows)s 行"), KEEP),
    Action("registry.seeded", _("%(actor)s 建立了演示社区"), KEEP),
)

MESSAGES = (
    Message(
        "registry.grids_switched",
        _("网格已调整：%(grid)s现有 %(buildings)s 栋楼、%(households)s 户，请看交接清单。"),
    ),
    Message("registry.duplicates_found", _("%(community)s的重复核对完成，有 %(found)s 对等您确认。")),
    Message("registry.export_waiting", _("%(who)s申请导出《%(title)s》，共 %(rows)s 行，请您审批。")),
    Message("registry.export_approved", _("您申请导出的《%(title)s》已获批准，可以下载。")),
    Message("registry.export_refused", _("您申请导出的《%(title)s》没有获得批准，请看答复。")),
    Message("registry.import_undone", _("名册《%(file)s》的导入已撤销，%(kept)s 行有后来的改动，保留未动。")),
    Message("registry.import_done", _("名册《%(file)s》已导入：%(done)s 行成功，%(refused)s 行退回。")),
)
