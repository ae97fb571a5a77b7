"""How a community gives its requests out: ordered rules, and what it learned from its own history."""

from django.db import models

from linli.contexts.service_requests.models.requests import Request
from linli.kernel.ids import new_id


class RoutingRule(models.Model):
    """One rule; the first in force that holds decides (``engines.routing``)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    scope = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    """For whose requests: a community, or a subdistrict for all of its communities."""
    position = models.PositiveIntegerField()
    name = models.CharField(max_length=40)
    unit = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    when = models.JSONField(default=dict)
    """The condition, as ``engines.routing.as_data`` writes it."""
    category = models.CharField(max_length=40, blank=True)
    urgency = models.CharField(max_length=20, blank=True)
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    is_on = models.BooleanField(default=True)
    changed_at = models.DateTimeField()
    changed_by = models.BigIntegerField(null=True)

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["scope", "position"], name="rule_in_order")]

    def __str__(self) -> str:
        return self.name


class Learned(models.Model):
    """What was learned from a community's decided requests; the newest one is asked."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    scope = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    file_id = models.UUIDField()
    """The arrays, sealed (``engines.similarity.pack``)."""
    at = models.DateTimeField()
    examples = models.PositiveIntegerField()
    right = models.FloatField()
    """Share of sure suggestions that were right on requests not learned from."""
    covered = models.FloatField()
    """Share of requests on which it was sure."""

    class Meta:
        indexes = [models.Index(fields=["scope", "-at"], name="learned_newest")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.examples}"

    @property
    def right_percent(self) -> int:
        """``right`` in per cent."""
        return round(100 * self.right)

    @property
    def covered_percent(self) -> int:
        """``covered`` in per cent."""
        return round(100 * self.covered)


class CommonReport(models.Model):
    """A common problem told upward (共性问题报告), each claim with its requests."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    scope = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=80)
    finding = models.TextField()
    """What was found; written by Linli from the requests, put right by a person."""
    asked = models.TextField(blank=True)
    """What the community asks for."""
    since = models.DateField()
    until = models.DateField()
    requests = models.ManyToManyField(Request, related_name="reports")
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    reply = models.TextField(blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["scope", "-at"], name="report_in_scope")]

    def __str__(self) -> str:
        return self.title
