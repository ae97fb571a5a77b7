"""Help that partners bring (上门服务): what is offered, what was ordered, and each day on which it is due."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.kernel.ids import new_id
from linli.kernel.privacy.sealed import SealedField


class Offer(models.Model):
    """Something a partner does in a place at a price, so many times a day."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    """Where the partner goes: the community or one grid."""
    partner = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=16)
    """A key of the pack."""
    name = models.CharField(max_length=40)
    price_fen = models.PositiveIntegerField()
    capacity = models.PositiveSmallIntegerField()
    """How many on one day."""
    weekdays = models.JSONField(default=list)
    """0 for Monday to 6."""
    on_holidays = models.BooleanField(default=False)
    closed_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["community", "kind"], name="care_offers")]

    def __str__(self) -> str:
        return self.name


class Order(models.Model):
    """What somebody asked for: once, every working day or every week."""

    class Rhythm(models.TextChoices):
        """How often."""

        ONCE = "once", _("只这一次")
        DAILY = "daily", _("每个服务日")
        WEEKLY = "weekly", _("每周这一天")

    class Channel(models.TextChoices):
        """How it reached us."""

        DOOR = "door", _("上门时说的")
        PHONE = "phone", _("电话")
        COUNTER = "counter", _("窗口")
        ONLINE = "online", _("自己在手机上订的")
        FAMILY = "family", _("家人在手机上订的")

        @classmethod
        def told_to_us(cls) -> list[tuple[str, str]]:
            """Those that one of us writes down."""
            return [(one.value, str(one.label)) for one in (cls.DOOR, cls.PHONE, cls.COUNTER)]

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    """The entrance of the home."""
    channel = models.CharField(max_length=8, choices=Channel.choices)
    rhythm = models.CharField(max_length=8, choices=Rhythm.choices)
    remarks = SealedField()
    tariff = models.CharField(max_length=20)
    """A key of the pack."""
    price_fen = models.PositiveIntegerField()
    own_fen = models.PositiveIntegerField()
    """What the person pays of it; both as they were when it was ordered."""
    with_vouchers = models.BooleanField(default=False)
    """Vouchers pay the person's share as far as they reach."""
    from_on = models.DateField()
    until_on = models.DateField()
    account_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    ended_on = models.DateField(null=True)

    class Meta:
        indexes = [models.Index(fields=["area", "-at"], name="care_orders")]

    def __str__(self) -> str:
        return f"{self.rhythm} {self.from_on}"


class Occasion(models.Model):
    """One day on which something ordered is due, and what became of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="+")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    on = models.DateField()
    state = models.CharField(max_length=10, default="ordered")
    at = models.DateTimeField(null=True)
    """When it was done or missed."""
    account_id = models.BigIntegerField(null=True)
    voucher_fen = models.PositiveIntegerField(default=0)
    """How much of the person's share vouchers paid: the sum of their entries for this day."""
    reason = models.CharField(max_length=100, blank=True)
    outcome = models.CharField(max_length=12, blank=True)
    """After nobody opened: what came of the call, a key of the pack."""
    outcome_words = models.CharField(max_length=100, blank=True)
    outcome_at = models.DateTimeField(null=True)
    is_settled = models.BooleanField(default=True)
    """False from the moment nobody opened until somebody knows that the person is well."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["order", "on"], name="care_occasion_once")]
        indexes = [
            models.Index(fields=["offer", "on", "state"], name="care_occasions_of"),
            models.Index(fields=["area", "on"], name="care_occasions_in"),
            models.Index(fields=["is_settled", "on"], name="care_occasions_open"),
        ]

    def __str__(self) -> str:
        return f"{self.state} {self.on}"
