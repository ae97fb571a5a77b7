"""Where someone lives, and to which household someone belongs, in two times."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from linli.contexts.registry.models.people import Household, Person, Source
from linli.contexts.registry.models.places import Dwelling
from linli.kernel.history import Spell


class Role(models.TextChoices):
    """Living somewhere, or being registered there."""

    LIVING = "living", _("居住")
    REGISTERED = "registered", _("户籍")


class Residence(Spell):
    """A person at a dwelling, or at an address outside."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    dwelling = models.ForeignKey(Dwelling, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    elsewhere = models.CharField(max_length=160, blank=True)
    """The address, when it lies outside the communities we hold."""
    role = models.CharField(max_length=10, choices=Role.choices)
    source = models.CharField(max_length=12, choices=Source.choices)
    account_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["dwelling", "role", "valid_from"], name="residence_of_dwelling"),
            models.Index(fields=["person", "role", "superseded_at"], name="residence_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.role} {self.valid_from}"


class Membership(Spell):
    """A person in a household, with the relation to its head (GB/T 4761)."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    household = models.ForeignKey(Household, on_delete=models.PROTECT, related_name="+")
    relation = models.CharField(max_length=4, blank=True)
    source = models.CharField(max_length=12, choices=Source.choices)
    account_id = models.BigIntegerField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["household", "superseded_at"], name="membership_of_household"),
            models.Index(fields=["person", "superseded_at"], name="membership_of_person"),
        ]

    def __str__(self) -> str:
        return f"{self.relation} {self.valid_from}"
