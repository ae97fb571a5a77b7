"""What departments ask (报送), and what we learned about each template."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.kernel.ids import new_id


class FormTemplate(models.Model):
    """A form that was seen before: what people corrected in its reading, shared within the district."""

    district = models.CharField(max_length=6)
    fingerprint = models.CharField(max_length=64)
    """Of one sheet: stable when date, number, street or row count of the template change."""
    title = models.CharField(max_length=200, blank=True)
    corrections = models.JSONField(default=dict)
    """{heading path joined by "/": field name or null}"""
    meant = models.JSONField(default=dict)
    """Whom the form is about, when people said so; as ``registry.Meant``."""
    times = models.PositiveIntegerField(default=0)
    account_id = models.BigIntegerField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["district", "fingerprint"], name="template_once")]

    def __str__(self) -> str:
        return self.title


class Repeats(models.TextChoices):
    """How often a return is asked."""

    NO = "no", _("只报一次")
    MONTHLY = "monthly", _("每月")
    QUARTERLY = "quarterly", _("每季度")
    HALF_YEARLY = "half_yearly", _("每半年")
    YEARLY = "yearly", _("每年")


class Return(models.Model):
    """One form that someone asked back, once or again and again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    place = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    """The part of the community it is filled for: the whole, or a grid."""
    title = models.CharField(max_length=200)
    file_id = models.UUIDField()
    file_name = models.CharField(max_length=200)
    kind = models.CharField(max_length=4)
    asked_by = models.CharField(max_length=60, blank=True)
    document_number = models.CharField(max_length=60, blank=True)
    due_on = models.DateField(null=True, blank=True)
    repeats = models.CharField(max_length=12, choices=Repeats.choices, default=Repeats.NO)
    note = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=12, default="received")
    choices = models.JSONField(default=dict)
    """{sheet name: {"columns": {cell: field name or null}, "meant": {…}, "skip": bool}} as people decided.

    A later list on the same sheet has its number behind the name (``Sheet1/2``).
    """
    series = models.UUIDField(default=new_id)
    """The same for every turn of a repeating return."""
    account_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()
    returned_at = models.DateTimeField(null=True, blank=True)
    fields_asked = models.PositiveSmallIntegerField(default=0)
    fields_held = models.PositiveSmallIntegerField(default=0)
    rows_last = models.PositiveIntegerField(default=0)

    class Meta:
        indexes = [
            models.Index(fields=["community", "state", "due_on"], name="return_due"),
            models.Index(fields=["series", "at"], name="return_series"),
        ]

    def __str__(self) -> str:
        return self.title
