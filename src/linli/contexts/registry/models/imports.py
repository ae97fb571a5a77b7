"""Rosters that were handed in, row by row, and what became of each row."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.contexts.registry.models.people import Person
from linli.kernel.ids import new_id


class RunState(models.TextChoices):
    """How far an import is."""

    MAPPED = "mapped", _("已识别")
    CHECKED = "checked", _("已试读")
    RUNNING = "running", _("导入中")
    DONE = "done", _("已导入")
    UNDONE = "undone", _("已撤销")


class ImportRun(models.Model):
    """One roster."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    file_id = models.UUIDField()
    file_name = models.CharField(max_length=200)
    sheet = models.CharField(max_length=120)
    header_row = models.PositiveIntegerField()
    first_row = models.PositiveIntegerField()
    mapping = models.JSONField(default=dict)
    """{column letters: field key or null}"""
    headers = models.JSONField(default=dict)
    """{column letters: header text}"""
    valid_on = models.DateField()
    """The day the roster speaks of."""
    state = models.CharField(max_length=8, choices=RunState.choices, default=RunState.MAPPED)
    job_id = models.UUIDField(null=True)
    counts = models.JSONField(default=dict)
    account_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["community", "-at"], name="import_newest")]

    def __str__(self) -> str:
        return self.file_name


class Outcome(models.TextChoices):
    """What a row does to the register."""

    NEW = "new", _("新增")
    CHANGE = "change", _("更新")
    SAME = "same", _("无变化")
    REFUSED = "refused", _("退回")
    ASK = "ask", _("待确认")


class ImportRow(models.Model):
    """One row of a roster; its values are sealed, because refused rows are people too."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    """The row in the sheet, counted from 1."""
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    reasons = models.JSONField(default=list)
    """[[code, {values}], …]: why it was refused, or what a person should look at."""
    box = models.TextField(blank=True)
    """Sealed JSON of the values read."""
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    applied_at = models.DateTimeField(null=True)
    undo = models.JSONField(default=dict)
    """What to take back: ids of rows made, and the state before."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["run", "outcome"], name="import_outcome")]

    def __str__(self) -> str:
        return f"{self.number} {self.outcome}"
