"""Calling units to a place (吹哨报到): who calls whom, for what, by when, and what came of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests.models.requests import Request
from linli.kernel.ids import new_id


class CallState(models.TextChoices):
    """How far a call-out is."""

    PROPOSED = "proposed", _("待吹哨")
    OPEN = "open", _("已吹哨，单位报到中")
    ANSWERED = "answered", _("各单位已反馈")
    CLOSED = "closed", _("已销哨")
    DECLINED = "declined", _("未吹哨")
    WITHDRAWN = "withdrawn", _("已撤哨")


class TurnState(models.TextChoices):
    """How far one of the units that were called is."""

    CALLED = "called", _("待签收")
    OBJECTED = "objected", _("说明不归本单位")
    SIGNED = "signed", _("已签收")
    CONTACTED = "contacted", _("已联系")
    ARRIVED = "arrived", _("已到场")
    REPORTED = "reported", _("已反馈结果")
    RELEASED = "released", _("不用再办")


CALLED_TO_WORK = frozenset({TurnState.CALLED, TurnState.SIGNED, TurnState.CONTACTED, TurnState.ARRIVED})
"""The unit has something to do, and its clock runs."""


class CallOut(models.Model):
    """One whistle (哨): several units are called to one matter at one place."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=20, unique=True)
    """``CO-2026-00012``."""
    kind = models.CharField(max_length=20)
    """A key of ``packs/*/call_outs.toml``."""
    by = models.CharField(max_length=12, default="community")
    """Who may blow it, as the pack said then."""
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    place = models.CharField(max_length=100, blank=True)
    request = models.ForeignKey(
        Request, null=True, blank=True, on_delete=models.PROTECT, related_name="call_outs"
    )
    """In whose name it was blown; the request goes its own way meanwhile."""
    words = models.TextField()
    """What is the matter."""
    tried = models.TextField()
    """What was tried before."""
    caller = models.ForeignKey(
        "organisations.Organisation", null=True, on_delete=models.PROTECT, related_name="+"
    )
    """The body that blew it, or wants it blown."""
    state = models.CharField(max_length=12, choices=CallState.choices, default=CallState.PROPOSED)
    at = models.DateTimeField()
    """When it was proposed."""
    proposed_by = models.BigIntegerField(null=True)
    blown_at = models.DateTimeField(null=True, blank=True)
    blown_by = models.BigIntegerField(null=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.TextField(blank=True)
    """What came of it as a whole, or why it was not blown."""

    class Meta:
        indexes = [
            models.Index(fields=["area", "-at"], name="call_out_in_area"),
            models.Index(fields=["state", "-at"], name="call_out_by_state"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def title(self) -> str:
        """The first words, for a list."""
        line = " ".join(self.words.split())
        return line if len(line) <= 40 else line[:39] + "…"


class Turn(models.Model):
    """What one unit does for a call-out (报到), with its own times and both sides' marks."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    call_out = models.ForeignKey(CallOut, on_delete=models.CASCADE, related_name="turns")
    unit = models.ForeignKey("organisations.Organisation", on_delete=models.PROTECT, related_name="+")
    is_lead = models.BooleanField(default=False)
    task = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=TurnState.choices, default=TurnState.CALLED)
    called_at = models.DateTimeField(null=True, blank=True)
    sign_by = models.DateTimeField(null=True, blank=True)
    contact_by = models.DateTimeField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    """All empty until it is blown."""
    signed_at = models.DateTimeField(null=True, blank=True)
    contacted_at = models.DateTimeField(null=True, blank=True)
    arrived_at = models.DateTimeField(null=True, blank=True)
    plan = models.TextField(blank=True)
    result = models.TextField(blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    mark_of_unit = models.CharField(max_length=10, blank=True)
    """How those who called found the unit; a key of ``mark``."""
    words_of_caller = models.CharField(max_length=200, blank=True)
    mark_of_caller = models.CharField(max_length=10, blank=True)
    """How the unit found those who called."""
    words_of_unit = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["-is_lead", "pk"]
        constraints = [models.UniqueConstraint(fields=["call_out", "unit"], name="call_out_unit_once")]
        indexes = [models.Index(fields=["unit", "state"], name="turn_of_unit")]

    def __str__(self) -> str:
        return f"{self.call_out_id} {self.unit_id}"


class CallStep(models.Model):
    """One step of a call-out; both sides read all of them."""

    call_out = models.ForeignKey(CallOut, on_delete=models.CASCADE, related_name="steps")
    turn = models.ForeignKey(Turn, null=True, on_delete=models.CASCADE, related_name="steps")
    at = models.DateTimeField()
    verb = models.CharField(max_length=20)
    account_id = models.BigIntegerField(null=True)
    unit = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    words = models.TextField(blank=True)

    class Meta:
        ordering = ["at", "pk"]
        indexes = [models.Index(fields=["call_out", "at"], name="call_step_in_order")]

    def __str__(self) -> str:
        return self.verb


class CallCounter(models.Model):
    """The last number of a call-out in a year."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"
