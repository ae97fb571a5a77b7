"""What was erased: counts and a seal remain, so that a home can be shown that it is gone."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.contexts.guard.models.devices import Consent, Kind
from linli.kernel.ids import new_id


class Erasure(models.Model):
    """Readings of one kind that are gone: of a home that ended its consent, or of all past their time."""

    class Why(models.TextChoices):
        """The two reasons there are."""

        ENDED = "ended", _("住户撤回同意")
        EXPIRED = "expired", _("过了保存期限")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    why = models.CharField(max_length=8, choices=Why.choices)
    kind = models.CharField(max_length=8, choices=Kind.choices)
    area = models.ForeignKey("areas.Area", null=True, on_delete=models.PROTECT, related_name="+")
    """The entrance of the home; none when readings of all homes were past their time."""
    dwelling = models.ForeignKey("registry.Dwelling", null=True, on_delete=models.PROTECT, related_name="+")
    consent = models.OneToOneField(Consent, null=True, on_delete=models.PROTECT, related_name="+")
    rows = models.PositiveIntegerField()
    devices = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField(null=True)
    last_at = models.DateTimeField(null=True)
    """Between which moments the readings lay."""
    digest = models.CharField(max_length=64, blank=True)
    """SHA-256 of what went, as ``queries.proofs.digest`` writes it: whoever took a copy can compare."""
    beside = models.JSONField(default=dict)
    """What was learned from them and went as well: habits, notes, details of alarms, by count."""
    erased_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["area", "-erased_at"], name="erasure_in_area")]

    def __str__(self) -> str:
        return f"{self.kind} {self.rows}"
