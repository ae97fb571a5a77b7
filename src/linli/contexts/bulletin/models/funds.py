"""Accounts in the open (公开的账): funds, and every amount that came in or went out, in fen."""

from django.db import models
from django.db.models import Q

from linli.kernel.ids import new_id


class Fund(models.Model):
    """A purse of the community."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=60)
    purpose = models.CharField(max_length=200, blank=True)
    opened_on = models.DateField()
    opening_fen = models.BigIntegerField(default=0)
    shown_until = models.DateField(null=True, blank=True)
    """The last day that everybody sees; a second person agreed, and nothing before it changes any more."""
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["community", "name"], name="fund_named_once")]

    def __str__(self) -> str:
        return self.name


class Entry(models.Model):
    """An amount: positive came in, negative went out; never changed, only reversed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="entries")
    on = models.DateField()
    words = models.CharField(max_length=120)
    fen = models.BigIntegerField()
    category = models.CharField(max_length=20)
    people = models.PositiveIntegerField(null=True, blank=True)
    """How many people it concerns, for help to people; a few are not shown one by one."""
    voucher = models.CharField(max_length=40, blank=True)
    reverses = models.OneToOneField("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=200, blank=True)
    """Why it reverses another."""
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=~Q(fen=0), name="entry_is_something")]
        indexes = [models.Index(fields=["fund", "on"], name="entry_of_fund")]

    def __str__(self) -> str:
        return f"{self.on} {self.fen}"
