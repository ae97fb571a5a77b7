"""A filled form with its marks as colours and a legend, for those who want them."""

from django.utils.translation import gettext as _

from linli.contexts.forms.models import Return
from linli.contexts.forms.queries.compose import Way, compose
from linli.contexts.forms.queries.plan import plan_for
from linli.contexts.forms.queries.reading import read_form
from linli.engines.workbooks import Marking
from linli.kernel import clock
from linli.kernel.actor import Actor


def marked_file(actor: Actor, asked: Return, data: bytes) -> bytes:
    """The form filled again from the register as it is now, with coloured cells and a legend sheet."""
    legend = {
        "register": _("来自登记，可以直接报"),
        "stale": _("来自登记，但已较久没有核实"),
        "missing": _("登记里没有，已列入下次走访要问的问题"),
    }
    plan = plan_for(asked, read_form(data, asked.file_name))
    places = () if asked.place_id == asked.community_id else (asked.place.code,)
    marking = Marking(legend=legend, legend_title=_("填报说明"))  # type: ignore[arg-type]
    return compose(actor, data, plan, Way(places, clock.today(), marking=marking)).data
