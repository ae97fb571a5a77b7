"""Where someone lives, is registered, and with whom."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as label

from linli.contexts.registry.manifest.fields.shelf import (
    DECADE,
    DUTY,
    DWELLING,
    FIVE_YEARS,
    HOUSEHOLD,
    KNOW,
    LIFE,
    PRIVATE,
    YEAR,
    Shelf,
)
from linli.contexts.registry.queries import expressions as read
from linli.kernel.catalogue.fields import Kind

CODE, NAME, PHONE, TEXT = Kind.CODE, Kind.NAME, Kind.PHONE, Kind.TEXT
BY_ADDRESS = {"derived_from": ("address",)}
BY_RELATION = {"derived_from": ("relation",), "subject": HOUSEHOLD}
BY_BOTH = {"derived_from": ("address", "registered_address")}


def put_on(s: Shelf) -> None:
    """The home, its place in the community, the household, the registration."""
    _home(s)
    _household(s)


def _home(s: Shelf) -> None:
    s.under(_("住房"), KNOW, DUTY, subject=DWELLING, origin="home__sources", stale_days=LIFE)
    s.add("address", label("现住地址"), Kind.ADDRESS, read.column("address", DWELLING), stale_days=YEAR)
    s.add("compound", label("小区"), TEXT, read.column("compound_name", DWELLING))
    s.add("building", label("楼栋"), TEXT, read.column("building_number", DWELLING))
    s.add("entrance", label("单元"), TEXT, read.column("entrance_number", DWELLING))
    s.add("room", label("室号"), TEXT, read.column("number", DWELLING))
    s.add(
        "tenure", label("房屋性质"), CODE, read.column("tenure", DWELLING), codes="tenure", stale_days=DECADE
    )
    s.add("use", label("房屋用途"), CODE, read.column("use", DWELLING), codes="use", stale_days=YEAR)
    s.add("floor_area", label("房屋面积"), Kind.NUMBER, read.column("floor_area", DWELLING))
    owner = {"sensitivity": PRIVATE, "stale_days": YEAR}
    s.add("owner_name", label("房主姓名"), NAME, read.column("owner_name", DWELLING), **owner)
    s.add("owner_phone", label("房主电话"), PHONE, read.column("owner_phone", DWELLING), sealed=True, **owner)
    s.add("grid", label("所属网格"), TEXT, read.grid_name, **BY_ADDRESS)
    by_grid = {"derived_from": ("grid",)}
    s.add("grid_worker_name", label("网格员姓名"), NAME, read.grid_worker("name"), **by_grid)
    s.add("grid_worker_phone", label("网格员电话"), PHONE, read.grid_worker("phone"), **by_grid)
    s.add("community", label("所属社区"), TEXT, read.of_community("name"), **BY_ADDRESS)
    s.add("subdistrict", label("所属街道"), TEXT, read.of_community("parent__name"), **BY_ADDRESS)


def _household(s: Shelf) -> None:
    s.under(_("户籍与家庭"), KNOW, DUTY)
    s.add("relation", label("与户主关系"), CODE, read.column("relation"), codes="relation")
    s.add("head_name", label("户主姓名"), NAME, read.column("head__name", HOUSEHOLD), **BY_RELATION)
    s.add("household_size", label("家庭人口数"), Kind.NUMBER, read.column("size", HOUSEHOLD), **BY_RELATION)
    registered = {"sensitivity": PRIVATE, "stale_days": FIVE_YEARS}
    s.add(
        "registered_address", label("户籍地址"), Kind.ADDRESS, read.column("registered_address"), **registered
    )
    agrees = {"codes": "registration_match", **BY_BOTH}
    s.add("registration_agrees", label("人户一致"), CODE, read.registration_agrees, **agrees)
    s.add("residency", label("人户状态"), CODE, read.column("residency"), codes="residency", **BY_BOTH)
    lives_as = {"codes": "residence", "derived_from": ("use",)}
    s.add("lives_as", label("居住类型"), CODE, read.lives_as, **lives_as)
    s.add("moved_in_on", label("入住日期"), Kind.DATE, read.column("moved_in_on"), stale_days=LIFE)
    by_home = {"derived_from": ("born_on", "address")}
    s.add("lives_alone", label("是否独居"), Kind.FLAG, read.lives_alone, **by_home)
    s.add("empty_nest", label("是否空巢"), Kind.FLAG, read.empty_nest, **by_home)
