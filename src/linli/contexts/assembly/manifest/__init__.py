"""What the assembly contributes to the whole."""

from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.manifest import ballots, promises
from linli.contexts.assembly.queries.desk import due, waiting
from linli.contexts.assembly.queries.tiles import tiles
from linli.contexts.assembly.states import BALLOT, FOLLOW, HAND_IN, PROMISE_LIFE, TAKE
from linli.kernel.catalogue.manifest import Context, Entry

MANIFEST = Context(
    key="assembly",
    name=_("议事厅"),
    navigation=(
        Entry("assembly:ballots", _("投票表决"), "checklist", TAKE, 34),
        Entry("assembly:promises", _("承诺兑现"), "heart-handshake", FOLLOW, 36, waiting),
    ),
    permissions=(*ballots.PERMISSIONS, *promises.PERMISSIONS),
    actions=(*ballots.ACTIONS, *promises.ACTIONS),
    messages=promises.MESSAGES,
    desk=due,
    tiles=tiles,
    lives=(BALLOT, HAND_IN, PROMISE_LIFE),
    seeds="linli.contexts.assembly.seeds:votes",
)
