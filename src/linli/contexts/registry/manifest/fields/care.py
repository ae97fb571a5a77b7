"""Health, care and the people to call."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as label

from linli.contexts.registry.manifest.fields.shelf import (
    CONSENT,
    DUTY,
    HALF_YEAR,
    MINORS,
    PRIVATE,
    SENSITIVE,
    SERVE,
    YEAR,
    Shelf,
)
from linli.contexts.registry.queries.expressions import box, detail, of_group
from linli.kernel.catalogue.fields import Kind

NAME, PHONE, TEXT = Kind.NAME, Kind.PHONE, Kind.TEXT


def put_on(s: Shelf) -> None:
    """Health, contacts, and what other contexts will hold."""
    _health(s)
    _contacts(s)
    _asked_elsewhere(s)


def _health(s: Shelf) -> None:
    s.under(_("健康与照护"), SERVE, CONSENT, sensitivity=SENSITIVE)
    graded = {"codes": "care", "origin": "groups.care_dependent", "stale_days": HALF_YEAR}
    s.add("care_grade", label("失能等级"), Kind.CODE, of_group("care_dependent", "care_grade"), **graded)
    s.add("health", label("健康状况"), TEXT, box("health"), sealed=True, stale_days=HALF_YEAR)
    s.add("chronic", label("慢性病"), TEXT, box("chronic"), sealed=True, stale_days=YEAR)
    s.add("allergies", label("过敏史"), TEXT, box("allergies"), sealed=True, stale_days=YEAR)
    s.add("vaccination", label("疫苗接种"), TEXT, box("vaccination"), sealed=True, stale_days=YEAR)
    s.add("family_doctor", label("家庭医生"), TEXT, detail("family_doctor"), sensitivity=PRIVATE)


def _contacts(s: Shelf) -> None:
    s.under(_("联系人"), SERVE, CONSENT, sensitivity=PRIVATE)
    s.add("emergency_name", label("紧急联系人姓名"), NAME, detail("emergency_name"))
    s.add("emergency_phone", label("紧急联系人电话"), PHONE, box("emergency_phone"), sealed=True)
    s.add("emergency_relation", label("紧急联系人关系"), TEXT, detail("emergency_relation"))
    s.add("guardian_name", label("监护人姓名"), NAME, detail("guardian_name"), basis=MINORS)
    s.add("guardian_phone", label("监护人电话"), PHONE, box("guardian_phone"), sealed=True, basis=MINORS)
    s.add("guardian_relation", label("监护人关系"), TEXT, detail("guardian_relation"), basis=MINORS)
    s.add("volunteer_name", label("结对志愿者姓名"), NAME, detail("volunteer_name"))
    s.add("volunteer_phone", label("结对志愿者电话"), PHONE, box("volunteer_phone"), sealed=True)


def _asked_elsewhere(s: Shelf) -> None:
    """Forms ask for these; a context above holds them, and without it they count as missing."""
    s.under(_("走访"), SERVE, DUTY)
    s.add("last_visited_on", label("最近走访日期"), Kind.DATE, None)
    s.add("last_visitor", label("最近走访人"), NAME, None)
    s.add("visit_count", label("走访次数"), Kind.NUMBER, None)
