"""A box, its roll, the ballots in it, papers on their way into it, and the proof that a roll was forgotten.

A ballot of a secret box names no seat and bears no time.  Whoever owns the machine could still watch ballots
come in one by one: what this protects from, and what not, stands in ``docs/algorithms/tally.md``.
"""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.engines.tally.ballots import Channel
from linli.kernel.areas.models import Area
from linli.kernel.ids import new_id
from linli.kernel.privacy.sealed import SealedField


class Box(models.Model):
    """One vote: who may cast how many choices, since when, until when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=80)
    """What it decides, as the reference of a context's row."""
    per = models.CharField(max_length=10)
    """A value of ``engines.tally.ballots.Per``."""
    secret = models.BooleanField()
    options = models.JSONField(default=list)
    """Keys of what may be chosen, in the order of the ballot."""
    least = models.PositiveSmallIntegerField(default=1)
    most = models.PositiveSmallIntegerField(default=1)
    purse = models.PositiveIntegerField(null=True, blank=True)
    """Most points in all, where ballots have points."""
    salt = models.CharField(max_length=32)
    opened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    published = models.TextField(blank=True)
    """The file that anybody can count again, exactly as it was posted."""
    fingerprint = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.about

    @property
    def is_open(self) -> bool:
        """Whether it takes ballots."""
        return self.opened_at is not None and self.closed_at is None


class Seat(models.Model):
    """One line of the roll: an adult, a household or a flat with one vote."""

    box = models.ForeignKey(Box, on_delete=models.CASCADE, related_name="seats")
    key = models.CharField(max_length=64)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    door = models.CharField(max_length=60, blank=True)
    """Where it is, as short as on a bell: ``3-2-501``."""
    voted = models.BooleanField(default=False)
    voted_on = models.DateField(null=True, blank=True)
    """A day and never an hour: with the hour one could tell which ballot came next."""
    channel = models.CharField(max_length=10, blank=True)
    voter = models.CharField(max_length=64, blank=True)
    """Who voted for it, where that is not the seat itself."""
    first = models.CharField(max_length=80, blank=True)
    second = models.CharField(max_length=80, blank=True)
    """The two people who took in a vote on paper or by phone."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["box", "key"], name="seat_once_in_box")]
        indexes = [models.Index(fields=["box", "voted", "area"], name="seat_of_box_by_voted")]

    def __str__(self) -> str:
        return self.door or self.key


class Slip(models.Model):
    """A ballot in the box."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    """By chance all through: a key with a time in it would say who voted when."""
    box = models.ForeignKey(Box, on_delete=models.CASCADE, related_name="slips")
    tag = models.CharField(max_length=32)
    choices = models.JSONField(default=list)
    points = models.JSONField(default=list)
    spoiled = models.BooleanField(default=False)
    seat = models.OneToOneField(Seat, null=True, blank=True, on_delete=models.CASCADE, related_name="slip")
    """Only in an open box."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["box", "tag"], name="tag_once_in_box")]

    def __str__(self) -> str:
        return self.tag[:8]


class Entry(models.Model):
    """What a paper or a call says, on its way into the box: read by one, then by another."""

    class State(models.TextChoices):
        """How far it is."""

        WAITING = "waiting"
        AGREED = "agreed"
        DIFFERENT = "different"

    box = models.ForeignKey(Box, on_delete=models.CASCADE, related_name="entries")
    number = models.PositiveIntegerField()
    """What is written on the paper by hand: 1 for the first of the pile."""
    seat = models.ForeignKey(Seat, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    """Only in an open box."""
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    said = SealedField()
    """What the first reading found; emptied when the ballot lies in the box."""
    first = models.CharField(max_length=80)
    second = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["box", "number"], name="paper_once_in_box")]

    def __str__(self) -> str:
        return str(self.number)


class HandIn(models.Model):
    """A vote on paper, by phone or at the door that one of us took in, until a second person confirms it."""

    class State(models.TextChoices):
        """Where it is."""

        WAITING = "waiting", _("等第二人确认")
        HELD = "held", _("已收下")
        WITHDRAWN = "withdrawn", _("已撤回")
        ASIDE = "aside", _("没有计入")

    CHANNELS = (
        (Channel.PAPER.value, _("纸票")),
        (Channel.PHONE.value, _("打电话来投的")),
        (Channel.DOOR.value, _("上门时投的")),
    )
    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    box = models.ForeignKey(Box, on_delete=models.CASCADE, related_name="hand_ins")
    key = models.CharField(max_length=64)
    """Of the seat."""
    door = models.CharField(max_length=60, blank=True)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(max_length=10, choices=CHANNELS)
    state = models.CharField(max_length=10, choices=State.choices, default=State.WAITING)
    first = models.CharField(max_length=80)
    second = models.CharField(max_length=80, blank=True)
    """The two people, as the audit trail names them."""
    on = models.DateField()
    """A day and never an hour, as on the roll."""
    why = models.CharField(max_length=200, blank=True)
    """Why it was taken back, or not counted."""
    voter = models.CharField(max_length=64, blank=True)
    """By which authorisation somebody else brought it; goes on the roll."""
    behalf = models.UUIDField(null=True, blank=True, db_index=True)
    """The record of the act on behalf by which it was taken in."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["box", "key"], condition=Q(state__in=("waiting", "held")), name="hand_in_once_in_box"
            )
        ]
        indexes = [models.Index(fields=["box", "state"], name="hand_in_of_box_by_state")]

    def __str__(self) -> str:
        return self.door


LIVE = (HandIn.State.WAITING, HandIn.State.HELD)
"""States in which a seat has handed something in."""


class Erasure(models.Model):
    """A roll and its papers are gone: how much, and a seal by which a copy can be compared."""

    box = models.OneToOneField(Box, on_delete=models.CASCADE, related_name="erasure")
    lines = models.PositiveIntegerField()
    papers = models.PositiveIntegerField()
    """Votes that were taken in, readings, and whatever else named somebody."""
    aside = models.PositiveIntegerField()
    """Votes that were taken in and not counted: the number stays with the result."""
    digest = models.CharField(max_length=64)
    """SHA-256 over the lines as ``forgetting.digest`` writes them."""
    erased_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.lines}"
