"""Registers (台账): saved views over fields, and exports that were asked for."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.kernel.ids import new_id


class Register(models.Model):
    """A saved view: whom it lists, which fields, in which order."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("areas.Area", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    about = models.CharField(max_length=120, blank=True)
    subject = models.CharField(max_length=10, default="person")
    population = models.CharField(max_length=40)
    columns = models.JSONField(default=list)
    """Field keys in order."""
    filters = models.JSONField(default=list)
    """[[field key, comparison, value], …]"""
    sort = models.CharField(max_length=40, blank=True)
    """A field key, with ``-`` for the other way round."""
    account_id = models.BigIntegerField(null=True)
    """Who made it; empty for one that came with the house."""
    is_shared = models.BooleanField(default=True)
    position = models.PositiveSmallIntegerField(default=50)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "name"], name="register_name")]

    def __str__(self) -> str:
        return self.name


class ExportState(models.TextChoices):
    """What became of an export."""

    ASKED = "asked", _("等待批准")
    READY = "ready", _("可以下载")
    REFUSED = "refused", _("未批准")


class ExportRequest(models.Model):
    """Someone wants a list with people on it as a file."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("areas.Area", on_delete=models.CASCADE, related_name="+")
    register = models.ForeignKey(Register, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=60)
    query = models.JSONField(default=dict)
    reason = models.CharField(max_length=100)
    rows = models.PositiveIntegerField()
    is_masked = models.BooleanField(default=True)
    state = models.CharField(max_length=8, choices=ExportState.choices)
    account_id = models.BigIntegerField()
    at = models.DateTimeField()
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    answer = models.CharField(max_length=100, blank=True)
    downloads = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = [models.Index(fields=["community", "state"], name="export_queue")]

    def __str__(self) -> str:
        return self.title
