"""Founding places: a community that begins to work with Linli."""

import re

from django.utils.translation import gettext_lazy as _

from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area, Kind
from linli.kernel.commands import command, note
from linli.kernel.errors import BadInput

CODE = re.compile(r"(?!\d{9}000)[1-9]\d{11}")
"""National statistics: nine digits of the subdistrict, three of the community."""
SUBDISTRICT_DIGITS = 9
LONGEST_NAME = 60


def may_found(actor: Actor) -> bool:
    """Whoever keeps the whole installation."""
    return actor.may("house.keep", "")


@command("areas.community_founded", may_found)
def found_community(actor: Actor, /, *, code: str, name: str, subdistrict: str = "") -> Area:
    """A community, and its subdistrict when that is not there yet."""
    name, subdistrict = name.strip(), subdistrict.strip()
    if not CODE.fullmatch(code):
        raise BadInput(
            _("社区代码应是 12 位数字（统计用区划代码），后三位不是 000：%(code)s"), field="code", code=code
        )
    if not name or max(len(name), len(subdistrict)) > LONGEST_NAME:
        raise BadInput(_("请写社区名称，不超过 %(most)s 个字。"), field="name", most=LONGEST_NAME)
    if Area.objects.filter(code=code).exists():
        raise BadInput(_("代码为 %(code)s 的社区已经登记过了。"), field="code", code=code)
    above, _is_new = Area.objects.get_or_create(
        code=code[:SUBDISTRICT_DIGITS],
        defaults={"kind": Kind.SUBDISTRICT, "name": subdistrict or str(_("本街道"))},
    )
    community = Area.objects.create(code=code, kind=Kind.COMMUNITY, name=name, parent=above)
    note(target=community, area=code)
    return community
