"""Chat groups that hear what is posted, and each message on its way there."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.contexts.bulletin.models.notices import Notice
from linli.kernel.ids import new_id
from linli.kernel.privacy.sealed import SealedField


class Group(models.Model):
    """A group of a community's residents (居民群) with a robot of ours in it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    """Whose group it is: it hears what concerns this place or one around it."""
    name = models.CharField(max_length=40)
    key = SealedField()
    """What opens the group; emptied when the group is taken away."""
    key_hash = models.CharField(max_length=32)
    made_at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["key_hash"], condition=models.Q(ended_at=None), name="group_robot_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Sending(models.Model):
    """One message to one group; tried again until it arrives."""

    class What(models.TextChoices):
        """What it says."""

        POSTED = "posted", _("张贴")
        CORRECTED = "corrected", _("更正")
        WITHDRAWN = "withdrawn", _("撤下")

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting", _("等着发")
        SENT = "sent", _("已发到群里")
        STOPPED = "stopped", _("发不了，要人处理")
        DROPPED = "dropped", _("不用发了")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="sendings")
    group = models.ForeignKey(Group, on_delete=models.CASCADE, related_name="sendings")
    what = models.CharField(max_length=10, choices=What.choices)
    version = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    tries = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    next_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    trouble = models.CharField(max_length=100, blank=True)
    """Why it did not arrive last time: a code and what the service said, never the key."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["notice", "group", "what", "version"], name="told_group_once")
        ]
        indexes = [models.Index(fields=["state", "next_at"], name="sending_due")]

    def __str__(self) -> str:
        return f"{self.what} {self.state}"
