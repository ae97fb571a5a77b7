"""What devices said, who passes it on, and what could not be taken in."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.contexts.guard.models.devices import Device
from linli.kernel.ids import new_id


class Source(models.Model):
    """A platform, gateway or office that delivers readings for one community, with a key of its own."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    account = models.ForeignKey("accounts.Account", on_delete=models.PROTECT, related_name="+")
    """Its own account, with no role and no way to sign in: the key is all it has."""
    made_at = models.DateTimeField()
    stopped_at = models.DateTimeField(null=True)
    heard_at = models.DateTimeField(null=True)
    broker_mark = models.CharField(max_length=80, blank=True)
    """Its key as the broker keeps it (bcrypt); empty when it had its key before there was a broker."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "name"], name="source_name_once")]

    def __str__(self) -> str:
        return self.name


class Reading(models.Model):
    """One point as it came: the register itself, never a difference."""

    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="+", db_index=False)
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    value = models.BigIntegerField()
    """Thousandths of a litre or a watt-hour; of a switch 0 or 1.  A gas or power meter that tells a state
    instead of a register stands below zero: −1 for 0 (well, off), −2 for 1 (alarm, on)."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["device", "at"], name="reading_once")]

    def __str__(self) -> str:
        return f"{self.at} {self.value}"


class SensorState(models.Model):
    """How often a sensor inside a home stirs at each hour, and when it did last, as the engine has it."""

    device = models.OneToOneField(Device, on_delete=models.CASCADE, primary_key=True, related_name="+")
    heard_at = models.DateTimeField()
    """Up to which its hours are learned."""
    sign_at = models.DateTimeField(null=True)
    shares = models.JSONField()
    """24 chances of a sign in an hour of somebody at home."""
    days = models.JSONField()
    """How many days each of them was learned from."""

    def __str__(self) -> str:
        return f"{self.device_id} {self.heard_at}"


class Tally(models.Model):
    """How much a source delivered on a day."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="tallies")
    day = models.DateField()
    taken = models.PositiveIntegerField(default=0)
    repeated = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["source", "day"], name="tally_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.taken}"


class Trouble(models.Model):
    """Why something was not taken in: counted once for each number, cause and day; no readings are kept."""

    class Why(models.TextChoices):
        """The causes, as intake names them."""

        UNKNOWN = "unknown", _("没有登记的设备")
        REMOVED = "removed", _("设备已经拆除")
        CONSENT = "consent", _("住户没有同意，或已撤回同意")
        FLOOD = "flood", _("一小时内发来太多")
        EARLY = "early", _("时间在将来，设备时钟不准")
        OLD = "old", _("时间太早，或早于安装日期")
        FRAME = "frame", _("报文不完整或校验不对")
        SHAPE = "shape", _("内容看不懂")
        SOURCE = "source", _("来源没有登记，或已停用")

    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    source = models.ForeignKey(Source, null=True, on_delete=models.SET_NULL, related_name="+")
    number = models.CharField(max_length=40, blank=True)
    """As sent; empty when not even that could be read."""
    why = models.CharField(max_length=8, choices=Why.choices)
    code = models.CharField(max_length=16, blank=True)
    """The engine's own word for it."""
    day = models.DateField()
    points = models.PositiveIntegerField(default=0)
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "number", "why", "day"], name="trouble_once")
        ]
        indexes = [models.Index(fields=["community", "settled_at", "-last_at"], name="trouble_open")]

    def __str__(self) -> str:
        return f"{self.number} {self.why} × {self.points}"
