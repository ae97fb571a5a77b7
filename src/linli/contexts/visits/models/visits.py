"""What was done at a door, whom one spoke with, what was noticed, heard and promised."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.kernel.ids import new_id
from linli.kernel.privacy.sealed import SealedField


class Channel(models.TextChoices):
    """How one spoke (走访方式), with the codes other systems use."""

    RECEPTION = "reception", _("接待")
    VISIT = "visit", _("上门")
    PHONE = "phone", _("电话")
    WECHAT = "wechat", _("微信")
    VIDEO = "video", _("视频")
    OTHER = "other", _("其他")


CODES = {c: str(n) for n, c in enumerate(Channel.values, start=1)}
"""1 接待 … 6 其他 (DOMAIN §1.3)."""


class Outcome(models.TextChoices):
    """What came of it."""

    MET = "met", _("见到或联系上")
    TOLD = "told_by_family", _("家人代述")
    EMPTY = "looked_after_empty", _("看过，没有人住")
    NOT_AT_HOME = "not_at_home", _("没遇到人")
    NO_ANSWER = "no_answer", _("没人接听")
    DECLINED = "declined", _("不方便")


SPOKEN = frozenset({Outcome.MET, Outcome.TOLD})
"""Somebody spoke: the register may learn."""
MISSED = frozenset({Outcome.NOT_AT_HOME, Outcome.NO_ANSWER})


class Visit(models.Model):
    """Somebody went to a door, or spoke with those who live there."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dwelling = models.ForeignKey("registry.Dwelling", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    """The entrance."""
    channel = models.CharField(max_length=10, choices=Channel.choices)
    outcome = models.CharField(max_length=20, choices=Outcome.choices)
    at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    companions = models.CharField(max_length=60, blank=True)
    """Who else was there, as written."""
    words = SealedField()
    """One free sentence."""
    answers = SealedField()
    """JSON of checklists filled: [{key, version, values}]."""
    settled = models.JSONField(default=list)
    """Keys of what was due and ticked off."""
    changed = models.JSONField(default=dict)
    """What the register learned: {person id: [field keys]}; no values."""
    next_try_on = models.DateField(null=True, blank=True)
    next_try_part = models.CharField(max_length=20, blank=True)
    """Part of the day worth trying when nobody was met."""
    came_by = models.CharField(max_length=10, default="page")
    """page, phone (made without a network), sheet (a file of visits)."""
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["dwelling", "-at"], name="visit_of_door"),
            models.Index(fields=["area", "-at"], name="visit_in_area"),
            models.Index(fields=["account_id", "-at"], name="visit_of_worker"),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.channel}"


class Seen(models.Model):
    """Who was seen or spoken to."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="seen")
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "person"], name="seen_once")]

    def __str__(self) -> str:
        return str(self.person_id)


class Change(models.Model):
    """Something happened in a home that calls for a look soon (``changes`` of the visit plans)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dwelling = models.ForeignKey("registry.Dwelling", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(
        "registry.Person", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    kind = models.CharField(max_length=30)
    at = models.DateTimeField()
    visit = models.ForeignKey(Visit, null=True, blank=True, on_delete=models.CASCADE, related_name="changes")
    """On which visit one heard of it; empty when the register told."""
    fact_id = models.CharField(max_length=60, blank=True)
    """Names what told it, so that it is told once."""

    class Meta:
        indexes = [models.Index(fields=["dwelling", "-at"], name="change_at_door")]

    def __str__(self) -> str:
        return self.kind


class Finding(models.Model):
    """A problem noticed or a need heard."""

    class Kind(models.TextChoices):
        """Which of both."""

        PROBLEM = "problem", _("发现的问题")
        NEED = "need", _("听到的需求")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="findings")
    kind = models.CharField(max_length=8, choices=Kind.choices)
    category = models.CharField(max_length=40)
    """A key of ``packs/*/visits.toml``."""
    person = models.ForeignKey(
        "registry.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    words = SealedField()
    answer = SealedField()
    """What became of it."""
    closed_on = models.DateField(null=True, blank=True)
    closed_by = models.BigIntegerField(null=True)
    request_id = models.UUIDField(null=True, blank=True)
    """The request that was opened for it, elsewhere."""
    request_number = models.CharField(max_length=20, blank=True)

    class Meta:
        indexes = [models.Index(fields=["closed_on", "kind"], name="finding_open")]

    def __str__(self) -> str:
        return f"{self.kind} {self.category}"


class Promise(models.Model):
    """What somebody of the community promised at a door, and by when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="promises")
    words = SealedField()
    due_on = models.DateField()
    kept_on = models.DateField(null=True, blank=True)
    kept_by = models.BigIntegerField(null=True)

    class Meta:
        indexes = [models.Index(fields=["kept_on", "due_on"], name="promise_open")]

    def __str__(self) -> str:
        return f"{self.due_on}"


class Photo(models.Model):
    """A picture taken at a door, with the people's consent."""

    visit = models.ForeignKey(Visit, on_delete=models.CASCADE, related_name="photos")
    file_id = models.UUIDField()
    digest = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["visit", "digest"], name="photo_once")]

    def __str__(self) -> str:
        return self.digest[:12]
