"""A past election from a Pabulib file, kept to look at and to compare rules on."""

from django.db import models

from linli.kernel.ids import new_id


class Past(models.Model):
    """An election that took place elsewhere or before, as its file tells it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=120)
    file_name = models.CharField(max_length=120)
    fingerprint = models.CharField(max_length=64)
    """SHA-256 of the file."""
    text = models.TextField()
    """The file as it came."""
    story = models.JSONField(default=dict)
    """Both counts, worked out once; money as it stands in the file."""
    ballots = models.PositiveIntegerField()
    projects = models.PositiveIntegerField()
    made_at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "fingerprint"], name="past_budget_once")]

    def __str__(self) -> str:
        return self.title
