"""Records that may be one person: what resembles, what was decided, what was put together."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.contexts.registry.models.people import Person
from linli.kernel.ids import new_id


class Decision(models.TextChoices):
    """What a person decided about a pair."""

    OPEN = "open", _("待确认")
    MERGED = "merged", _("已合并")
    DIFFERENT = "different", _("不是同一人")


class Resemblance(models.Model):
    """Two records that look like one person; a person decides."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    first = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    probability = models.FloatField()
    reasons = models.JSONField(default=list)
    """[[code, {values}], …] as ``engines.linking`` gave them."""
    decision = models.CharField(max_length=10, choices=Decision.choices, default=Decision.OPEN)
    decided_by = models.BigIntegerField(null=True)
    decided_at = models.DateTimeField(null=True)
    found_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="resemblance_once")]
        indexes = [models.Index(fields=["community", "decision", "-probability"], name="resemblance_queue")]

    def __str__(self) -> str:
        return f"{self.probability:.2f}"


class Merge(models.Model):
    """One record put into another; everything needed to take it apart again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kept = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    gone = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    undone_at = models.DateTimeField(null=True)
    moved = models.JSONField(default=dict)
    """Which rows of statements, stays and groups were moved or ended, and both records as they were."""

    def __str__(self) -> str:
        return str(self.pk)
