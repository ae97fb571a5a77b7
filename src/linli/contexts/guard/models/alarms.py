"""What readings add up to: a home's habit, times when silence means nothing, alarms and their answers."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.kernel.ids import new_id


class HomeState(models.Model):
    """Everything the engine remembers about a home, as ``engines.silence.pack`` writes it."""

    dwelling = models.OneToOneField(
        "registry.Dwelling", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    packed = models.BinaryField()
    heard_by = models.CharField(max_length=8, default="water")
    """``water``, or ``signs`` of a home without a water meter: doors, motion, electricity, gas."""
    heard_at = models.DateTimeField()
    """Of the last reading taken in."""
    rings = models.PositiveIntegerField(default=0)
    """Alarms after which life went on; what all homes of a community add up to sets the price."""
    watched_hours = models.FloatField(default=0)
    """Hours in which one could have rung."""
    held = models.JSONField(null=True)
    """An alarm that waits for the morning, as ``commands.alarms.Ring`` has it."""
    held_until = models.DateTimeField(null=True, db_index=True)

    def __str__(self) -> str:
        return f"{self.dwelling_id} {self.heard_at}"


class Pause(models.Model):
    """A time in which silence is no alarm: a home that is away, or a place without water."""

    class Kind(models.TextChoices):
        """Why."""

        AWAY = "away", _("出门了")
        CUT = "water_cut", _("停水")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    dwelling = models.ForeignKey("registry.Dwelling", null=True, on_delete=models.CASCADE, related_name="+")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    """Of the home, its entrance; else the place without water."""
    since = models.DateTimeField()
    until = models.DateTimeField()
    told_by = models.CharField(max_length=40, blank=True)
    """Who said so; empty when Linli found it out by itself."""
    account_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["dwelling", "until"], name="pause_of_home"),
            models.Index(fields=["area", "until"], name="pause_of_place"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.since:%Y-%m-%d}"


class Alarm(models.Model):
    """A home to look after now; one at a time for each home, what rings again meanwhile is counted."""

    class Kind(models.TextChoices):
        """What rang."""

        SILENCE = "silence", _("很久没有用水")
        STILL = "still", _("很久没有动静")
        FLOW = "flow", _("水一直在流")
        SOS = "sos", _("有人按了呼叫按钮")
        SMOKE = "smoke", _("烟感报警")
        GAS = "gas", _("燃气报警")

    class Cause(models.TextChoices):
        """What it turned out to be (DOMAIN 5.2)."""

        WELL = "well", _("在家，平安")
        AWAY = "away", _("外出探亲")
        HOSPITAL = "hospital", _("住院")
        TRAVEL = "travel", _("旅游")
        SAVING = "saving", _("用水少")
        DEVICE = "device", _("设备故障")
        CUT = "cut", _("停水停电")
        LEAK = "leak", _("漏水或忘关")
        MISTAKE = "mistake", _("误按或做饭")
        FALL = "fall", _("跌倒，已救助")
        ILL = "ill", _("生病，已救助")
        FIRE = "fire", _("火情，已处置")
        DIED = "died", _("已去世")
        OTHER = "other", _("其他")
        DRILL = "drill", _("演练结束")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    """The entrance."""
    dwelling = models.ForeignKey("registry.Dwelling", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    at = models.DateTimeField()
    """Of the reading that made it ring."""
    raised_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="raised")
    reason = models.JSONField(default=dict)
    """Numbers of the sentence, as ``engines.silence.Reason`` names them."""
    chart = models.JSONField(default=dict)
    """{usual: 24 chances of use, used: use in the last 24 hours}."""
    repeats = models.PositiveSmallIntegerField(default=0)
    level = models.PositiveSmallIntegerField(default=0)
    """How often its time ran out: 0 the grid worker, then everybody who may answer."""
    next_at = models.DateTimeField(null=True)
    """When the present step's time runs out."""
    taken_id = models.BigIntegerField(null=True)
    """The account that looks after it: since then somebody is on it."""
    taken_at = models.DateTimeField(null=True)
    goes_id = models.BigIntegerField(null=True)
    """The account that is on its way."""
    drill = models.ForeignKey("Drill", null=True, on_delete=models.CASCADE, related_name="alarms")
    """Of an exercise: nobody is in need, and no figure counts it."""
    cause = models.CharField(max_length=10, choices=Cause.choices, blank=True)
    closed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dwelling"], condition=Q(closed_at=None, drill=None), name="alarm_open_once"
            ),
            models.UniqueConstraint(
                fields=["dwelling", "kind", "at"], condition=Q(drill=None), name="alarm_once"
            ),
        ]
        indexes = [
            models.Index(fields=["area", "closed_at"], name="alarm_in_area"),
            models.Index(fields=["closed_at", "next_at"], name="alarm_timer"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


TRUE = frozenset({Alarm.Cause.LEAK, Alarm.Cause.FALL, Alarm.Cause.ILL, Alarm.Cause.FIRE, Alarm.Cause.DIED})
"""Causes in which it was right to ring."""


class AlarmStep(models.Model):
    """What was done about an alarm, by whom, when; the clock's own steps have no account."""

    alarm = models.ForeignKey(Alarm, on_delete=models.CASCADE, related_name="steps")
    verb = models.CharField(max_length=20)
    words = models.CharField(max_length=200, blank=True)
    account_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["alarm", "at"], name="alarm_history")]

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%Y-%m-%d %H:%M}"
