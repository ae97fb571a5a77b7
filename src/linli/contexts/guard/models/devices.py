"""Devices in homes, what became of them, and the consent without which nothing is taken in."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.kernel.ids import new_id


class Kind(models.TextChoices):
    """What a device hears."""

    WATER = "water", _("水表")
    DOOR = "door", _("门磁")
    MOTION = "motion", _("人体感应")
    SMOKE = "smoke", _("烟感")
    SOS = "sos", _("呼叫按钮")
    POWER = "power", _("电表")
    GAS = "gas", _("燃气表")
    GAS_ALARM = "gasalarm", _("燃气报警器")


METERS = frozenset({Kind.WATER, Kind.POWER, Kind.GAS})
"""Kinds with a register that only grows."""
INSIDE = (Kind.MOTION, Kind.GAS, Kind.POWER)
"""Kinds whose signs are made by somebody in the rooms: who walks about, cooks, puts the light on."""
BESIDE = (Kind.DOOR, *INSIDE)
"""Kinds that speak beside the water meter, or for a home that has none."""


class Consent(models.Model):
    """Somebody of a home agreed that one kind of reading is taken there, and may end it at any time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dwelling = models.ForeignKey("registry.Dwelling", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    """The entrance."""
    kind = models.CharField(max_length=8, choices=Kind.choices)
    given_by = models.CharField(max_length=40)
    """Who signed."""
    person_id = models.UUIDField(null=True)
    """Of whoever signed, when that is somebody of the register."""
    given_on = models.DateField()
    account_id = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=100, blank=True)
    """Why it ended, when that was said; nobody has to."""
    erase_on = models.DateField(null=True)
    """The day on which the readings taken under it go."""
    erased_at = models.DateTimeField(null=True)
    erased_rows = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["dwelling", "kind"], condition=Q(withdrawn_at=None), name="consent_once"
            )
        ]
        indexes = [models.Index(fields=["erase_on", "erased_at"], name="consent_to_erase")]

    def __str__(self) -> str:
        return f"{self.kind} {self.given_on}"


class Device(models.Model):
    """One meter or sensor at one place; a swapped one is another row."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    dwelling = models.ForeignKey("registry.Dwelling", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    """The entrance."""
    kind = models.CharField(max_length=8, choices=Kind.choices)
    number = models.CharField(max_length=40)
    """As it calls itself when it sends."""
    spot = models.CharField(max_length=40, blank=True)
    """Where in the home: 厨房水管."""
    make = models.CharField(max_length=60, blank=True)
    resolution = models.DecimalField(max_digits=8, decimal_places=3, null=True, blank=True)
    """The smallest step of a meter, in litres or kilowatt-hours."""
    upload_minutes = models.PositiveIntegerField(default=60)
    """How often it sends; one that saves its battery sends a day at once."""
    installed_on = models.DateField()
    removed_on = models.DateField(null=True, blank=True)
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    last_at = models.DateTimeField(null=True)
    """Of its newest point."""
    heard_at = models.DateTimeField(null=True)
    """When it was last heard of at all."""
    battery = models.FloatField(null=True)
    """Volts as last told; 0 when it only said that it is low."""
    signal = models.PositiveSmallIntegerField(null=True)
    hour = models.DateTimeField(null=True)
    hour_points = models.PositiveIntegerField(default=0)
    """Points taken in the hour that began then: what a flood is judged by."""

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["community", "number"], condition=Q(removed_on=None), name="device_number_once"
            )
        ]
        indexes = [
            models.Index(fields=["area", "kind"], name="device_in_area"),
            models.Index(fields=["dwelling"], name="device_of_home"),
        ]

    def __str__(self) -> str:
        return self.number


class DeviceEvent(models.Model):
    """Something that was done to a device."""

    class What(models.TextChoices):
        """What was done."""

        INSTALLED = "installed", _("安装")
        CHANGED = "changed", _("更改登记")
        SWAPPED = "swapped", _("换下，由新设备接替")
        REMOVED = "removed", _("拆除")

    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="events")
    what = models.CharField(max_length=10, choices=What.choices)
    on = models.DateField()
    words = models.CharField(max_length=200, blank=True)
    account_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["device", "-at"], name="device_history")]

    def __str__(self) -> str:
        return f"{self.what} {self.on}"
