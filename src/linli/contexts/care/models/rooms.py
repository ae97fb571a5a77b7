"""The after-school room (四点半课堂): who comes on which days, who may fetch them, and every afternoon."""

from django.db import models

from linli.kernel.ids import new_id
from linli.kernel.privacy.sealed import SealedField


class Room(models.Model):
    """A room with grown-ups in it, for a term."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    opens = models.PositiveSmallIntegerField()
    """Minutes after midnight, as ``closes``."""
    closes = models.PositiveSmallIntegerField()
    weekdays = models.JSONField(default=list)
    capacity = models.PositiveSmallIntegerField()
    absent_minutes = models.PositiveSmallIntegerField()
    """So long after opening an expected child that is not there is asked after."""
    on_duty = models.ForeignKey("accounts.Account", null=True, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()

    class Meta:
        indexes = [models.Index(fields=["community", "until_on"], name="care_rooms")]

    def __str__(self) -> str:
        return self.name


class RoomDay(models.Model):
    """A day that is not as the others: closed, open on another weekday, or at other hours."""

    room = models.ForeignKey(Room, on_delete=models.CASCADE, related_name="+")
    on = models.DateField()
    is_open = models.BooleanField()
    opens = models.PositiveSmallIntegerField(null=True)
    """Minutes after midnight, as ``closes``; None when it is closed."""
    closes = models.PositiveSmallIntegerField(null=True)
    why = models.CharField(max_length=60)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["room", "on"], name="care_room_day_once")]

    def __str__(self) -> str:
        return f"{self.on} {self.is_open}"


class Pupil(models.Model):
    """A child on the roster, or waiting for a place."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    room = models.ForeignKey(Room, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    weekdays = models.JSONField(default=list)
    is_waiting = models.BooleanField(default=False)
    remarks = SealedField()
    """What whoever is on duty must know: allergies, medicines."""
    consent_by = models.CharField(max_length=40)
    """The guardian who agreed to what is kept here."""
    at = models.DateTimeField()
    left_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["room", "person"], condition=models.Q(left_on=None), name="care_pupil_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.person_id}"


class PickUp(models.Model):
    """Somebody who may fetch a child, in the order in which one calls."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pupil = models.ForeignKey(Pupil, on_delete=models.CASCADE, related_name="pickups")
    name = models.CharField(max_length=40)
    relation = models.CharField(max_length=20)
    phone = SealedField()
    allowed_by = models.CharField(max_length=40, blank=True)
    """The guardian who agreed, where it was after the enrolment."""
    added_on = models.DateField(null=True)
    account_id = models.BigIntegerField(null=True)
    ended_on = models.DateField(null=True)
    ended_by = models.CharField(max_length=40, blank=True)
    """The guardian who said so."""

    def __str__(self) -> str:
        return self.name


class Afternoon(models.Model):
    """One child on one day: when it came, when it left and with whom."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    pupil = models.ForeignKey(Pupil, on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    state = models.CharField(max_length=10, default="expected")
    came_at = models.DateTimeField(null=True)
    asked_at = models.DateTimeField(null=True)
    """When the child was missed."""
    left_at = models.DateTimeField(null=True)
    fetched_by = models.CharField(max_length=60, blank=True)
    words = models.CharField(max_length=100, blank=True)
    """Why it is excused, or who said that it is well and where."""
    once_name = models.CharField(max_length=40, blank=True)
    once_word = models.CharField(max_length=8, blank=True)
    """Today somebody else comes, who says this word."""
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["pupil", "on"], name="care_afternoon_once")]
        indexes = [models.Index(fields=["on", "state"], name="care_afternoons")]

    def __str__(self) -> str:
        return f"{self.state} {self.on}"
