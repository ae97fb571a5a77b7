"""A notice (公告), what it said before it was corrected, and the files that hang beside it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.kernel.ids import new_id


class State(models.TextChoices):
    """Where a notice is in its life; the arrows are in ``states.py``."""

    DRAFT = "draft", pgettext_lazy("notice", "草稿")
    IN_REVIEW = "in_review", _("等人复核")
    POSTED = "posted", _("已张贴")
    FULFILLED = "fulfilled", _("公示已满")
    WITHDRAWN = "withdrawn", _("已撤下")
    DROPPED = "dropped", _("不发了")


PUBLIC = (State.POSTED, State.FULFILLED, State.WITHDRAWN)
"""What the board shows; of what was taken down, that it was and why."""
ON_BOARD = (State.POSTED, State.FULFILLED)


class Notice(models.Model):
    """Something that a community tells its residents."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.CharField(max_length=20, blank=True)
    """2026-017, given when it is posted."""
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    """Whom it concerns: the community, a grid or a building."""
    kind = models.CharField(max_length=20)
    title = models.CharField(max_length=80)
    words = models.TextField()
    signed = models.CharField(max_length=60)
    """Who tells it (落款)."""
    phone = models.CharField(max_length=40, blank=True)
    """Whom to ask: an office's number."""
    spoken = models.TextField(blank=True)
    """For the loudspeaker, when somebody wrote it; else it is made from the words."""
    wants_receipts = models.BooleanField(default=False)
    receipts_until = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    version = models.PositiveSmallIntegerField(default=1)
    made_at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    """The author."""
    checked_by = models.BigIntegerField(null=True)
    """The second pair of eyes."""
    returned_why = models.CharField(max_length=200, blank=True)
    posted_at = models.DateTimeField(null=True, blank=True)
    counted_from = models.DateField(null=True, blank=True)
    """The day of posting, which does not count itself; a correction may begin anew."""
    ends_on = models.DateField(null=True, blank=True)
    """The last day of publicity; empty for kinds without one."""
    shown_until = models.DateField(null=True, blank=True)
    """After that day it is in the archive only."""
    fulfilled_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=120, blank=True)
    """What asked for it, as ``NoticeWanted`` says; empty for one that was written here."""
    page = models.CharField(max_length=120, blank=True)
    """Where everybody reads the whole of what it is about."""
    needed_until = models.DateField(null=True, blank=True)
    """The day it is about: it hangs until then at least."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["about"], condition=~models.Q(about=""), name="notice_once_about")
        ]
        indexes = [
            models.Index(fields=["community", "state", "posted_at"], name="notice_of_board"),
            models.Index(fields=["state", "ends_on"], name="notice_ending"),
        ]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """What a notice said at one time; the first is what was posted."""

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=80)
    words = models.TextField()
    at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=200, blank=True)
    """Why it was corrected; shown to everybody."""
    restarted = models.BooleanField(default=False)
    """True when the correction began the publicity anew."""

    class Meta:
        constraints = [models.UniqueConstraint(fields=["notice", "number"], name="version_once")]

    def __str__(self) -> str:
        return f"{self.number}"


class Attachment(models.Model):
    """A file beside a notice."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="attachments")
    file_id = models.UUIDField()
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=12)
    size = models.PositiveIntegerField()
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
