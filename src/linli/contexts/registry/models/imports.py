"""Rosters that were handed in, row by row, and what became of each row."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.contexts.registry.models.people import Person
from linli.kernel.ids import new_id


class RunState(models.TextChoices):
    """How far an import is."""

    MAPPED = "mapped", _("待试读")
    CHECKED = "checked", _("已试读，还没有导入")
    RUNNING = "running", _("导入中")
    DONE = "done", _("已导入")
    UNDOING = "undoing", _("撤销中")
    UNDONE = "undone", _("已撤销")
    DROPPED = "dropped", _("不导入了")


class ImportRun(models.Model):
    """One roster."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    file_id = models.UUIDField()
    file_name = models.CharField(max_length=200)
    title = models.CharField(max_length=200, blank=True)
    """What stands above the table."""
    sheet = models.CharField(max_length=120)
    header_row = models.PositiveIntegerField()
    """The last row of headings."""
    first_row = models.PositiveIntegerField()
    fingerprint = models.CharField(max_length=64, blank=True)
    """Of the sheet, under which corrections are remembered."""
    mapping = models.JSONField(default=dict)
    """{heading cell: field key, or an empty string for a column that is not taken}"""
    headers = models.JSONField(default=dict)
    """{heading cell: heading with its groups}"""
    decided = models.JSONField(default=list)
    """Heading cells for which a person chose, now or for the same template before."""
    valid_on = models.DateField()
    """The day the roster speaks of."""
    group = models.CharField(max_length=30, blank=True)
    """Everyone in the roster belongs to this group; empty when it is about no group."""
    adds_dwellings = models.BooleanField(default=False)
    """Doors that are missing in a known building are added."""
    state = models.CharField(max_length=8, choices=RunState.choices, default=RunState.MAPPED)
    job_id = models.UUIDField(null=True)
    counts = models.JSONField(default=dict)
    """{outcome: rows}"""
    account_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    checked_at = models.DateTimeField(null=True)
    worked_at = models.DateTimeField(null=True)
    """When the last chunk was done: work that stands still for long is taken up again."""
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["community", "-at"], name="import_newest"),
            models.Index(fields=["state"], name="import_state"),
        ]

    def __str__(self) -> str:
        return self.file_name


class Outcome(models.TextChoices):
    """What a row does to the register."""

    NEW = "new", _("新增")
    CHANGE = "change", _("更新")
    SAME = "same", _("无变化")
    ASK = "ask", _("待确认")
    REFUSED = "refused", _("退回")
    SKIPPED = "skipped", _("跳过")


class ImportRow(models.Model):
    """One row of a roster; its values are sealed, because refused rows are people too."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveIntegerField()
    """The row in the sheet, counted from 1."""
    outcome = models.CharField(max_length=8, choices=Outcome.choices)
    reasons = models.JSONField(default=list)
    """[[code, {values}], …]: why it was refused, or what a person should look at; no values of people."""
    box = models.TextField(blank=True)
    """Sealed JSON of the values read."""
    person = models.ForeignKey(Person, null=True, on_delete=models.SET_NULL, related_name="+")
    """Whom it is about, when that is known."""
    candidates = models.JSONField(default=list)
    """Ids of people it may be about, the most probable first."""
    changes = models.JSONField(default=list)
    """Keys of the fields that were changed."""
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)
    undo = models.TextField(blank=True)
    """Sealed JSON of what to take back: ids of rows made, and the state before."""
    kept = models.CharField(max_length=30, blank=True)
    """Why something stayed when the import was undone, as a code."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="import_row_once")]
        indexes = [models.Index(fields=["run", "outcome", "number"], name="import_outcome")]

    def __str__(self) -> str:
        return f"{self.number} {self.outcome}"


class RosterTemplate(models.Model):
    """A layout that was seen before: what people corrected in its reading, shared within the district."""

    district = models.CharField(max_length=6)
    fingerprint = models.CharField(max_length=64)
    corrections = models.JSONField(default=dict)
    """{heading with its groups: field key, or an empty string}"""
    account_id = models.BigIntegerField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["district", "fingerprint"], name="roster_template_once")
        ]

    def __str__(self) -> str:
        return self.fingerprint
