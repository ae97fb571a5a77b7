"""Acting for somebody without a phone (代办): who, for whom, how asked, and the second person."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.kernel.ids import new_id
from linli.kernel.privacy.sealed import SealedField


class Way(models.TextChoices):
    """How somebody asked."""

    PHONE = "phone", _("打电话来说的")
    COUNTER = "counter", _("在窗口说的")
    DOOR = "door", _("上门时说的")
    PAPER = "paper", _("写在纸上的")


class Behalf(models.Model):
    """One of us did something for a resident, because the resident asked."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    dwelling = models.ForeignKey("registry.Dwelling", on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        "registry.Person", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    said_name = SealedField()
    """The name, when the register does not know the person."""
    about = models.CharField(max_length=120, db_index=True)
    """What it belongs to, as a Ref: ``assembly.ballot:…``."""
    words = models.CharField(max_length=200)
    """What was done, in words that name nobody."""
    way = models.CharField(max_length=8, choices=Way.choices)
    asked_at = models.DateTimeField()
    made_at = models.DateTimeField()
    account_id = models.BigIntegerField(null=True)
    needs_second = models.BooleanField(default=False)
    state = models.CharField(max_length=10)
    second_id = models.BigIntegerField(null=True)
    """The account of the second person who heard or saw it, too."""
    seconded_at = models.DateTimeField(null=True, blank=True)
    withdrawn_why = models.CharField(max_length=200, blank=True)

    class Meta:
        indexes = [models.Index(fields=["dwelling", "made_at"], name="behalf_of_dwelling")]

    def __str__(self) -> str:
        return str(self.pk)
