"""Devices, receipts, acts that were set aside, and parts of files on their way."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.kernel.ids import new_id
from linli.kernel.privacy.sealed import SealedField


class Device(models.Model):
    """A browser that may hold data of somebody's area."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    account = models.ForeignKey("accounts.Account", on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=60)
    key = SealedField()
    """The key of what lies on the device, given out to its signed-in owner only."""
    made_at = models.DateTimeField()
    seen_at = models.DateTimeField()
    clock_off = models.IntegerField(default=0)
    """Seconds by which its clock was wrong at the last contact."""
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["account", "revoked_at"], name="device_of_account")]

    def __str__(self) -> str:
        return self.name


class Result(models.TextChoices):
    """What became of an act."""

    TAKEN = "taken", _("已到服务器")
    CONFLICT = "conflict", _("已到服务器，有几项要核对")
    ASIDE = "aside", _("已到服务器，要人看一下")


class Receipt(models.Model):
    """An act arrived; sent again, it is answered from here."""

    account_id = models.BigIntegerField()
    nonce = models.UUIDField()
    device = models.ForeignKey(Device, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=40)
    result = models.CharField(max_length=10, choices=Result.choices)
    sentence = models.CharField(max_length=300, blank=True)
    address = models.CharField(max_length=200, blank=True)
    """Where what came of it can be seen."""
    digest = models.CharField(max_length=64)
    """SHA-256 over the act as sent and the receipt before it of the same device."""
    made_at = models.DateTimeField()
    """When the act was made, by a right clock."""
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "nonce"], name="act_receipt_once")]
        indexes = [models.Index(fields=["device", "-id"], name="receipt_of_device")]

    def __str__(self) -> str:
        return self.digest[:12]


class SetAside(models.Model):
    """An act that could not be carried out as it was; nothing of it is lost until a person has looked."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    receipt = models.OneToOneField(Receipt, on_delete=models.CASCADE, related_name="aside")
    account_id = models.BigIntegerField()
    area_code = models.CharField(max_length=40, blank=True)
    """Of whoever made it, so that the manager of the place sees it too."""
    body = SealedField()
    """JSON of the act."""
    reason = models.CharField(max_length=300)
    at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.BigIntegerField(null=True)
    settled_how = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["account_id", "settled_at"], name="aside_open")]

    def __str__(self) -> str:
        return self.reason


class Chunk(models.Model):
    """A part of a file on its way; gone when the file is whole, or after some days."""

    account_id = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    """SHA-256 of the whole file."""
    number = models.PositiveSmallIntegerField()
    content = models.BinaryField()
    """Sealed."""
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account_id", "digest", "number"], name="chunk_once")]

    def __str__(self) -> str:
        return f"{self.digest[:12]} {self.number}"
