"""Checklists (XLSForms) that people put to use, version by version."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.kernel.ids import new_id


class BookState(models.TextChoices):
    """How far a version is."""

    DRAFT = "draft", _("还没启用")
    USED = "used", _("在用")
    RETIRED = "retired", _("已停用")


class ChecklistBook(models.Model):
    """One version of a checklist; visits keep with which version they were filled."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=80)
    """The form's own id."""
    title = models.CharField(max_length=120)
    number = models.PositiveIntegerField()
    """Counts the versions of one key in one community."""
    model = models.TextField()
    """As ``engines.checklists.to_json`` writes it."""
    fingerprint = models.CharField(max_length=64)
    state = models.CharField(max_length=8, choices=BookState.choices, default=BookState.DRAFT)
    group = models.CharField(max_length=30, blank=True)
    from_age = models.PositiveSmallIntegerField(default=0)
    below_age = models.PositiveSmallIntegerField(default=200)
    """With ``group``: whom it concerns; a home when nothing of these says otherwise."""
    notes = models.JSONField(default=list)
    """Warnings and hindrances, as told when it was handed in."""
    file_id = models.UUIDField(null=True)
    account_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["community", "key", "number"], name="checklist_version_once")
        ]
        indexes = [models.Index(fields=["community", "state"], name="checklist_in_use")]

    def __str__(self) -> str:
        return f"{self.title} {self.number}"

    @property
    def is_of_home(self) -> bool:
        """True when it is filled once for a home, not for a person."""
        return not self.group and self.from_age == 0 and self.below_age >= EVERYBODY


EVERYBODY = 200
