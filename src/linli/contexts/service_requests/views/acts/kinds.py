"""What a step is to a page: a form, a command, a sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from linli.contexts.service_requests.forms.steps import StepForm
from linli.contexts.service_requests.models import Part, Request
from linli.contexts.service_requests.queries.trace import label_of
from linli.kernel.actor import Actor

Start = Callable[[Request, Mapping[str, str]], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Doing:
    """Who takes a step with what, and what was said."""

    actor: Actor
    row: Request
    said: Mapping[str, Any]
    part: Part | None = None


def does(do: Callable[..., object], *names: str) -> Callable[[Doing], object]:
    """Run a command on the request with some of what was said."""
    return lambda d: do(d.actor, d.row, **{name: d.said.get(name) for name in names})


def _nothing(row: Request, asked: Mapping[str, str]) -> dict[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Act:
    """A step as a page offers it."""

    form: type[StepForm]
    run: Callable[[Doing], object]
    done: str | Promise
    initial: Start = _nothing
    danger: bool = False
    name: str | Promise = ""

    def label(self, verb: str) -> str:
        """What the step is called."""
        return str(self.name) if self.name else label_of(verb, "x")
