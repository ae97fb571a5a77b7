"""Which fields a page lets people enter, and what stands in them to begin with."""

from collections.abc import Iterable
from typing import Any

from linli.contexts.registry.models import Person
from linli.kernel.catalogue import shelf
from linli.kernel.catalogue.fields import Subject
from linli.kernel.errors import BadInput

PARTS = {
    "basic": ("name", "sex", "born_on", "id_number", "phone", "ethnicity", "native_place"),
    "background": (
        "education", "marital", "politics", "joined_party_on", "occupation", "employer", "employment",
        "school", "school_grade", "religion",
    ),
    "health": ("health", "chronic", "allergies", "vaccination", "family_doctor"),
    "contacts": (
        "emergency_name", "emergency_phone", "emergency_relation", "guardian_name", "guardian_phone",
        "guardian_relation", "volunteer_name", "volunteer_phone",
    ),
    "more": ("needs", "devices", "bank", "bank_account", "remarks"),
}  # fmt: skip


def part_of(keys: Iterable[str]) -> str:
    """The part of the page on which one of these fields is entered; empty when none is."""
    wanted = set(keys)
    return next((part for part, held in PARTS.items() if wanted & set(held)), "")


def editable_keys(part: str) -> list[str]:
    """The fields of one part of the page."""
    if part not in PARTS:
        raise BadInput
    return [k for k in PARTS[part] if k in shelf.fields() and shelf.field(k).subject is Subject.PERSON]


def initial_values(person: Person, keys: list[str]) -> dict[str, Any]:
    """What is held in the open; sealed values start empty and stay as they are when left so."""
    held: dict[str, Any] = {}
    for key in keys:
        if shelf.field(key).sealed:
            continue
        held[key] = getattr(person, key) if hasattr(person, key) else person.details.get(key, "")
    return held
