"""A box, the roll of who may vote, the ballots in it, and papers that two people are entering.

A ballot of a secret box names no seat and bears no time.  Whoever owns the machine could still watch ballots
come in one by one: what this protects from, and what not, stands in ``docs/algorithms/tally.md``.
"""

import uuid

from django.db import models

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
