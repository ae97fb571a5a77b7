"""How content people are with help at home: who is asked, and, apart from that, what was answered."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.kernel.ids import new_id
from linli.kernel.privacy.sealed import SealedField


class Asking(models.Model):
    """Somebody who may say how a day of help was; gone soon after the answer, or after its time."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    occasion = models.OneToOneField("care.Occasion", on_delete=models.CASCADE, related_name="+")
    offer = models.ForeignKey("care.Offer", on_delete=models.CASCADE, related_name="+")
    person = models.ForeignKey("registry.Person", on_delete=models.CASCADE, related_name="+")
    asked_on = models.DateField()
    until_on = models.DateField()
    answered_on = models.DateField(null=True)
    texted_at = models.DateTimeField(null=True)
    """When the question went out as a text message; empty for whoever is asked otherwise."""

    class Meta:
        indexes = [
            models.Index(fields=["person", "offer", "asked_on"], name="care_askings_of"),
            models.Index(fields=["until_on", "answered_on"], name="care_askings_open"),
        ]

    def __str__(self) -> str:
        return f"{self.asked_on}"


class Texting(models.Model):
    """Somebody agreed that we ask by text message; gone as soon as that is taken back."""

    person = models.OneToOneField(
        "registry.Person", on_delete=models.CASCADE, primary_key=True, related_name="+"
    )
    phone = SealedField()
    """The person's own, or that of a relative who answers for them."""
    agreed_by = models.CharField(max_length=40)
    agreed_on = models.DateField()
    account_id = models.BigIntegerField(null=True)

    def __str__(self) -> str:
        return f"{self.agreed_on}"


class Opinion(models.Model):
    """An answer: which help, in which month, how content.  Nothing leads from here to who brought it, and to
    the person only where the person asked to be called, until the call was made.
    """

    class Mark(models.IntegerChoices):
        """How content."""

        GOOD = 3, _("满意")
        FAIR = 2, _("一般")
        POOR = 1, _("不满意")

    class Channel(models.TextChoices):
        """How it reached us."""

        LINK = "link", _("手机")
        PHONE = "phone", _("电话里说的")
        PAPER = "paper", _("纸上写的")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    offer = models.ForeignKey("care.Offer", on_delete=models.CASCADE, related_name="+")
    month = models.DateField()
    """The first day of the month of the help; the day itself is not kept."""
    mark = models.PositiveSmallIntegerField(choices=Mark.choices)
    words = SealedField()
    channel = models.CharField(max_length=5, choices=Channel.choices)
    call = models.ForeignKey("registry.Person", null=True, on_delete=models.SET_NULL, related_name="+")
    """Who wants to be called; nobody any more once the call was made."""
    called_on = models.DateField(null=True)
    outcome = SealedField()

    class Meta:
        indexes = [models.Index(fields=["offer", "month"], name="care_opinions")]

    def __str__(self) -> str:
        return f"{self.mark} {self.month:%Y-%m}"
