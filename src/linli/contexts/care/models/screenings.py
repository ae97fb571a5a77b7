"""First screenings (初筛): what was seen, and what it adds up to."""

from django.db import models

from linli.contexts.care.models.records import CareRecord
from linli.kernel.ids import new_id
from linli.kernel.privacy.sealed import SealedField


class Screening(models.Model):
    """One first screening of somebody; never an assessment."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    record = models.ForeignKey(CareRecord, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    total = models.PositiveSmallIntegerField()
    by_points = models.CharField(max_length=10)
    grade = models.CharField(max_length=10)
    reasons = models.JSONField(default=list)
    """Why the grade differs from what the points give: keys of the engine."""
    answers = SealedField()
    """{item: points} and what is known beside them, as JSON."""
    told_by = models.CharField(max_length=40, blank=True)
    version = models.CharField(max_length=12)
    """Of the sheet in the pack."""
    account_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["record", "-on"], name="care_screened")]

    def __str__(self) -> str:
        return f"{self.grade} {self.total} {self.on}"
