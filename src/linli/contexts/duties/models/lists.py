"""The responsibility list (权责清单): one row for each item, and one for each of its versions."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.kernel.ids import new_id


class Kind(models.TextChoices):
    """On which of the three lists an item stands."""

    OWN = "own", _("依法履职")
    ASSIST = "assist", _("依法协助")
    EXCLUDED = "excluded", _("不应承担")


class Duty(models.Model):
    """One item of the list of a subdistrict or a community, as it stands now."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    """Whose list: a subdistrict's holds in all its communities."""
    number = models.CharField(max_length=20)
    """As the list numbers it: 履职1, 协助12."""
    order = models.CharField(max_length=24)
    """Sorts numbers as people count."""
    kind = models.CharField(max_length=8, choices=Kind.choices)
    title = models.CharField(max_length=120)
    part = models.CharField(max_length=300, blank=True)
    """What the community does of it; of an item that is not its duty, who does it instead."""
    department = models.CharField(max_length=80, blank=True)
    """Who leads."""
    clause = models.CharField(max_length=120, blank=True)
    """The article that says so: 第三条第五项."""
    source = models.CharField(max_length=160, blank=True)
    """The law or document that the clause stands in."""
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)
    """The last day; empty while it holds."""
    is_example = models.BooleanField(default=False)
    """True while it comes from the example pack and nobody has gone over it."""
    version = models.PositiveSmallIntegerField(default=1)
    account_id = models.BigIntegerField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "number"], name="duty_number_once")]
        indexes = [models.Index(fields=["area", "kind", "order"], name="duty_listed")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


KEPT = ("number", "kind", "title", "part", "department", "clause", "source", "valid_from", "valid_to")
"""What a version keeps, in the order in which it is read."""


class DutyVersion(models.Model):
    """How an item stood from a moment on: who changed what, when and why."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    values = models.JSONField(default=dict)
    """What ``KEPT`` names, in plain text."""
    changed = models.JSONField(default=list)
    """Which of them differ from the version before."""
    reason = models.CharField(max_length=200, blank=True)
    account_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["duty", "number"], name="duty_version_once")]

    def __str__(self) -> str:
        return f"{self.duty_id} {self.number}"
