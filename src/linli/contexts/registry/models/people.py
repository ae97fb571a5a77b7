"""People, households, and what was said about them by whom."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from linli.kernel.ids import new_id
from linli.kernel.privacy.sealed import SealedField


class Standing(models.TextChoices):
    """How a person stands to this community."""

    PRESENT = "present", _("在册")
    LEFT = "left", _("已迁出")
    DIED = "died", _("已去世")
    MERGED = "merged", _("已并入另一份记录")
    ERASED = "erased", _("已清除")


class Residency(models.TextChoices):
    """Where someone lives against where someone is registered (人户状态)."""

    SAME = "same", _("人户一致")
    IN = "in", _("人在户不在")
    OUT = "out", _("户在人不在")
    WITHIN = "within", _("户在本社区另一处")
    COLLECTIVE = "collective", _("集体户")
    LODGING = "lodging", _("寄住")
    ABROAD = "abroad", _("境外")
    UNKNOWN = "", _("未登记")


class Household(models.Model):
    """People who share a life and a register page (户)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    home = models.ForeignKey("Dwelling", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    head = models.ForeignKey("Person", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    size = models.PositiveSmallIntegerField(default=0)
    """People who belong to it now; kept by the commands."""
    is_collective = models.BooleanField(default=False)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["community", "home"], name="household_home")]

    def __str__(self) -> str:
        return str(self.pk)


class Person(models.Model):
    """Someone who lives here or is registered here; this row is what we hold true now.

    Every value's history is in ``Statement``; where and with whom, in ``Residence`` and ``Membership``.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    community = models.ForeignKey("areas.Area", on_delete=models.PROTECT, related_name="+")
    standing = models.CharField(max_length=8, choices=Standing.choices, default=Standing.PRESENT)
    name = models.CharField(max_length=60)
    name_order = models.CharField(max_length=120, blank=True)
    """Pinyin: neither database sorts Chinese by itself."""
    search_words = models.CharField(max_length=240, blank=True)
    """Name, full pinyin and initials, for the search box."""
    sex = models.CharField(max_length=1, blank=True)
    born_on = models.DateField(null=True, blank=True)
    id_number = SealedField()
    id_lookup = models.CharField(max_length=32, blank=True, db_index=True)
    id_tail = models.CharField(max_length=32, blank=True, db_index=True)
    """Keyed hash of the last four."""
    phone = SealedField()
    phone_lookup = models.CharField(max_length=32, blank=True, db_index=True)
    phone_tail = models.CharField(max_length=32, blank=True, db_index=True)
    home = models.ForeignKey("Dwelling", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey("areas.Area", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    """The entrance of the home, for "inside my area"."""
    registered_home = models.ForeignKey(
        "Dwelling", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    registered_area = models.ForeignKey(
        "areas.Area", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    registered_address = models.CharField(max_length=160, blank=True)
    residency = models.CharField(max_length=12, choices=Residency.choices, blank=True)
    moved_in_on = models.DateField(null=True, blank=True)
    household = models.ForeignKey(
        Household, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    relation = models.CharField(max_length=4, blank=True)
    """To the head of the household, GB/T 4761."""
    died_on = models.DateField(null=True, blank=True)
    details = models.JSONField(default=dict)
    """Further fields by key, as codes or words."""
    boxes = models.JSONField(default=dict)
    """Further sealed fields by key."""
    groups = models.JSONField(default=dict)
    """Groups the person belongs to now, with their details: ``GroupMembership`` for one-query forms."""
    sources = models.JSONField(default=dict)
    """{field key: [source kind, day, account id]} of each present value."""
    merged_into = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes = [
            models.Index(fields=["community", "standing", "name_order", "id"], name="person_by_name"),
            models.Index(
                fields=["search_words", "standing", "community", "area", "registered_area", "id"],
                name="person_search",
            ),
            models.Index(fields=["born_on"], name="person_born"),
            models.Index(fields=["community", "residency"], name="person_residency"),
        ]

    def __str__(self) -> str:
        return self.name


class Source(models.TextChoices):
    """Where a value comes from."""

    ROSTER = "roster", _("名册导入")
    VISIT = "visit", pgettext_lazy("source", "走访")
    FORM = "form", _("报表")
    PERSON = "person", _("本人提供")
    COUNTER = "counter", _("窗口登记")
    DEPARTMENT = "department", _("部门推送")
    COMPUTED = "computed", _("系统推算")


class Statement(models.Model):
    """Something that a source said about a person: several fields at once, on one day.

    The present value of a field is the one of the latest ``valid_on``, then the latest ``recorded_at``; as of
    any day and as known at any moment it is the latest of those that were there.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    source = models.CharField(max_length=12, choices=Source.choices)
    reference = models.CharField(max_length=120, blank=True)
    """What shows it: ``registry.importrun:…``, a document's name, a visit."""
    account_id = models.BigIntegerField(null=True)
    valid_on = models.DateField()
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    values = models.JSONField(default=dict)
    """{field key: value}; an empty string says that there is none."""
    boxes = models.JSONField(default=dict)
    """{field key: sealed value}."""

    class Meta:
        indexes = [models.Index(fields=["person", "recorded_at"], name="statement_of_person")]

    def __str__(self) -> str:
        return f"{self.source} {self.valid_on}"
