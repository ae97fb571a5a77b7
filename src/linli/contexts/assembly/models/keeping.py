"""What was brought to a door once."""

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
