"""How heavy is what a department asks?  One Form weighs the blank form; nothing is estimated."""

from typing import Any

from linli.contexts.duties.models import Admission
from linli.contexts.forms import api as forms
from linli.kernel import clock
from linli.kernel.actor import Actor
from linli.kernel.errors import BadInput, OutsideYourArea, Refusal
from linli.kernel.files import store
from linli.kernel.files.models import StoredFile

PURPOSE = "duties.blank"


def weigh(actor: Actor, row: Admission, data: bytes, name: str, people: str = "") -> None:
    """Keep the blank form of an application, and what it would cost communities each turn.

    ``people`` says whom the form is about, when its own words do not.
    """
    if data:
        row.burden = weighed(data, name, row.area.code, people)
        kept = store.keep(actor, store.Handed(data, name, PURPOSE, row.area.code))
        row.file_id, row.file_name = kept.pk, kept.name
    elif row.file_id and people != row.burden.get("said", ""):
        row.burden = weighed(blank_of(row), row.file_name, row.area.code, people)


def weighed(data: bytes, name: str, place: str, people: str = "") -> dict[str, Any]:
    """The figures of a blank form, as an application keeps them."""
    try:
        found = forms.appraise(data, name, place, people=people)
    except Refusal as refusal:
        raise BadInput(str(refusal), field="blank") from refusal
    parts = [
        {"label": p.label, "people": p.people, "asked": p.asked, "new": list(p.new), "rows": p.rows}
        for p in found.parts
    ]
    return {"title": found.title, "said": people, "on": clock.today().isoformat(), "parts": parts}


def blank_of(row: Admission) -> bytes:
    """The blank form as it arrived."""
    kept = StoredFile.objects.filter(pk=row.file_id).first() if row.file_id else None
    if kept is None:
        raise OutsideYourArea
    return store.content(kept)
