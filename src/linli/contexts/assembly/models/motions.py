"""A motion (动议) in a meeting: what it says, who speaks, who counts hands, what came out."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.models.ballots import Ballot
from linli.contexts.assembly.models.meetings import AgendaItem, Meeting
from linli.contexts.assembly.models.promises import Promise
from linli.kernel.ballots.models import Box
from linli.kernel.ids import new_id


class MotionState(models.TextChoices):
    """Where a motion is."""

    DRAFT = "draft", _("还在写")
    DEBATED = "debated", _("正在讨论")
    VOTING = "voting", _("正在举手")
    SLIPS = "slips", _("正在无记名投票")
    BALLOT = "ballot", _("改用投票表决")
    PASSED = "passed", _("通过了")
    FAILED = "failed", _("没有通过")
    WITHDRAWN = "withdrawn", _("撤回了")


class Motion(models.Model):
    """One thing that the meeting shall decide."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="motions")
    item = models.ForeignKey(
        AgendaItem, null=True, blank=True, on_delete=models.SET_NULL, related_name="motions"
    )
    number = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=80)
    who = models.CharField(max_length=60, blank=True)
    when = models.DateField(null=True, blank=True)
    """By which day."""
    where = models.CharField(max_length=80, blank=True)
    how_much = models.CharField(max_length=120, blank=True)
    """Money, and where it comes from; or 不花钱."""
    how = models.CharField(max_length=300, blank=True)
    mover = models.CharField(max_length=40, blank=True)
    state = models.CharField(max_length=10, choices=MotionState.choices, default=MotionState.DRAFT)
    present = models.PositiveIntegerField(default=0)
    """How many were there when hands were counted."""
    votes_for = models.PositiveIntegerField(default=0)
    votes_against = models.PositiveIntegerField(default=0)
    abstained = models.PositiveIntegerField(default=0)
    is_valid = models.BooleanField(default=True)
    """Whether enough were there."""
    box = models.OneToOneField(Box, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """Where it was voted on in the room without names."""
    spoiled = models.PositiveIntegerField(default=0)
    """Paper slips that nobody could read."""
    counts_differed = models.PositiveSmallIntegerField(default=0)
    """How often two people counted differently."""
    ballot = models.OneToOneField(Ballot, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    promises = models.ManyToManyField(Promise, related_name="+")
    """By whom it is carried out."""
    decided_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="motion_number_once")]

    def __str__(self) -> str:
        return self.what


class HandCount(models.Model):
    """What one person counted; a second person must count the same."""

    motion = models.ForeignKey(Motion, on_delete=models.CASCADE, related_name="hand_counts")
    by = models.CharField(max_length=80)
    """The label of who counted."""
    votes_for = models.PositiveIntegerField()
    votes_against = models.PositiveIntegerField()
    abstained = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["motion", "by"], name="hands_counted_once_each")]

    def __str__(self) -> str:
        return f"{self.votes_for}:{self.votes_against}"


class Speaker(models.Model):
    """Somebody's turn to speak on a motion, for it or against it."""

    class Side(models.TextChoices):
        """What one says first, before the why."""

        FOR = "for", _("赞成")
        AGAINST = "against", _("反对")

    class State(models.TextChoices):
        """Where a turn is."""

        WAITING = "waiting", _("等着说")
        SPEAKING = "speaking", _("正在说")
        SPOKE = "spoke", _("说过了")
        DROPPED = "dropped", _("不说了")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    motion = models.ForeignKey(Motion, on_delete=models.CASCADE, related_name="speakers")
    key = models.CharField(max_length=100)
    """Of the attendee, or ``name:…`` for who raised a hand in the room."""
    name = models.CharField(max_length=40)
    """As it stands on the wall."""
    side = models.CharField(max_length=8, choices=Side.choices)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    asked_at = models.DateTimeField()
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["motion", "key"],
                condition=Q(state__in=("waiting", "speaking")),
                name="one_turn_at_once",
            ),
            models.UniqueConstraint(
                fields=["motion"], condition=Q(state="speaking"), name="one_speaks_at_a_time"
            ),
        ]

    def __str__(self) -> str:
        return self.name
