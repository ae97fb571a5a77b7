"""Who reported: each reporter of a request is told, and judges the result for himself."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests.models.requests import Request
from linli.kernel.ids import new_id
from linli.kernel.privacy.sealed import SealedField


class Solved(models.TextChoices):
    """Is the matter solved?"""

    YES = "yes", _("解决了")
    PARTLY = "partly", _("部分解决")
    NO = "no", _("没有解决")


class Satisfied(models.TextChoices):
    """Was one satisfied with how it was handled?"""

    YES = "yes", _("满意")
    FAIRLY = "fairly", _("基本满意")
    NO = "no", _("不满意")


class Via(models.TextChoices):
    """How an answer to the callback came."""

    LINK = "link", _("本人网上填写")
    PHONE = "phone", _("电话回访")
    COUNTER = "counter", _("当面")


class Reporter(models.Model):
    """Somebody who reported a request or joined it (我也遇到)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="reporters")
    came_with = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="+")
    """The request this person made, where it has since been merged into another; else the same."""
    name = SealedField()
    phone = SealedField()
    phone_hash = models.CharField(max_length=32, blank=True, db_index=True)
    """``cipher.lookup(phone, "phone")``; empty for somebody anonymous, or whose number is not proved yet."""
    proved_at = models.DateTimeField(null=True, blank=True)
    """When the number proved to be this person's: by a code, or by speaking to one of us."""
    tracking = SealedField()
    tracking_hash = models.CharField(max_length=32, unique=True)
    """``cipher.lookup(code, "tracking")``: opens the state of this request to whoever knows the code."""
    joined_at = models.DateTimeField()
    me_too = models.BooleanField(default=False)
    account_id = models.BigIntegerField(null=True)
    """Who wrote it down for this person."""
    solved = models.CharField(max_length=8, choices=Solved.choices, blank=True)
    satisfied = models.CharField(max_length=8, choices=Satisfied.choices, blank=True)
    remark = SealedField()
    answered_at = models.DateTimeField(null=True, blank=True)
    via = models.CharField(max_length=8, choices=Via.choices, blank=True)
    calls = models.PositiveSmallIntegerField(default=0)
    """Callbacks that reached nobody."""
    left_out = models.CharField(max_length=200, blank=True)
    """Why this answer is left out of the rates (剔除); holds only once a second person agreed."""
    left_out_by = models.BigIntegerField(null=True)
    left_out_second = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["request", "joined_at"], name="reporter_of_request"),
            models.Index(
                fields=["request"],
                condition=models.Q(left_out_second__isnull=False),
                name="reporter_left_out",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_reachable(self) -> bool:
        """True when there is a number to call."""
        return bool(self.phone)

    @property
    def is_told(self) -> bool:
        """True when news may be sent to the number: it is this person's."""
        return bool(self.phone) and self.proved_at is not None
