"""Monthly settlement with a partner (月结算): what was brought, who paid which part, and what is owed."""

from django.db import models

from linli.kernel.ids import new_id


class Settlement(models.Model):
    """One partner in one community in one month."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    partner = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    month = models.DateField()
    """Its first day."""
    state = models.CharField(max_length=8, default="draft")
    own_fen = models.BigIntegerField(default=0)
    """What the partner took at doors; the sums of the lines, as the next two."""
    voucher_fen = models.BigIntegerField(default=0)
    public_fen = models.BigIntegerField(default=0)
    drawn_by = models.BigIntegerField(null=True)
    drawn_at = models.DateTimeField()
    agreed_by = models.BigIntegerField(null=True)
    agreed_name = models.CharField(max_length=40, blank=True)
    """Who agreed for the partner, on the page or on paper."""
    agreed_at = models.DateTimeField(null=True)
    approved_by = models.BigIntegerField(null=True)
    approved_at = models.DateTimeField(null=True)
    said = models.CharField(max_length=200, blank=True)
    """Why it was sent back, the last time."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "partner", "month"], name="care_settled_once")
        ]
        indexes = [models.Index(fields=["community", "-month"], name="care_settlements")]

    def __str__(self) -> str:
        return f"{self.month:%Y-%m} {self.state}"

    @property
    def owed_fen(self) -> int:
        """What is paid to the partner: vouchers and the public share."""
        return self.voucher_fen + self.public_fen


class SettlementLine(models.Model):
    """One occasion with its money, or a correction in words."""

    class Kind(models.TextChoices):
        """Why the line is there."""

        DONE = "done", "done"
        MISSED = "missed", "missed"
        LATE = "late", "late"
        """Of an earlier month, not settled then."""
        CHANGED = "changed", "changed"
        """Settled before, and not so any more: the difference."""
        BY_HAND = "by_hand", "by_hand"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    settlement = models.ForeignKey(Settlement, on_delete=models.CASCADE, related_name="lines")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    occasion = models.ForeignKey("care.Occasion", null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()
    name = models.CharField(max_length=40)
    """Of the offer, as it was called."""
    price_fen = models.PositiveIntegerField(default=0)
    own_fen = models.IntegerField(default=0)
    voucher_fen = models.IntegerField(default=0)
    public_fen = models.IntegerField(default=0)
    words = models.CharField(max_length=100, blank=True)
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["settlement", "occasion"], condition=~models.Q(occasion=None), name="care_line_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on}"
