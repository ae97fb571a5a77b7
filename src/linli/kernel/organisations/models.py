"""One row for each body."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kind(models.TextChoices):
    """What kind of body."""

    RESIDENTS_COMMITTEE = "residents_committee", _("社区居民委员会")
    SUBDISTRICT_OFFICE = "subdistrict_office", _("街道办事处")
    DEPARTMENT = "department", _("职能部门")
    POLICE = "police", _("派出所")
    PROPERTY_MANAGER = "property_manager", _("物业服务企业")
    OWNERS_COMMITTEE = "owners_committee", _("业主委员会")
    PARTNER = "partner", _("共建单位")


class Organisation(models.Model):
    """A body that acts."""

    name = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=24, choices=Kind.choices)
    area = models.ForeignKey("areas.Area", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    phone = models.CharField(max_length=30, blank=True)
    credit_code = models.CharField(max_length=18, blank=True)
    """统一社会信用代码 (GB 32100)."""

    def __str__(self) -> str:
        return self.name
