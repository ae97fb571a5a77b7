"""Who someone is."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as label

from linli.contexts.registry.manifest.fields.shelf import (
    CONSENT,
    DECADE,
    DUTY,
    FIVE_YEARS,
    HALF_YEAR,
    KNOW,
    LIFE,
    MINORS,
    PRIVATE,
    SENSITIVE,
    SERVE,
    YEAR,
    Shelf,
)
from linli.contexts.registry.queries import expressions as read
from linli.kernel.catalogue.fields import Kind

CODE, DATE, TEXT = Kind.CODE, Kind.DATE, Kind.TEXT


def put_on(s: Shelf) -> None:
    """Name, birth, numbers, background, work, school."""
    _who(s)
    _background(s)


def _who(s: Shelf) -> None:
    s.under(_("基本信息"), KNOW, DUTY)
    s.add("name", label("姓名"), Kind.NAME, read.column("name"), stale_days=DECADE)
    s.add("sex", label("性别"), CODE, read.column("sex"), codes="sex", stale_days=LIFE)
    s.add("ethnicity", label("民族"), CODE, read.detail("ethnicity"), codes="ethnicity", stale_days=LIFE)
    s.add("born_on", label("出生日期"), DATE, read.column("born_on"), stale_days=LIFE)
    s.add("age", label("年龄"), Kind.NUMBER, read.age, derived_from=("born_on",))
    number = {"sealed": True, "sensitivity": SENSITIVE, "stale_days": LIFE}
    s.add("id_number", label("公民身份号码"), Kind.ID_NUMBER, read.column("id_number"), **number)
    phone = {"sealed": True, "sensitivity": PRIVATE, "stale_days": YEAR}
    s.add("phone", label("联系电话"), Kind.PHONE, read.column("phone"), **phone)
    s.add("native_place", label("籍贯"), TEXT, read.detail("native_place"), stale_days=LIFE)
    s.add("needs", label("需求"), TEXT, read.detail("needs"), purpose=SERVE, stale_days=HALF_YEAR)
    s.add("devices", label("智能设备"), TEXT, read.detail("devices"), purpose=SERVE, basis=CONSENT)
    s.add("remarks", label("备注"), TEXT, read.detail("remarks"))


def _background(s: Shelf) -> None:
    s.under(_("学习与工作"), KNOW, DUTY)
    private = {"sensitivity": PRIVATE}
    s.add(
        "education",
        label("文化程度"),
        CODE,
        read.detail("education"),
        codes="education",
        stale_days=FIVE_YEARS,
    )
    s.add("marital", label("婚姻状况"), CODE, read.detail("marital"), codes="marital", **private)
    s.add("politics", label("政治面貌"), CODE, read.detail("politics"), codes="political", **private)
    member = {"derived_from": ("politics",), **private}
    s.add("is_party_member", label("是否党员"), Kind.FLAG, read.is_party_member, **member)
    joined = {"stale_days": LIFE, **private}
    s.add("joined_party_on", label("入党日期"), DATE, read.detail("joined_party_on"), **joined)
    belief = {"sealed": True, "sensitivity": SENSITIVE, "basis": CONSENT}
    s.add("religion", label("宗教信仰"), TEXT, read.box("religion"), **belief)
    s.add("occupation", label("职业"), TEXT, read.detail("occupation"))
    s.add("employer", label("工作单位"), TEXT, read.detail("employer"))
    s.add("employment", label("就业状况"), CODE, read.detail("employment"), codes="employment")
    s.add("school", label("就读学校"), TEXT, read.detail("school"), basis=MINORS)
    s.add("school_grade", label("年级"), TEXT, read.detail("school_grade"), basis=MINORS)
