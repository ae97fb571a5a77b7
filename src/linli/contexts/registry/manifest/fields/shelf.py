"""Collects fields under headings, so that each part reads like a table."""

from django.utils.translation import gettext_lazy as _

from linli.kernel.catalogue.fields import Expression, Field, Kind, Sensitivity, Subject, Words

PERSON, HOUSEHOLD, DWELLING = Subject.PERSON, Subject.HOUSEHOLD, Subject.DWELLING
OPEN, INTERNAL, PRIVATE, SENSITIVE = Sensitivity

LIFE, DECADE, FIVE_YEARS, TWO_YEARS, YEAR, HALF_YEAR, QUARTER = 36500, 3650, 1825, 730, 365, 180, 90
"""After how many days a value should be asked again."""

KNOW = _("知道谁住在社区、如何联系")
SERVE = _("提供走访、关爱和紧急帮助")
POLICY = _("落实应享的政策待遇")
DUTY = _("履行法定职责（居民委员会组织法）")
CONSENT = _("本人同意")
AID = _("履行法定职责（社会救助、优抚、残疾人保障）")
MINORS = _("履行法定职责（未成年人保护法）；不满十四周岁须监护人同意")


class Shelf:
    """The fields so far, and what the present heading says for all of its fields."""

    def __init__(self) -> None:
        self.fields: list[Field] = []
        self.heading: Words = ""
        self.common: dict[str, object] = {}

    def under(self, heading: Words, purpose: Words, basis: Words, **common: object) -> None:
        """What follows stands under this heading, for this purpose, on this basis."""
        self.heading = heading
        self.common = {"purpose": purpose, "basis": basis, "subject": PERSON, **common}

    def add(self, key: str, name: str, kind: Kind, expression: Expression | None, **more: object) -> None:
        """One field; the rest as in ``Field``."""
        given = {**self.common, **more}
        self.fields.append(
            Field(key, name, kind, expression=expression, group=self.heading, **given)  # type: ignore[arg-type]
        )
