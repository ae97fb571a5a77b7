"""What was done with a request, in words: the whole history of its hops, and who did what last."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from linli.contexts.service_requests.models import Hop, Request, State
from linli.contexts.service_requests.states import LIFE
from linli.kernel.accounts.models import Account
from linli.kernel.actor import Actor
from linli.kernel.phrases import listed

SHOWN = 60
"""Hops that a page shows; a request into which a flood was merged has thousands."""
TOOK_IN = "took_in"


@dataclass(frozen=True, slots=True)
class Trace:
    """One hop in words."""

    hop: Hop
    did: str
    who: str
    state: str

    @property
    def is_move(self) -> bool:
        """True when the state changed."""
        return self.hop.from_state != self.hop.to_state


def history(row: Request) -> list[Trace]:
    """The hops, oldest first, at most the last sixty; two queries."""
    hops = row.hops.exclude(verb=TOOK_IN).select_related("unit", "to_unit").order_by("-at", "-pk")[:SHOWN]
    return _in_words(list(hops)[::-1])


def latest(row: Request) -> int:
    """The key of the last hop."""
    found: int | None = row.hops.exclude(verb=TOOK_IN).order_by("-pk").values_list("pk", flat=True).first()
    return found or 0


def said_by_others(row: Request, seen: int, actor: Actor) -> str:
    """What others did after a hop, as one sentence; empty when it was nobody else."""
    hops = row.hops.exclude(verb=TOOK_IN).filter(pk__gt=seen).exclude(account_id=actor.account_id)
    rows = _in_words(hops.select_related("unit").order_by("pk")[:3])
    return listed(in_brief(one) for one in rows)


def in_brief(one: Trace) -> str:
    """Who did what."""
    return _("%(who)s已经“%(did)s”") % {"who": one.who, "did": one.did}


def last_of(row: Request) -> Trace | None:
    """The last hop in words."""
    found = _in_words(row.hops.select_related("unit").order_by("-pk")[:1])
    return found[0] if found else None


def label_of(verb: str, from_state: str) -> str:
    """What a hop is called."""
    if not from_state:
        return _("报事")
    named = {step.verb: str(step.label) for step in LIFE.steps}
    others = {TOOK_IN: _("并入了别的诉求"), "call_out": _("吹哨"), "noted": _("走访记下处理结果")}
    return named.get(verb, others.get(verb, verb))


def _in_words(hops: Iterable[Hop]) -> list[Trace]:
    rows = list(hops)
    ids = {hop.account_id for hop in rows if hop.account_id}
    names = dict(Account.objects.filter(pk__in=ids).values_list("pk", "name"))
    return [
        Trace(hop, label_of(hop.verb, hop.from_state), _who(hop, names), str(State(hop.to_state).label))
        for hop in rows
    ]


def _who(hop: Hop, names: dict[int, str]) -> str:
    name = names.get(hop.account_id or 0, "")
    if not name:
        return _("诉求人") if not hop.from_state or hop.verb in ("withdraw", "close") else _("邻里")
    return listed([hop.unit.name if hop.unit else "", name])
