"""Who was called about an alarm, who is on duty at night, and exercises of the whole ladder."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.contexts.guard.models.alarms import Alarm
from linli.kernel.ids import new_id


class Call(models.Model):
    """Somebody was called, or written to, about an alarm; no number is kept."""

    class Way(models.TextChoices):
        """By whom or what."""

        HAND = "hand", _("打电话")
        VOICE = "voice", _("自动电话")
        TEXT = "text", _("短信")

    class Result(models.TextChoices):
        """What came of it."""

        WAITING = "", _("正在联系")
        WELL = "well", _("接了，平安")
        HELP = "help", _("接了，要去看看")
        NONE = "no_answer", _("没接")
        FAILED = "failed", _("打不通")
        SENT = "sent", _("已发出")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    alarm = models.ForeignKey(Alarm, on_delete=models.CASCADE, related_name="calls")
    whom = models.UUIDField()
    """Key of the person or of the contact."""
    name = models.CharField(max_length=40)
    rung = models.CharField(max_length=10)
    """The rung of the ladder that they stand on."""
    way = models.CharField(max_length=6, choices=Way.choices, default=Way.HAND)
    receipt = models.CharField(max_length=80, blank=True)
    """As the telephone company names it."""
    result = models.CharField(max_length=10, choices=Result.choices, blank=True)
    account_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [models.Index(fields=["alarm", "at"], name="call_of_alarm")]

    def __str__(self) -> str:
        return f"{self.rung} {self.at:%Y-%m-%d %H:%M}"


class Turn(models.Model):
    """A night, or a day off, on which somebody is on duty for a community (值班)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    """The evening on which it begins."""
    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    instead_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    made_by_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    """When it was swapped or taken out."""
    reason = models.CharField(max_length=100, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "on", "account"], condition=Q(ended_at=None), name="turn_once"
            )
        ]
        indexes = [models.Index(fields=["on", "ended_at"], name="turn_on_day")]

    def __str__(self) -> str:
        return f"{self.on}"


class Drill(models.Model):
    """An exercise: alarms that are none, answered as if they were, with the times that it took."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    """The grid or the community that exercises."""
    name = models.CharField(max_length=60)
    rings = models.BooleanField(default=False)
    """Real telephones are rung, because somebody asked for that."""
    made_by_id = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    words = models.TextField(max_length=500, blank=True)
    """What was learned."""

    class Meta:
        indexes = [models.Index(fields=["community", "-made_at"], name="drill_of_place")]

    def __str__(self) -> str:
        return self.name
