"""Allowances, groups and the numbers that go with them."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as label

from linli.contexts.registry.manifest.fields.shelf import (
    AID,
    HALF_YEAR,
    MINORS,
    POLICY,
    PRIVATE,
    QUARTER,
    SENSITIVE,
    TWO_YEARS,
    YEAR,
    Shelf,
)
from linli.contexts.registry.queries.expressions import box, in_group, of_group
from linli.kernel.catalogue.fields import Kind

CODE, FLAG, TEXT = Kind.CODE, Kind.FLAG, Kind.TEXT
BY_GROUP = {"derived_from": ("groups",)}


def put_on(s: Shelf) -> None:
    """Hardship, disability, service, children, older people, accounts."""
    _hardship(s)
    _disability(s)
    _others(s)


def _hardship(s: Shelf) -> None:
    low = "subsistence_allowance"
    s.under(_("待遇与身份"), POLICY, AID, sensitivity=SENSITIVE)
    s.add("on_allowance", label("是否低保"), FLAG, in_group(low), **BY_GROUP)
    s.add("extreme_poverty", label("是否特困"), FLAG, in_group("extreme_poverty"), **BY_GROUP)
    from_group = {"origin": f"groups.{low}", "stale_days": HALF_YEAR}
    kinds = {"codes": "allowance_kind", **from_group}
    s.add("allowance_kind", label("低保类别"), CODE, of_group(low, "allowance_kind"), **kinds)
    s.add("allowance_amount", label("低保金额"), Kind.MONEY, of_group(low, "allowance_amount"), **from_group)
    s.add(
        "allowance_since", label("低保开始日期"), Kind.MONTH, of_group(low, "allowance_since"), **from_group
    )
    account = {"sealed": True, "stale_days": YEAR}
    s.add("bank", label("开户银行"), TEXT, box("bank"), **account)
    s.add("bank_account", label("银行账号"), Kind.ACCOUNT, box("bank_account"), **account)


def _disability(s: Shelf) -> None:
    group = "disability"
    s.add("is_disabled", label("是否残疾"), FLAG, in_group(group), **BY_GROUP)
    from_group = {"origin": f"groups.{group}", "stale_days": TWO_YEARS}
    kinds = {"codes": "disability_type", **from_group}
    grades = {"codes": "disability_grade", **from_group}
    number = {"sealed": True, **from_group}
    s.add("disability_kind", label("残疾类别"), CODE, of_group(group, "disability_kind"), **kinds)
    s.add("disability_grade", label("残疾等级"), CODE, of_group(group, "disability_grade"), **grades)
    certificate = of_group(group, "disability_certificate")
    s.add("disability_certificate", label("残疾证号"), Kind.ID_NUMBER, certificate, **number)


def _others(s: Shelf) -> None:
    s.under(_("待遇与身份"), POLICY, AID, sensitivity=PRIVATE)
    s.add("is_veteran", label("是否退役军人"), FLAG, in_group("veteran"), **BY_GROUP)
    served = {"origin": "groups.veteran", "stale_days": 3 * YEAR}
    s.add("service_period", label("服役起止时间"), TEXT, of_group("veteran", "service_period"), **served)
    preferential = {"codes": "preferential", **served}
    s.add(
        "preferential_kind", label("优抚类别"), CODE, of_group("veteran", "preferential_kind"), **preferential
    )
    older = {"origin": "groups.longevity_allowance", "stale_days": YEAR}
    longevity = of_group("longevity_allowance", "longevity_grade")
    s.add("longevity_grade", label("高龄津贴档次"), TEXT, longevity, **older)
    child = {"origin": "groups.child_in_difficulty", "stale_days": QUARTER, "basis": MINORS}
    difficulty = {"codes": "difficulty", "sensitivity": SENSITIVE, **child}
    kind = of_group("child_in_difficulty", "child_difficulty")
    s.add("child_difficulty", label("困境儿童类别"), CODE, kind, **difficulty)
