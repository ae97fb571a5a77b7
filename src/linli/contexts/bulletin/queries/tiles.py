"""What the board puts on a resident's own page."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from linli.contexts.bulletin.models import Notice
from linli.contexts.bulletin.models.notices import ON_BOARD
from linli.contexts.bulletin.queries import receipts
from linli.kernel import clock
from linli.kernel.actor import Resident
from linli.kernel.catalogue.manifest import Tile


def tiles(resident: Resident) -> Iterable[Tile]:
    """The board of one's community."""
    for notice, home in receipts.waiting_for(resident):
        yield Tile(
            f"bulletin.receipt:{notice.pk}", _("请回执：%(title)s") % {"title": notice.title}, "mood-smile",
            reverse("bulletin:read", args=[notice.pk]), home.place, 1, notice.receipts_until, is_matter=True,
        )  # fmt: skip
    codes = resident.communities
    board = reverse("bulletin:board", args=[codes[0]]) if len(codes) == 1 else reverse("bulletin:boards")
    running = Notice.objects.filter(
        community__code__in=codes, state__in=ON_BOARD, ends_on__gte=clock.today()
    ).count()
    words = ngettext("%(n)s 件正在公示", "%(n)s 件正在公示", running) % {"n": running}
    yield Tile(
        "bulletin.board", _("公告栏"), "speakerphone", board, words if running else _("通知、公示、居务公开"),
        order=30,
    )  # fmt: skip
