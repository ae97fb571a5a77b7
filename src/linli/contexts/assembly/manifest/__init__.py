"""What the assembly contributes to the whole."""

from collections.abc import Iterator
from datetime import date
from itertools import chain

from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.manifest import ballots, promises
from linli.contexts.assembly.queries import desk, due
from linli.contexts.assembly.queries.tiles import tiles
from linli.contexts.assembly.states import BALLOT, FOLLOW, HAND_IN, PROMISE_LIFE, PROXY, TAKE
from linli.kernel.actor import Actor
from linli.kernel.catalogue.manifest import Context, Due, Entry


def _desk(actor: Actor, today: date) -> Iterator[Due]:
    """What waits at the desk, from every part of the assembly."""
    return chain(due.due(actor, today), desk.due(actor, today))


MANIFEST = Context(
    key="assembly",
    name=_("议事厅"),
    navigation=(
        Entry("assembly:ballots", _("投票表决"), "checklist", TAKE, 34),
        Entry("assembly:promises", _("承诺兑现"), "heart-handshake", FOLLOW, 36, desk.waiting),
    ),
    permissions=(*ballots.PERMISSIONS, *promises.PERMISSIONS),
    actions=(*ballots.ACTIONS, *promises.ACTIONS),
    messages=promises.MESSAGES,
    routines=ballots.ROUTINES,
    retention=ballots.RETENTION,
    desk=_desk,
    tiles=tiles,
    lives=(BALLOT, HAND_IN, PROXY, PROMISE_LIFE),
    seeds="linli.contexts.assembly.seeds:votes",
)
