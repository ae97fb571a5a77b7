"""Whom to call about a person: who it is, whether they hold a key, how far away, when they answer."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.contexts.registry.models.people import Person, Source
from linli.kernel.ids import new_id
from linli.kernel.privacy.sealed import SealedField


class Kind(models.TextChoices):
    """What a contact is to the person, in the order in which one calls."""

    GUARDIAN = "guardian", _("监护人")
    FAMILY = "family", _("家人亲属")
    NEIGHBOUR = "neighbour", _("邻居")
    OTHER = "other", _("其他联系人")
    VOLUNTEER = "volunteer", _("结对志愿者")
    WORKER = "worker", _("包户网格员")
    DOCTOR = "doctor", _("家庭医生")


class Distance(models.TextChoices):
    """How far away a contact is."""

    UNKNOWN = "", _("没有登记")
    HOME = "home", _("同住")
    DOOR = "door", _("同楼或隔壁")
    WALK = "walk", _("走路能到")
    TOWN = "town", _("同城，要坐车")
    FAR = "far", _("外地")


class Slot(models.TextChoices):
    """Fields of the register that name somebody to call: name, relation and phone lie there."""

    GUARDIAN = "guardian", _("监护人")
    EMERGENCY = "emergency", _("紧急联系人")
    VOLUNTEER = "volunteer", _("结对志愿者")
    DOCTOR = "doctor", _("家庭医生")


class Contact(models.Model):
    """Somebody to call about a person.

    With a slot, name, relation and phone are the register's own fields, so that forms, visits and imports
    say the same; the row then holds what those fields cannot, as long as they still name the same somebody.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    slot = models.CharField(max_length=10, choices=Slot.choices, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    name = models.CharField(max_length=40)
    relation = models.CharField(max_length=20, blank=True)
    phone = SealedField()
    """Empty where the register has a field for it."""
    holds_key = models.BooleanField(default=False)
    distance = models.CharField(max_length=6, choices=Distance.choices, blank=True)
    hours = models.CharField(max_length=60, blank=True)
    """When they answer, in their own words."""
    source = models.CharField(max_length=12, choices=Source.choices)
    told_on = models.DateField()
    account_id = models.BigIntegerField(null=True)
    recorded_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=100, blank=True)
    """Why it ended."""

    class Meta:
        indexes = [models.Index(fields=["person", "ended_at"], name="contact_of_person")]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"
