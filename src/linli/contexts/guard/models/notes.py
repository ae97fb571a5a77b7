"""Small changes that a neighbour may ask about, and how many check calls a community has decided on."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.kernel.ids import new_id


class HomeNote(models.Model):
    """A change worth a friendly question at the next visit; open until talked about or passed."""

    class Code(models.TextChoices):
        """What changed, as ``engines.silence.notes`` names it."""

        LESS = "less_water_lately", _("用水比往常少")
        NIGHTS = "restless_nights", _("夜里用水比往常多")
        RUNS = "water_never_stops", _("水一直在慢慢走")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    """The entrance."""
    dwelling = models.ForeignKey("registry.Dwelling", on_delete=models.CASCADE, related_name="+")
    code = models.CharField(max_length=20, choices=Code.choices)
    heard = models.FloatField()
    expected = models.FloatField()
    litres = models.FloatField(default=0)
    noted_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    """When it was still so."""
    talked_at = models.DateTimeField(null=True)
    words = models.CharField(max_length=200, blank=True)
    account_id = models.BigIntegerField(null=True)
    """Who talked about it."""
    passed_at = models.DateTimeField(null=True)
    """When it was no longer so before anybody asked."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dwelling", "code"],
                condition=Q(talked_at=None, passed_at=None),
                name="home_note_open_once",
            )
        ]
        indexes = [models.Index(fields=["area", "talked_at"], name="home_note_in_area")]

    def __str__(self) -> str:
        return f"{self.code} {self.noted_at:%Y-%m-%d}"


class Budget(models.Model):
    """How many check calls a day a community can make, as people decided; the newest one holds."""

    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    calls_a_day = models.DecimalField(max_digits=4, decimal_places=1)
    reason = models.CharField(max_length=100, blank=True)
    account_id = models.BigIntegerField(null=True)
    set_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["community", "-set_at"], name="budget_of_community")]

    def __str__(self) -> str:
        return f"{self.calls_a_day}"
