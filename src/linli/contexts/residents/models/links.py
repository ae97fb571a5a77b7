"""A phone tied to a home (住处), and the paper code (纸条) by which it was tied."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.kernel.ids import new_id
from linli.kernel.privacy.sealed import SealedField


class Tie(models.TextChoices):
    """How somebody belongs to a home."""

    OWNER_HERE = "owner_here", _("业主，住在这里")
    OWNER_AWAY = "owner_away", _("业主，不住这里")
    LIVING = "living", _("住户（家人、租户）")


class Proof(models.TextChoices):
    """By what one showed to belong."""

    SLIP = "slip", _("纸条上的连接码")
    COUNTER = "counter", _("工作人员当面核对")


class Ended(models.TextChoices):
    """Why a tie ended."""

    MOVED = "moved", _("已搬离")
    DIED = "died", _("已去世")
    OWN = "own", _("本人断开")
    STAFF = "staff", _("工作人员断开")
    ERASED = "erased", _("档案已清除")


class Slip(models.Model):
    """A paper code that ties phones to one home: one use or several, with an end, revocable."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dwelling = models.ForeignKey("registry.Dwelling", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(
        "registry.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    """For whom it was made; empty when it is for the whole household."""
    tie = models.CharField(max_length=12, choices=Tie.choices)
    code = SealedField()
    """Until it is used up, revoked or over: then nobody needs it."""
    code_hash = models.CharField(max_length=32, unique=True)
    most_uses = models.PositiveSmallIntegerField()
    uses = models.PositiveSmallIntegerField(default=0)
    made_at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    until = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_why = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["dwelling", "made_at"], name="slip_of_dwelling")]

    def __str__(self) -> str:
        return str(self.pk)


class Link(models.Model):
    """A phone that belongs to a home, and who that is in the register."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    visitor = models.ForeignKey("visitors.Visitor", on_delete=models.CASCADE, related_name="+")
    dwelling = models.ForeignKey("registry.Dwelling", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey(
        "registry.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    said_name = SealedField()
    """The name that was given, while nobody in the register was found for it."""
    tie = models.CharField(max_length=12, choices=Tie.choices)
    proof = models.CharField(max_length=8, choices=Proof.choices)
    slip = models.ForeignKey(Slip, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    account_id = models.BigIntegerField(null=True)
    """Who made the slip, or confirmed it face to face."""
    since = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_why = models.CharField(max_length=8, choices=Ended.choices, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["visitor", "dwelling"], condition=Q(ended_at=None), name="link_once"
            )
        ]
        indexes = [
            models.Index(fields=["dwelling", "ended_at"], name="link_of_dwelling"),
            models.Index(fields=["person", "ended_at"], name="link_of_person"),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def is_owner(self) -> bool:
        """True for owners, whether they live there or not."""
        return self.tie != Tie.LIVING

    @property
    def lives_there(self) -> bool:
        """True for whoever lives behind that door."""
        return self.tie != Tie.OWNER_AWAY
