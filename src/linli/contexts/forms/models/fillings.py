"""What was written into a form, cell by cell with its origin, and what nobody knew."""

from django.db import models

from linli.contexts.forms.models.returns import Return
from linli.kernel.ids import new_id


class Filling(models.Model):
    """A form, filled: one version of a return."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    return_of = models.ForeignKey(Return, on_delete=models.CASCADE, related_name="+")
    number = models.PositiveSmallIntegerField()
    file_id = models.UUIDField()
    file_name = models.CharField(max_length=200)
    sheets = models.JSONField(default=list)
    """[{"sheet", "key", "people", "first_row", "bands", "rows", "columns"}]; columns are
    [[number, cell, heading, field key, path]]."""
    counts = models.JSONField(default=dict)
    """rows, register, stale, missing, changed, added, gone."""
    account_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["return_of", "number"], name="filling_number")]

    def __str__(self) -> str:
        return f"{self.return_of_id} {self.number}"


class FilledPage(models.Model):
    """Fifty rows of a filled form, sealed as a whole: every cell and where it comes from."""

    filling = models.ForeignKey(Filling, on_delete=models.CASCADE, related_name="+")
    sheet = models.PositiveSmallIntegerField(default=0)
    number = models.PositiveIntegerField()
    """From 0."""
    box = models.TextField()
    """Sealed JSON: [[subject id, change, [[written, mark, source, day, account id], …]], …]."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["filling", "sheet", "number"], name="filled_page_once")
        ]

    def __str__(self) -> str:
        return f"{self.filling_id} {self.number}"


class Question(models.Model):
    """Something a form wanted to know about someone and nobody here knew: ask at the next visit."""

    person = models.ForeignKey("registry.Person", on_delete=models.CASCADE, related_name="+")
    field = models.CharField(max_length=40)
    return_of = models.ForeignKey(Return, null=True, on_delete=models.SET_NULL, related_name="+")
    title = models.CharField(max_length=200)
    """Which form wanted it."""
    asked_at = models.DateTimeField()
    due_on = models.DateField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "field"], condition=models.Q(answered_at=None), name="question_open_once"
            )
        ]
        indexes = [models.Index(fields=["answered_at", "due_on"], name="question_open")]

    def __str__(self) -> str:
        return f"{self.field} {self.title}"
