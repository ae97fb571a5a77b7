"""Days of heat, cold or storm in a community, as somebody there says."""

from django.db import models

from linli.kernel.ids import new_id


class Weather(models.Model):
    """From when until when; visit plans that speak of such days follow."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    """A key of ``spells`` in the visit plans."""
    from_on = models.DateField()
    until_on = models.DateField()
    """The last day."""
    account_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    """When somebody said that it is over, or was a mistake."""

    class Meta:
        indexes = [models.Index(fields=["community", "until_on"], name="weather_of_place")]

    def __str__(self) -> str:
        return f"{self.kind} {self.from_on} – {self.until_on}"
