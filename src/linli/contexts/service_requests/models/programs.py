"""Programs that may report through the open interface: each with a key of its own and a place."""

from django.db import models


class Program(models.Model):
    """A program with a key; only the key's hash is kept."""

    name = models.CharField(max_length=60)
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    """Where it may report; nothing outside."""
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()
    made_by = models.BigIntegerField(null=True)
    last_used_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name
