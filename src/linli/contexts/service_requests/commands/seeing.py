"""A step is taken on what one saw: whoever comes second hears who was there before, and decides anew."""

from collections.abc import Callable
from typing import TypeVar

from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests.commands.moving import held
from linli.contexts.service_requests.models import Request
from linli.contexts.service_requests.queries.trace import latest, said_by_others
from linli.kernel import db
from linli.kernel.actor import Actor
from linli.kernel.errors import NotAllowedNow

R = TypeVar("R")


class ChangedMeanwhile(NotAllowedNow):
    """Somebody else did something with this request after one opened the page."""

    code = "changed_meanwhile"
    sentence = _("您打开这一页之后，%(what)s。请看清现在的情况；仍要这样做，就再提交一次。")


def as_seen(actor: Actor, request: Request, /, *, seen: int, do: Callable[[], R]) -> R:
    """Do something unless somebody else moved the request after its hop ``seen``; 0 asks nothing."""
    with db.write():
        row = held(request)
        others = said_by_others(row, seen, actor) if seen and latest(row) != seen else ""
        if others:
            raise ChangedMeanwhile(what=others)
        return do()
