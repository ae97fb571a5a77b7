"""Facts waiting to be told, and how each telling went."""

from django.db import models


class OutboxFact(models.Model):
    """One published fact."""

    name = models.CharField(max_length=120)
    body = models.JSONField()
    at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"


class Telling(models.Model):
    """One fact told to one reaction."""

    fact = models.ForeignKey(OutboxFact, on_delete=models.CASCADE, related_name="+")
    reaction = models.CharField(max_length=160)
    tries = models.PositiveIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    done_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=400, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fact", "reaction"], name="telling_once")]

    def __str__(self) -> str:
        return f"{self.reaction} {self.fact_id}"
