"""What is known of a home's place within its community?"""

from dataclasses import dataclass
from enum import StrEnum


class Match(StrEnum):
    """How two written addresses stand to each other."""

    SAME = "same"
    POSSIBLE = "possible"
    """Nothing differs, but one of them leaves out the entrance, the room or the building."""
    DIFFERENT = "different"


@dataclass(frozen=True, slots=True)
class Address:
    """A home as written, taken apart; every part is text, empty when not written."""

    place: tuple[str, ...] = ()
    """Province, city, district, subdistrict and community (省市区街道社区) in front of it."""
    street: str = ""
    street_number: str = ""
    compound: str = ""
    """Name of the residential compound (小区) without its zone."""
    zone: str = ""
    """Part of a compound where building numbers start again: 2 for 二期, A for A区."""
    lane: str = ""
    """Number of the 弄, with a side lane as 1448/12."""
    building: str = ""
    entrance: str = ""
    floor: str = ""
    room: str = ""
    """Room with its floor where both were written apart: 5层1号 is 501, 1楼东户 is 1东."""
    rest: str = ""
    """What stands behind and was not understood."""
    confidence: float = 0.0
    """0 (nothing found) to 1 (every part says what it is)."""
    to_building: str = ""
    """The writing up to the building: what a notice may show."""

    def key(self) -> str:
        """The numbers joined by hyphens, such as 3-2-501: the same for every writing of one home.

        Words (compound, street) are left out; a street number stands in where no building is named.
        """
        building = self.building or ("" if self.lane else self.street_number)
        floor = f"{self.floor}F" if self.floor.isdigit() else self.floor
        room = self.room or floor
        return "-".join(part for part in (self.zone, self.lane, building, self.entrance, room) if part)
