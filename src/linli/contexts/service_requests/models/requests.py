"""A request (诉求工单): what somebody asks for, where, who answers for it and by when."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.kernel.ids import new_id


class Kind(models.TextChoices):
    """What one wants (诉求类型, 接诉即办条例)."""

    INQUIRY = "inquiry", _("咨询")
    HELP = "help", _("求助")
    COMPLAINT = "complaint", _("投诉")
    TIP_OFF = "tip_off", _("举报")
    SUGGESTION = "suggestion", _("建议")


class Channel(models.TextChoices):
    """How it came in."""

    WEB = "web", _("网页")
    PHONE = "phone", _("电话")
    COUNTER = "counter", _("窗口")
    WORKER = "worker", _("社区工作者代报")
    VISIT = "visit", _("走访发现")
    HOTLINE = "hotline", _("12345 热线")
    PROGRAM = "program", _("其他系统")


class State(models.TextChoices):
    """Where a request is in its life; the arrows are in ``states.py``."""

    NEW = "new", _("新收")
    CLASSIFIED = "classified", _("待派单")
    ANSWERED = "answered", _("已答复")
    DIVERTED = "diverted", _("已引导到其他渠道")
    DISPATCHED = "dispatched", _("待签收")
    OBJECTED = "objected", _("派单有异议")
    DISPUTED = "disputed", _("待裁定")
    SIGNED = "signed", _("已签收，待联系")
    IN_PROGRESS = "in_progress", _("办理中")
    EXTENSION_ASKED = "extension_asked", _("申请延期")
    SUSPENSION_ASKED = "suspension_asked", _("申请挂账")
    SUSPENDED = "suspended", _("挂账")
    REPORTED = "reported", _("已反馈结果，待审核")
    CALLBACK = "callback", _("回访中")
    SUPERVISED = "supervised", _("督办")
    CLOSED = "closed", _("已办结")
    MERGED = "merged", _("已并入同一件事")
    WITHDRAWN = "withdrawn", _("已撤回")


OVER = frozenset({State.CLOSED, State.MERGED, State.WITHDRAWN})
OPEN = frozenset(State) - OVER
"""Somebody still has to do something."""


class Request(models.Model):
    """One request; several people may have reported it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=20, unique=True)
    """``SR-2026-00417``."""
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    """The narrowest place known: an entrance, a building, a grid or the community."""
    dwelling = models.ForeignKey(
        "registry.Dwelling", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    """The door it is about, when it is about one; for staff only."""
    place = models.CharField(max_length=100, blank=True)
    """The place in the reporter's words."""
    longitude = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    """WGS-84."""
    kind = models.CharField(max_length=12, choices=Kind.choices, default=Kind.HELP)
    category = models.CharField(max_length=40)
    """A key of ``packs/*/requests.toml``."""
    suggested = models.JSONField(default=dict)
    """What Linli would have chosen: {category, confidence, reason}; a person decides."""
    urgency = models.CharField(max_length=20, default="general")
    words = models.TextField()
    channel = models.CharField(max_length=10, choices=Channel.choices)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    """Who wrote it down for somebody else; empty when the reporter did."""
    origin = models.CharField(max_length=80, blank=True)
    """What opened it elsewhere, ``visits.finding:<id>`` or ``hotline:<number>``."""
    wanted_by = models.DateTimeField(null=True, blank=True)
    """The deadline that came with it from outside; holds where it is stricter than ours."""

    state = models.CharField(max_length=20, choices=State.choices, default=State.NEW)
    since = models.DateTimeField()
    """When the present state began."""
    unit = models.ForeignKey(
        "organisations.Organisation", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    """Who leads; who receives a request first keeps the lead (首接负责)."""
    limit = models.JSONField(default=dict)
    """The time allowed, as ``engines.deadlines.Limit`` has it."""
    dispatched_at = models.DateTimeField(null=True, blank=True)
    """When the reporter's clock started; a change of unit does not start it anew unless a person says why."""
    due_at = models.DateTimeField(null=True, blank=True)
    """Empty before dispatch and while the clock stands still."""
    sign_by = models.DateTimeField(null=True, blank=True)
    contact_by = models.DateTimeField(null=True, blank=True)
    signed_at = models.DateTimeField(null=True, blank=True)
    contacted_at = models.DateTimeField(null=True, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    extended_days = models.PositiveSmallIntegerField(default=0)
    asked = models.JSONField(default=dict)
    """What waits for approval: {what, days | review_on, reason, words, by}."""
    review_on = models.DateField(null=True, blank=True)
    """When a suspended request is looked at again."""
    is_bound = models.BooleanField(default=False)
    """A person decided who answers for it: no more objections."""
    reopened = models.PositiveSmallIntegerField(default=0)
    rung = models.PositiveSmallIntegerField(default=0)
    """How far the ladder of reminders has been climbed for the present clock."""
    divert_to = models.CharField(max_length=20, blank=True)
    """Which of the six classes, when it was led elsewhere."""
    answer = models.TextField(blank=True)
    """What the reporters are told as the result."""
    lead = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="merged")
    """The request into which this one was merged."""
    is_shown = models.BooleanField(default=False)
    """Staff found nothing personal in its words and pictures: neighbours may read them."""

    class Meta:
        indexes = [
            models.Index(fields=["area", "-at"], name="request_in_area"),
            models.Index(fields=["state", "due_at", "area"], name="request_by_due"),
            models.Index(fields=["unit", "state"], name="request_of_unit"),
            models.Index(fields=["category", "-at"], name="request_of_category"),
            # The list, in its order, with everything it is narrowed by: no row is read that is not shown.
            models.Index(
                fields=["-at", "-id", "area", "state", "category", "unit", "kind", "urgency", "channel"],
                name="request_listed",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["origin"], condition=~models.Q(origin=""), name="request_once_for_origin"
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def title(self) -> str:
        """The first words, for a list."""
        line = " ".join(self.words.split())
        return line if len(line) <= 40 else line[:39] + "…"


class Counter(models.Model):
    """The last number given in a year."""

    year = models.PositiveSmallIntegerField(unique=True)
    last = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class Stage(models.TextChoices):
    """When a picture was taken."""

    REPORT = "report", _("报事时")
    BEFORE = "before", _("办理前")
    AFTER = "after", _("办理后")


class Photo(models.Model):
    """A picture of the matter, without metadata."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="photos")
    file_id = models.UUIDField()
    digest = models.CharField(max_length=64)
    stage = models.CharField(max_length=8, choices=Stage.choices, default=Stage.REPORT)
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["request", "digest"], name="request_photo_once")]

    def __str__(self) -> str:
        return self.digest[:12]
