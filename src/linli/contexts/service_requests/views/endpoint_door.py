"""What the endpoints of requests share: who asks, a form read as on the page, a step taken as on the page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from linli.contexts.service_requests.forms.handling import pictures
from linli.contexts.service_requests.models import Part, Request
from linli.contexts.service_requests.views.acts.kinds import Act, Doing
from linli.contexts.service_requests.views.steps import take
from linli.kernel.actor import Actor
from linli.kernel.errors import BadInput
from linli.kernel.ids import new_id
from linli.web.forms import LinliForm

Said = Mapping[str, str | int | bool | None]


def data_of(said: Said, seen: int = 0, key: str = "") -> QueryDict:
    """What was said, by the names of the page's form."""
    data = QueryDict(mutable=True)
    for name, value in said.items():
        if value is not None and value is not False:
            data[name] = str(value)
    data["seen"], data["nonce"] = str(seen), key[:64] or str(new_id())
    return data


def sound(form: LinliForm) -> dict[str, Any]:
    """What a form understood; BadInput with the first fault, and which entry is at fault."""
    if form.is_valid():
        return form.cleaned_data
    name, faults = next(iter(form.errors.items()))
    raise BadInput(f"{name}: {faults[0]}", field=name)


@dataclass(frozen=True, slots=True)
class Sent:
    """What arrived for a step."""

    data: QueryDict
    files: Any = None
    part: Part | None = None


def walk(actor: Actor, row: Request, verb: str, act: Act, sent: Sent) -> None:
    """The same form, the same command, the same refusals as on the page."""
    said = sound(act.form(sent.data, sent.files, about=row))
    take(Doing(actor, row, said, sent.part), act, verb)


class PicturesOnly(LinliForm):
    """Pictures that come beside other entries."""

    photos = pictures("photos")
