"""Plans to redraw the grids of a community."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.kernel.ids import new_id


class PlanState(models.TextChoices):
    """What became of a plan."""

    DRAFT = "draft", _("草案")
    SWITCHED = "switched", _("已切换")
    DROPPED = "dropped", _("已放弃")


class GridPlan(models.Model):
    """Which building belongs to which grid from a day on."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("areas.Area", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=40)
    assignment = models.JSONField(default=dict)
    """{building code number (``B007``): grid code}"""
    state = models.CharField(max_length=8, choices=PlanState.choices, default=PlanState.DRAFT)
    account_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    switched_at = models.DateTimeField(null=True)
    note = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name
