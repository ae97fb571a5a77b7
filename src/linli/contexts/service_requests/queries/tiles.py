"""What service requests put on a resident's own page: reporting, and what became of it."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.contexts.service_requests.models import OPEN, Reporter, State
from linli.contexts.service_requests.queries import tracking
from linli.kernel.actor import Resident
from linli.kernel.catalogue.manifest import Tile


def tiles(resident: Resident) -> Iterable[Tile]:
    """Report; see what became of it; say whether it is solved."""
    where = [reverse("service_requests:tell", args=[code]) for code in resident.communities]
    address = where[0] if len(where) == 1 else reverse("service_requests:tell_where")
    yield Tile(
        "service_requests.tell", _("报事"), "message-report", address, _("灯坏了、积水了、有话要说"), order=10
    )
    states = list(
        Reporter.objects.filter(tracking.left_by(resident.phone_hash)).values_list(
            "request__state", flat=True
        )
    )
    track = reverse("service_requests:track")
    running = sum(state in OPEN for state in states)
    words = (
        ngettext("%(n)s 件正在办", "%(n)s 件正在办", running) % {"n": running}
        if running
        else _("看进展、作评价")
    )
    yield Tile("service_requests.track", _("我报的事"), "list-check", track, words, order=20)
    asked = sum(state == State.CALLBACK for state in states)
    if asked:
        said = ngettext("%(n)s 件办好了，请您评价", "%(n)s 件办好了，请您评价", asked) % {"n": asked}
        yield Tile("service_requests.judge", _("解决了吗"), "mood-smile", track, said, asked, is_matter=True)
