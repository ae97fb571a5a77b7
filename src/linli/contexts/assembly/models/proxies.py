"""Somebody who votes for a neighbour by a written authorisation (委托书)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.models.ballots import Ballot
from linli.kernel.areas.models import Area
from linli.kernel.ids import new_id
from linli.kernel.privacy.sealed import SealedField


class Proxy(models.Model):
    """An owner lets another owner on the roll vote for the home; the paper is kept, two people saw it."""

    class State(models.TextChoices):
        """Where it is."""

        WAITING = "waiting", _("等第二人核对")
        HELD = "held", _("有效")
        WITHDRAWN = "withdrawn", _("已作废")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    ballot = models.ForeignKey(Ballot, on_delete=models.CASCADE, related_name="proxies")
    key = models.CharField(max_length=64)
    """The line of the roll that is voted for."""
    door = models.CharField(max_length=60)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    delegate = models.CharField(max_length=64)
    """The line of the roll of whoever votes for it."""
    delegate_door = models.CharField(max_length=60)
    principal_name = SealedField()
    delegate_name = SealedField()
    """As they stand on the paper."""
    kept = models.CharField(max_length=80)
    """Where the paper lies: number and folder."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    first_id = models.BigIntegerField(null=True)
    second_id = models.BigIntegerField(null=True)
    on = models.DateField()
    withdrawn_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["ballot", "key"], condition=Q(state__in=("waiting", "held")), name="proxy_once"
            )
        ]
        indexes = [models.Index(fields=["ballot", "delegate"], name="proxy_by_delegate")]

    def __str__(self) -> str:
        return self.door

    @property
    def first(self) -> str:
        """Whoever entered it, as the audit trail names people."""
        return f"account:{self.first_id}"
