"""A device that wants a repairer: why, who looks at it, what was done."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.contexts.guard.models.devices import Device
from linli.kernel.ids import new_id


class Ticket(models.Model):
    """Something is wrong with a device; never with a person."""

    class Why(models.TextChoices):
        """What is wrong."""

        STALE = "stale", _("很久没有上报")
        NEVER = "never", _("装好后一直没有上报")
        LOW = "low", _("电池不足")
        ODD = "odd", _("读数收不下，看着不对")
        SEEN = "seen", _("有人看见有问题")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="tickets")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    """The entrance."""
    why = models.CharField(max_length=6, choices=Why.choices)
    state = models.CharField(max_length=8, default="open")
    opened_at = models.DateTimeField()
    words = models.CharField(max_length=200, blank=True)
    """What was seen, by whoever opened it."""
    taken_id = models.BigIntegerField(null=True)
    """The account that looks at it."""
    note = models.CharField(max_length=200, blank=True)
    """What was done, or why nothing will be."""
    closed_at = models.DateTimeField(null=True)
    closed_by_id = models.BigIntegerField(null=True)
    """Empty when the device was heard again by itself."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["device", "why"], condition=Q(closed_at=None), name="ticket_open_once"
            )
        ]
        indexes = [models.Index(fields=["area", "state", "-opened_at"], name="ticket_in_area")]

    def __str__(self) -> str:
        return f"{self.why} {self.opened_at:%Y-%m-%d}"
