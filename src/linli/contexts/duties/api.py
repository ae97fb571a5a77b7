"""The door of duties: what the list says of a matter in a place, and where certificates come from."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from linli.contexts.duties.models import Duty
from linli.contexts.duties.models.lists import Kind
from linli.contexts.duties.queries import lists
from linli.contexts.duties.queries.certificates import (
    Certificate,
    Instead,
    Notice,
    certificate,
    certificates,
    notice,
)
from linli.contexts.duties.queries.certificates import meant as find_certificates
from linli.kernel.areas.models import Area
from linli.kernel.errors import OutsideYourArea

__all__ = [
    "Certificate", "DutyCard", "Instead", "Kind", "Notice", "certificate", "certificates", "duty",
    "find_certificates", "find_duties", "notice",
]  # fmt: skip

MOST = 20


@dataclass(frozen=True, slots=True)
class DutyCard:
    """One item of a responsibility list."""

    key: UUID
    number: str
    kind: str
    """``own``, ``assist`` or ``excluded``; in words: ``kind_name``."""
    title: str
    part: str
    department: str
    clause: str
    source: str
    valid_from: date
    valid_to: date | None
    area_code: str
    area_name: str

    @property
    def kind_name(self) -> str:
        """依法履职, 依法协助 or 不应承担, in the reader's language."""
        return str(Kind(self.kind).label)

    @property
    def cites(self) -> str:
        """Source and clause, as a letter cites them."""
        return f"{self.source}{self.clause}"


def find_duties(
    area: Area | str, text: str = "", *, code: str = "", on: date | None = None
) -> list[DutyCard]:
    """What the lists of a place hold on a day, the subdistrict's included: by number, by words, or all of it.

    At most twenty when words are given, the best first.
    """
    place = area.code if isinstance(area, Area) else area
    if code:
        return [_card(row) for row in lists.in_place(place, on).filter(number=code)]
    if text.strip():
        return [_card(row) for row in lists.meant(place, text, on)[:MOST]]
    return [_card(row) for row in lists.in_place(place, on)]


def duty(key: UUID) -> DutyCard:
    """One item, whether it still holds or not; not found when there is none."""
    row = Duty.objects.select_related("area").filter(pk=key).first()
    if row is None:
        raise OutsideYourArea
    return _card(row)


def _card(row: Duty) -> DutyCard:
    return DutyCard(
        key=row.pk, number=row.number, kind=row.kind, title=row.title, part=row.part,
        department=row.department, clause=row.clause, source=row.source, valid_from=row.valid_from,
        valid_to=row.valid_to, area_code=row.area.code, area_name=row.area.name,
    )  # fmt: skip
