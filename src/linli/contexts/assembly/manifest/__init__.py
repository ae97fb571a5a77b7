"""What the assembly contributes to the whole."""

from django.utils.translation import gettext_lazy as _

from linli.contexts.assembly.manifest import ballots
from linli.contexts.assembly.queries.tiles import tiles
from linli.contexts.assembly.states import BALLOT, HAND_IN, TAKE
from linli.kernel.catalogue.manifest import Context, Entry

MANIFEST = Context(
    key="assembly",
    name=_("议事厅"),
    navigation=(Entry("assembly:ballots", _("投票表决"), "checklist", TAKE, 34),),
    permissions=ballots.PERMISSIONS,
    actions=ballots.ACTIONS,
    tiles=tiles,
    lives=(BALLOT, HAND_IN),
    seeds="linli.contexts.assembly.seeds:votes",
)
