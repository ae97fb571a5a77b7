"""Vouchers (消费券): a decision to give some, each voucher of a person, and every fen that came and went."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from linli.kernel.ids import new_id


class VoucherRun(models.Model):
    """One decision to give vouchers: how much, for which help, until when, and who pays."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)
    payer = models.CharField(max_length=40)
    """Whose money it is."""
    value_fen = models.PositiveIntegerField()
    kinds = models.JSONField(default=list)
    """Kinds of help it pays, keys of the pack; all of them when empty."""
    classes = models.JSONField(default=list)
    """For whom it was meant, keys of the pack; empty for people chosen one by one."""
    until_on = models.DateField()
    account_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["community", "-at"], name="care_voucher_runs")]

    def __str__(self) -> str:
        return self.name


class Voucher(models.Model):
    """What one person was given; ``left_fen`` is the sum of its entries and never below nothing."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    run = models.ForeignKey(VoucherRun, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey("registry.Person", null=True, on_delete=models.PROTECT, related_name="+")
    """None once the person was erased or the time of keeping is over: the money stays on the books."""
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    """The entrance of the home."""
    number = models.CharField(max_length=16, unique=True)
    value_fen = models.PositiveIntegerField()
    left_fen = models.PositiveIntegerField()
    until_on = models.DateField()
    """The last day on which it pays."""
    given_on = models.DateField()
    returned_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(left_fen__gte=0) & Q(left_fen__lte=F("value_fen")), name="care_voucher_covered"
            )
        ]
        indexes = [
            models.Index(fields=["person", "until_on"], name="care_vouchers_of"),
            models.Index(fields=["area", "-given_on"], name="care_vouchers_in"),
        ]

    def __str__(self) -> str:
        return self.number


class VoucherEntry(models.Model):
    """A line of the ledger; written once, never changed."""

    class Kind(models.TextChoices):
        """What happened."""

        GIVEN = "given", _("发放")
        SPENT = "spent", _("付了服务")
        REFUNDED = "refunded", _("没有服务成，退回券里")
        EXPIRED = "expired", _("到期作废")
        RETURNED = "returned", _("收回")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    voucher = models.ForeignKey(Voucher, on_delete=models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    fen = models.IntegerField()
    """More than nothing for what came, less for what went."""
    occasion = models.ForeignKey("care.Occasion", null=True, on_delete=models.SET_NULL, related_name="+")
    words = models.CharField(max_length=100, blank=True)
    account_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["voucher", "at"], name="care_voucher_lines")]

    def __str__(self) -> str:
        return f"{self.kind} {self.fen}"
