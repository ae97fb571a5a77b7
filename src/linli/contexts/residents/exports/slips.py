"""Link slips on paper: one that was asked for, or many at once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import segno
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from linli.contexts.registry import api as registry
from linli.contexts.residents.commands import slips as commands
from linli.contexts.residents.commands.slips import Wanted
from linli.contexts.residents.models import Slip
from linli.contexts.residents.queries.links import linked_below
from linli.kernel import ports
from linli.kernel.actor import linli
from linli.kernel.areas.models import Area
from linli.kernel.areas.queries import community_of

SVG = '<svg xmlns="http://www.w3.org/2000/svg" '


@dataclass(frozen=True, slots=True)
class Named:
    """The homes that somebody named, and names that belong to none."""

    homes: Sequence[registry.Doorstep]
    unknown: Sequence[str]


def homes_named(community: Area, doors: Iterable[str], building: str = "") -> Named:
    """Homes by their doors, and of a building those that have no phone yet."""
    units = registry.doorsteps_in(community.code)
    by_place = {one.place.removesuffix("室"): one for one in units}
    asked = [door.strip() for door in doors]
    found = {d: by_place.get(d.removesuffix("室")) for d in asked}
    homes = [one for one in found.values() if one is not None]
    if building.startswith(community.code):
        linked = linked_below(building)
        homes += [u for u in units if u.area_code.startswith(building) and u.key not in linked]
    unknown = [door for door, one in found.items() if one is None]
    return Named(list({one.key: one for one in homes}.values()), unknown)


def made(homes: Iterable[registry.Doorstep], *, uses: int, address: str) -> Iterator[tuple[str, bytes]]:
    """A fresh slip for each home, as place and PDF; each is made and printed by commands."""
    actor = linli("command_line")
    for home in homes:
        row = commands.make_slip(actor, registry.door(actor, home.key), wanted=Wanted(most_uses=uses))
        code = commands.print_slip(actor, Slip.objects.select_related("dwelling__area").get(pk=row.pk))
        yield (
            home.place,
            paper(row, home.place, home.area_code, code, f"{address}{reverse('residents:join')}"),
        )


def paper(slip: Slip, place: str, area_code: str, code: str, address: str) -> bytes:
    """A6 as PDF, the code in letters and to scan."""
    shown = f"{code[:4]}-{code[4:]}"
    drawn = segno.make(f"{address}#{shown}", error="m", micro=False).svg_inline(border=0)
    values = {
        "community": community_of(area_code).name, "title": _("把手机和家连上"), "place": place,
        "code": shown, "address": address, "qr": drawn.replace("<svg ", SVG, 1),
        "steps": [
            _("扫左边的图，或在浏览器里打开下面的网址"), _("填手机号，输短信里的验证码"),
            _("输入连接码，就连上了"),
        ],
        "until": _("%(day)s 前有效，最多连 %(uses)s 部手机") % {
            "day": timezone.localdate(slip.until).isoformat(), "uses": slip.most_uses,
        },
        "care": _("连接码像钥匙，请不要给外人。丢了告诉社区，马上作废。"),
    }  # fmt: skip
    return ports.ask(ports.Documents).pdf("home_slip", values)
