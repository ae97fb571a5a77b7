"""An open space (开放空间会议): the theme, the rooms and rounds, topic cards, and what came of them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.kernel.areas.models import Area
from linli.kernel.ids import new_id


class SpaceState(models.TextChoices):
    """Where an open space is."""

    DRAFT = "draft", _("筹备")
    CALLING = "calling", _("征集题卡")
    MARKET = "market", _("集市排场")
    TALKING = "talking", _("分组讨论")
    DOTS = "dots", _("大家点选")
    PLANNING = "planning", _("商量行动")
    CLOSED = "closed", _("已结束")
    CANCELLED = "cancelled", _("已取消")


class OpenSpace(models.Model):
    """One open space meeting of the people of a place."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=60)
    """The theme, as a question to everybody."""
    words = models.TextField(max_length=1000, blank=True)
    venue = models.CharField(max_length=80)
    on = models.DateField()
    begins_at = models.TimeField()
    dots = models.PositiveSmallIntegerField()
    """How many dots each person gives."""
    code = models.CharField(max_length=8, unique=True)
    """In the address on the wall, short enough to be typed."""
    state = models.CharField(max_length=10, choices=SpaceState.choices, default=SpaceState.DRAFT)
    round_now = models.PositiveSmallIntegerField(default=1)
    """The number of the round that talks."""
    made_at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    ended_why = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["state", "on"], name="space_by_state")]

    def __str__(self) -> str:
        return self.title

    @property
    def community(self) -> str:
        """The code of the community."""
        return self.area.code[:12]


class SpacePlace(models.Model):
    """A corner where a group sits."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    space = models.ForeignKey(OpenSpace, on_delete=models.CASCADE, related_name="places")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=30)
    seats = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "number"], name="place_once_in_space")]

    def __str__(self) -> str:
        return self.name


class SpaceRound(models.Model):
    """A time in which all groups talk."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    space = models.ForeignKey(OpenSpace, on_delete=models.CASCADE, related_name="rounds")
    number = models.PositiveSmallIntegerField()
    begins_at = models.TimeField()
    minutes = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["space", "number"], name="round_once_in_space")]

    def __str__(self) -> str:
        return str(self.number)


class Guest(models.Model):
    """Somebody who takes part: a number on a card around the neck, or a phone; no name is asked for."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    space = models.ForeignKey(OpenSpace, on_delete=models.CASCADE, related_name="guests")
    number = models.PositiveSmallIntegerField()
    visitor = models.UUIDField(null=True)
    """Whose phone it is; None for a card that was handed out."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "number"], name="guest_once_in_space"),
            models.UniqueConstraint(fields=["space", "visitor"], name="phone_once_in_space"),
        ]

    def __str__(self) -> str:
        return str(self.number)


class TopicCard(models.Model):
    """A topic (题卡) that somebody will convene."""

    CHANNELS = (("phone", _("手机")), ("paper", _("纸卡")))

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    space = models.ForeignKey(OpenSpace, on_delete=models.CASCADE, related_name="cards")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=40)
    words = models.CharField(max_length=300, blank=True)
    convenor = models.CharField(max_length=20)
    """How the one who convenes it wants to be called."""
    guest = models.ForeignKey(Guest, null=True, on_delete=models.SET_NULL, related_name="+")
    channel = models.CharField(max_length=10, choices=CHANNELS)
    place = models.ForeignKey(SpacePlace, null=True, on_delete=models.SET_NULL, related_name="+")
    round = models.ForeignKey(SpaceRound, null=True, on_delete=models.SET_NULL, related_name="+")
    withdrawn_why = models.CharField(max_length=100, blank=True)
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["space", "number"], name="card_once_in_space"),
            models.UniqueConstraint(fields=["place", "round"], name="one_card_at_a_time_and_place"),
            models.UniqueConstraint(fields=["guest", "round"], name="convenor_in_one_place"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def convenor_key(self) -> str:
        """The same for the same person."""
        return str(self.guest_id or "".join(self.convenor.split()))


class Wish(models.Model):
    """Somebody would like to be there."""

    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="wishes")
    card = models.ForeignKey(TopicCard, on_delete=models.CASCADE, related_name="wishes")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["guest", "card"], name="wish_once")]

    def __str__(self) -> str:
        return f"{self.guest_id} {self.card_id}"


class Dot(models.Model):
    """Dots that somebody gave to what a group wrote."""

    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="dots")
    card = models.ForeignKey(TopicCard, on_delete=models.CASCADE, related_name="dots")
    count = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["guest", "card"], name="dots_once")]

    def __str__(self) -> str:
        return f"{self.card_id} {self.count}"


class GroupNote(models.Model):
    """What a group wrote down, in words or as a photo of its flip chart."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    card = models.ForeignKey(TopicCard, on_delete=models.CASCADE, related_name="notes")
    words = models.TextField(max_length=2000, blank=True)
    photo = models.UUIDField(null=True)
    guest = models.ForeignKey(Guest, null=True, on_delete=models.SET_NULL, related_name="+")
    account_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    withdrawn_why = models.CharField(max_length=100, blank=True)

    def __str__(self) -> str:
        return self.words[:40]


class SpaceAction(models.Model):
    """What somebody took upon himself at the end: who, when, with what."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    space = models.ForeignKey(OpenSpace, on_delete=models.CASCADE, related_name="actions")
    card = models.ForeignKey(TopicCard, null=True, on_delete=models.SET_NULL, related_name="actions")
    what = models.CharField(max_length=120)
    who = models.CharField(max_length=40)
    due_on = models.DateField()
    means = models.CharField(max_length=100, blank=True)
    promise = models.UUIDField(null=True)
    """The promise that is followed up, once the meeting is over."""
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return self.what
