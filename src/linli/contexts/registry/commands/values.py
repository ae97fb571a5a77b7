"""Where each value of a person is kept, which source wins, and what follows from a value."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from linli.contexts.registry.models import Person, Statement
from linli.engines import pinyin
from linli.engines.identity import check_id
from linli.kernel import clock
from linli.kernel.catalogue import shelf
from linli.kernel.errors import BadInput
from linli.kernel.privacy import cipher
from linli.kernel.privacy.sealed import Sealed

Values = Mapping[str, Any]
COLUMNS = frozenset({"name", "sex", "born_on", "registered_address", "moved_in_on"})
SEALED_COLUMNS = frozenset({"id_number", "phone"})
TAIL = 4
ORDER_KEPT = Person._meta.get_field("name_order").max_length  # noqa: SLF001


@dataclass(frozen=True, slots=True)
class Said:
    """Who said something, in what, about which day."""

    source: str
    on: date
    account_id: int | None
    reference: str = ""

    @property
    def mark(self) -> list[object]:
        """As kept beside each present value."""
        return [self.source, self.on.isoformat(), self.account_id]


def state(person: Person, values: Values, said: Said) -> Statement:
    """Take what a source says into ``person`` (unsaved) and give the statement (unsaved) that keeps it.

    A present value is only replaced by one about the same or a later day; the statement keeps both.
    """
    values = with_consequences(values)
    plain: dict[str, Any] = {}
    boxes: dict[str, str] = {}
    for key, value in values.items():
        sealed = shelf.field(key).sealed
        stored = _storable(value)
        (boxes if sealed else plain)[key] = cipher.seal(stored) if sealed and stored else stored
        if _is_news(person, key, said.on):
            _place(person, key, value, boxes.get(key, ""))
            # A cleared value keeps its day too, so that an older word does not come back.
            person.sources[key] = said.mark
    return Statement(
        person=person, source=said.source, reference=said.reference, account_id=said.account_id,
        valid_on=said.on, recorded_at=clock.now(), values=plain, boxes=boxes,
    )  # fmt: skip


def take_again(person: Person, statement: Statement) -> None:
    """Place what a kept statement says, as it was placed when it was new; not saved yet."""
    said = Said(statement.source, statement.valid_on, statement.account_id)
    opened = {key: Sealed(box).reveal() for key, box in statement.boxes.items()}
    for key, stored in {**statement.values, **opened}.items():
        value = clock.day_of(stored) if stored and key in COLUMNS and key.endswith("_on") else stored or None
        if _is_news(person, key, said.on):
            _place(person, key, value, statement.boxes.get(key, ""))
            person.sources[key] = said.mark


def with_consequences(values: Values) -> dict[str, Any]:
    """An identity number says birth date and sex; what is given beside it must not contradict silently."""
    told = dict(values)
    number = told.get("id_number")
    if number:
        check = check_id(number)
        told["id_number"] = check.number
        if check.is_valid:
            if check.birth is not None:
                told.setdefault("born_on", check.birth)
            if check.sex is not None:
                told.setdefault("sex", str(check.sex))
    return told


def _storable(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else "" if value is None else value


def _is_news(person: Person, key: str, on: date) -> bool:
    present = person.sources.get(key)
    return not present or present[1] <= on.isoformat()


def _place(person: Person, key: str, value: Any, box: str) -> None:
    if key in SEALED_COLUMNS:
        _place_number(person, key, value or "", box)
    elif key in COLUMNS:
        is_known = key == "name" and person.name == value and bool(person.name_order)
        setattr(person, key, value if value is not None else None if key.endswith("_on") else "")
        if key == "name" and not is_known:
            index_name(person)
    elif shelf.field(key).sealed:
        _keep(person.boxes, key, box)
    else:
        _keep(person.details, key, _storable(value))


def _keep(where: dict[str, Any], key: str, value: Any) -> None:
    if value in ("", None):
        where.pop(key, None)
    else:
        where[key] = value


def _place_number(person: Person, key: str, number: str, box: str) -> None:
    setattr(person, key, Sealed(box))
    if key == "id_number":
        person.id_lookup = cipher.lookup(number.upper(), "id") if number else ""
        person.id_tail = cipher.lookup(number[-TAIL:].upper(), "id_tail") if number else ""
    else:
        person.phone_lookup = cipher.lookup(number, "phone") if number else ""
        person.phone_tail = cipher.lookup(number[-TAIL:], "phone_tail") if number else ""


def index_name(person: Person) -> None:
    """How the name is sorted and found."""
    person.name_order = pinyin.sort_key(person.name)[:ORDER_KEPT]
    person.search_words = pinyin.search_words(person.name)[:240]


def refuse_impossible(values: Values, today: date) -> None:
    """Raise ``BadInput`` with the entry at fault when a value cannot be right."""
    from linli.contexts.registry.queries.words import id_reason

    if "name" in values and not str(values["name"]).strip():
        raise BadInput(id_reason("no_name"), field="name")
    number = values.get("id_number")
    if number:
        check = check_id(number, on=today)
        if not check.is_valid:
            raise BadInput(id_reason(str(check.reason)), field="id_number")
    born = values.get("born_on")
    if isinstance(born, date) and not date(1880, 1, 1) <= born <= today:
        raise BadInput(id_reason("date"), field="born_on")
