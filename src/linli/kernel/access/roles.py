"""The roles a person can be granted, each in plain words."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of work, granted for an area."""

    key: str
    name: str | Promise
    sentence: str | Promise


GRID_WORKER = "grid_worker"
COUNTER_CLERK = "counter_clerk"
COMMUNITY_MANAGER = "community_manager"
SUBDISTRICT_OFFICER = "subdistrict_officer"
DEPARTMENT_OFFICER = "department_officer"
PARTNER_STAFF = "partner_staff"
AUDITOR = "auditor"
ADMINISTRATOR = "administrator"

ROLES = {
    role.key: role
    for role in (
        Role(GRID_WORKER, _("网格员"), _("走访、登记和关照自己网格里的住户。")),
        Role(COUNTER_CLERK, _("窗口工作人员"), _("在社区窗口为居民查询、登记和办理。")),
        Role(COMMUNITY_MANAGER, _("社区负责人"), _("管理一个社区的台账、报表、网格和人员分工。")),
        Role(SUBDISTRICT_OFFICER, _("街道工作人员"), _("查看街道内各社区的汇总和台账，不改动居民信息。")),
        Role(
            DEPARTMENT_OFFICER,
            _("部门工作人员"),
            _("向社区要表要先申请准入，并办理派来的诉求；不查看居民档案。"),
        ),
        Role(PARTNER_STAFF, _("合作单位人员"), _("只处理派给自己单位的服务订单，不查看居民档案。")),
        Role(AUDITOR, _("审计人员"), _("查看操作记录，不查看居民档案。")),
        Role(ADMINISTRATOR, _("系统管理员"), _("管理账号、授权和系统设置，不查看居民档案。")),
    )
}
