"""What was brought to a door once, and the proof that a roll was forgotten."""

from django.db import models

from linli.contexts.assembly.models.ballots import Ballot
from linli.kernel.areas.models import Area


class Brought(models.Model):
    """A door was told of a vote, or got its papers: once is enough."""

    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="brought")
    door = models.CharField(max_length=60)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ballot", "door"], name="brought_once")]

    def __str__(self) -> str:
        return self.door


class RollErasure(models.Model):
    """The roll of a vote and its papers are gone: how much, and a seal by which a copy can be compared."""

    ballot = models.OneToOneField(Ballot, on_delete=models.PROTECT, related_name="erasure")
    lines = models.PositiveIntegerField()
    papers = models.PositiveIntegerField()
    """Votes that were taken in, authorisations, changes of the roll and doors that were told."""
    digest = models.CharField(max_length=64)
    """SHA-256 over the lines as ``kernel.ballots.forgetting.digest`` writes them."""
    erased_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.lines}"
