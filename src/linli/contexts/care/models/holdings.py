"""Allowances and documents that somebody holds, with the day on which they want looking at."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.kernel.ids import new_id


class Holding(models.Model):
    """One allowance or document of one person."""

    class Sort(models.TextChoices):
        """What it is."""

        ALLOWANCE = "allowance", _("待遇")
        DOCUMENT = "document", _("证件")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("registry.Person", on_delete=models.CASCADE, related_name="+")
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    """The entrance of the home; the community for somebody without one."""
    sort = models.CharField(max_length=10, choices=Sort.choices)
    what = models.CharField(max_length=30)
    """A key of the pack."""
    amount = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    """Yuan a month, for an allowance."""
    since_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    """When an allowance is reviewed, or a document expires."""
    ended_on = models.DateField(null=True)
    reason = models.CharField(max_length=100, blank=True)
    """Why it ended."""
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "what"], condition=Q(ended_on=None), name="care_held_once"
            )
        ]
        indexes = [models.Index(fields=["area", "due_on"], name="care_held_due")]

    def __str__(self) -> str:
        return f"{self.what} {self.due_on}"
