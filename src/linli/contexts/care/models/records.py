"""People we look after, what became of each, and whom one might look after."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from linli.kernel.ids import new_id
from linli.kernel.privacy.sealed import SealedField


class CareRecord(models.Model):
    """Somebody we look after: why, how closely, with which plan; one open record for each person."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey("registry.Person", on_delete=models.PROTECT, related_name="+")
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    """The entrance of the home; the community for somebody without one."""
    kind = models.CharField(max_length=10)
    """older, child or hardship: a key of the pack."""
    classes = models.JSONField(default=list)
    """Keys of the pack: why somebody is looked after."""
    tier = models.CharField(max_length=10)
    """How closely one looks in: a key of the pack."""
    tier_why = models.CharField(max_length=100, blank=True)
    """Why a person chose another tier than the classes suggest."""
    needs = models.JSONField(default=list)
    """Keys of the pack: what help is needed."""
    remarks = SealedField()
    state = models.CharField(max_length=8, default="active")
    since_on = models.DateField()
    ended_on = models.DateField(null=True)
    plan = SealedField()
    """In plain words, as the person and the family read it."""
    agreed_with = models.CharField(max_length=40, blank=True)
    """With whom the plan was talked over."""
    agreed_on = models.DateField(null=True)
    review_on = models.DateField(null=True)
    """When the plan should be talked over again."""
    farewell = models.JSONField(default=dict)
    """After a death: {item of the pack: the day on which it was seen to}."""
    condoled_on = models.DateField(null=True)
    """After a death: when somebody of ours went to the family."""
    forgotten_on = models.DateField(null=True)
    """When the words of an ended record were removed."""

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_on=None), name="care_open_once")
        ]
        indexes = [
            models.Index(fields=["area", "state", "tier"], name="care_in_area"),
            models.Index(fields=["review_on"], name="care_review"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.tier} {self.since_on}"


class CareStep(models.Model):
    """Something that was done with a record, in words of its own when there are any."""

    record = models.ForeignKey(CareRecord, on_delete=models.CASCADE, related_name="+")
    verb = models.CharField(max_length=20)
    words = models.CharField(max_length=200, blank=True)
    account_id = models.BigIntegerField(null=True)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["record", "at"], name="care_history")]

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%Y-%m-%d}"


class Proposal(models.Model):
    """Somebody of the register whom one might look after, with the reasons; a person decides."""

    class State(models.TextChoices):
        """What was decided."""

        WAITING = "waiting", _("等您决定")
        ACCEPTED = "accepted", _("已照看")
        DECLINED = "declined", _("暂时不需要")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.OneToOneField("registry.Person", on_delete=models.CASCADE, related_name="+")
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=10)
    classes = models.JSONField(default=list)
    tier = models.CharField(max_length=10)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    proposed_on = models.DateField()
    decided_on = models.DateField(null=True)
    decided_by = models.BigIntegerField(null=True)
    reason = models.CharField(max_length=100, blank=True)
    """Why not, when it was declined."""

    class Meta:
        indexes = [models.Index(fields=["area", "state", "tier"], name="care_proposed")]

    def __str__(self) -> str:
        return f"{self.state} {self.proposed_on}"
