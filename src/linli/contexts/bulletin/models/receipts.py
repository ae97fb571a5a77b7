"""A receipt (回执): a household says that it has heard, and may say something to it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.contexts.bulletin.models.notices import Notice
from linli.kernel.ids import new_id
from linli.kernel.privacy.sealed import SealedField


class Way(models.TextChoices):
    """How it came."""

    LINK = "link", _("本人网上回执")
    DOOR = "door", _("上门送到")
    PAPER = "paper", _("交回纸条")
    PHONE = "phone", _("电话告知")
    COUNTER = "counter", _("窗口告知")


class Receipt(models.Model):
    """One home has heard of one notice; a home with several households answers once."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="receipts")
    dwelling = models.ForeignKey("registry.Dwelling", on_delete=models.CASCADE, related_name="+")
    way = models.CharField(max_length=8, choices=Way.choices)
    remark = SealedField()
    """What the household had to say; read by those who work on the notice."""
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    """Who wrote it down; empty when the household did."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "dwelling"], name="receipt_of_home_once")]

    def __str__(self) -> str:
        return self.way
