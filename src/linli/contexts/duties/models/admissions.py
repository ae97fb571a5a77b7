"""Admission (准入): a department asks to give communities something new to do, and what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.contexts.duties.models.lists import Duty
from linli.kernel.ids import new_id


class Wanted(models.TextChoices):
    """What is to be new for communities."""

    TASK = "task", _("工作事项")
    FORM = "form", _("报表")
    SYSTEM = "system", _("信息系统")


class Often(models.TextChoices):
    """How often a year it is to be done."""

    ONCE = "once", _("一次")
    YEARLY = "yearly", _("每年")
    HALF_YEARLY = "half_yearly", _("每半年")
    QUARTERLY = "quarterly", _("每季度")
    MONTHLY = "monthly", _("每月")
    WEEKLY = "weekly", _("每周")
    DAILY = "daily", _("每个工作日")


class Stance(models.TextChoices):
    """What a community says to it."""

    SUPPORTS = "supports", _("支持")
    CONDITIONS = "conditions", _("有条件支持")
    OPPOSES = "opposes", _("不同意")


class Admission(models.Model):
    """One application."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=24, unique=True)
    """准入-2026-003."""
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    """Where it is to be done: a subdistrict for all its communities, or one community."""
    organisation = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    """Who applies."""
    wanted = models.CharField(max_length=8, choices=Wanted.choices)
    title = models.CharField(max_length=120)
    asks = models.CharField(max_length=600)
    """What communities are to do, in plain words."""
    basis = models.CharField(max_length=300)
    """The law or document that it rests on."""
    duty = models.ForeignKey(Duty, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """The item of the list that it belongs to, when there is one."""
    often = models.CharField(max_length=12, choices=Often.choices)
    starts_on = models.DateField()
    ends_on = models.DateField()
    people = models.CharField(max_length=200)
    """Who is sent, or that nobody is."""
    funds = models.DecimalField(max_digits=10, decimal_places=2, default=0)
    """Yuan for all communities together, for the whole time."""
    funds_source = models.CharField(max_length=120, blank=True)
    training = models.CharField(max_length=200)
    exception = models.CharField(max_length=300, blank=True)
    """Why it is asked later than the rule allows."""
    state = models.CharField(max_length=14, default="draft")
    account_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True)
    lead_days = models.SmallIntegerField(null=True)
    """Working days between handing in and the start."""
    decide_by = models.DateField(null=True)
    reminded_on = models.DateField(null=True)
    """When the street was last told that the answer is due."""
    decided_at = models.DateTimeField(null=True)
    decision = models.CharField(max_length=600, blank=True)
    unheard = models.CharField(max_length=300, blank=True)
    """Why it was decided before every community was heard."""
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    file_id = models.UUIDField(null=True)
    file_name = models.CharField(max_length=200, blank=True)
    burden = models.JSONField(default=dict)
    """What One Form read from the blank form: fields, held, new, rows, about, counted_on."""

    class Meta:
        indexes = [models.Index(fields=["area", "state", "decide_by"], name="admission_waiting")]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class Opinion(models.Model):
    """What one community says to an application, or to what was let in."""

    admission = models.ForeignKey(Admission, on_delete=models.CASCADE, related_name="opinions")
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    stance = models.CharField(max_length=10, choices=Stance.choices)
    words = models.CharField(max_length=600, blank=True)
    wants_withdrawal = models.BooleanField(default=False)
    """True when it was let in and the community asks to end it."""
    account_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["admission", "community"], name="opinion_once")]

    def __str__(self) -> str:
        return f"{self.admission_id} {self.stance}"
