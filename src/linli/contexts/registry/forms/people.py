"""What is asked about people and homes."""

from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext
from django.utils.translation import gettext_lazy as _

from linli.contexts.registry.models.people import Residency, Source
from linli.contexts.registry.queries.groups import groups
from linli.kernel import clock, codes
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.areas.models import Kind as AreaKind
from linli.kernel.areas.queries import within
from linli.kernel.catalogue import shelf
from linli.kernel.catalogue.fields import Subject
from linli.web.entries import entry_for
from linli.web.forms import DateField, LinliForm

PLACES = (AreaKind.COMMUNITY, AreaKind.GRID)
SORTS = [("name", _("按姓名")), ("home", _("按门牌")), ("-age", _("年幼在前")), ("age", _("年长在前"))]
SAID_BY = [(s, s.label) for s in (Source.VISIT, Source.PERSON, Source.COUNTER, Source.DEPARTMENT)]
COLUMNS_OF_HOME = ("use", "tenure", "floor_area", "owner_name", "owner_phone")


class PeopleFilter(LinliForm):
    """What the list of people is narrowed by."""

    q = forms.CharField(required=False, label=_("姓名或拼音"))
    population = forms.ChoiceField(required=False, label=_("人群"))
    group = forms.ChoiceField(required=False, label=_("关爱人群"))
    place = forms.ModelChoiceField(
        Area.objects.none(), required=False, label=_("范围"), empty_label=_("全部范围")
    )
    sort = forms.ChoiceField(required=False, label=_("排序"), choices=SORTS)
    review = forms.BooleanField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, actor: Actor, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people = [p.name for p in shelf.populations().values() if p.subject is Subject.PERSON]
        self.fields["population"].choices = [("", _("全部人群")), *((n, gettext(n)) for n in people)]  # type: ignore[attr-defined]
        care = [(g.key, g.label) for g in groups().values()]
        self.fields["group"].choices = [("", _("全部关爱人群")), *care]  # type: ignore[attr-defined]
        self.fields["place"].queryset = within(actor, "registry.view").filter(kind__in=PLACES)  # type: ignore[attr-defined]


class SaidForm(LinliForm):
    """Values, and who said them when."""

    said_by = forms.ChoiceField(label=_("从哪里知道的"), choices=SAID_BY)
    said_on = DateField(label=_("哪天知道的"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {}).setdefault("said_on", clock.today())
        super().__init__(*args, **kwargs)


class AmendForm(SaidForm):
    """Some fields of a person."""

    def __init__(self, *args: Any, keys: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.keys = keys
        for key in keys:
            self.fields[key] = entry_for(shelf.field(key))
        self.order_fields([*keys, "said_by", "said_on"])
        self._dress()

    @property
    def values(self) -> dict[str, Any]:
        """What was really entered or changed; a sealed field left empty stays as it is."""
        changed = {k: self.cleaned_data[k] for k in self.keys if k in self.changed_data}
        return {k: v for k, v in changed.items() if v not in (None, "") or not shelf.field(k).sealed}


class ArrivalForm(AmendForm):
    """Someone new in a dwelling."""

    household = forms.ChoiceField(label=_("归入哪一户"), required=False)
    relation = forms.ChoiceField(label=_("与户主关系"), required=False)
    registered_here = forms.BooleanField(label=_("户籍也在这里"), required=False)
    moved_in_on = DateField(label=_("入住日期"), required=False)

    def __init__(self, *args: Any, households: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, keys=list(ARRIVAL_KEYS), **kwargs)
        self.fields["household"].choices = [("", _("新立一户")), *households]  # type: ignore[attr-defined]
        self.fields["relation"].choices = [("", "—"), *codes.choices("relation")]  # type: ignore[attr-defined]
        self.order_fields([*ARRIVAL_KEYS, "household", "relation", "registered_here", "moved_in_on"])
        self._dress()


ARRIVAL_KEYS = ("name", "id_number", "sex", "born_on", "phone", "registered_address")


class LeaveForm(LinliForm):
    """Someone moves out or died."""

    on = DateField(label=_("哪一天"))
    to = forms.CharField(label=_("去了哪里（可不填）"), required=False, max_length=100)


class DeathForm(LinliForm):
    """Someone died."""

    on = DateField(label=_("去世日期"))


class MoveInForm(SaidForm):
    """Someone whom we know moves to another dwelling."""

    address = forms.CharField(label=_("搬到哪里"), help_text=_("例如 3-2-501 或 18弄5号302室"), max_length=60)
    relation = forms.ChoiceField(label=_("与户主关系"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["relation"].choices = [("", _("先不登记")), *codes.choices("relation")]  # type: ignore[attr-defined]
        self._dress()


class RelationForm(SaidForm):
    """How someone stands to the head of the household."""

    relation = forms.ChoiceField(label=_("与户主关系"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["relation"].choices = codes.choices("relation")  # type: ignore[attr-defined]
        self._dress()


class RegistrationForm(SaidForm):
    """Where someone is registered."""

    here = forms.BooleanField(label=_("户籍就在现住处"), required=False)
    address = forms.CharField(label=_("户籍地址"), required=False, max_length=160)
    special = forms.ChoiceField(
        label=_("特殊情况"),
        required=False,
        choices=[
            ("", "—"),
            *((r, r.label) for r in (Residency.COLLECTIVE, Residency.LODGING, Residency.ABROAD)),
        ],
    )


class GroupForm(SaidForm):
    """Someone belongs to a group."""

    since = DateField(label=_("从哪天开始"))
    evidence = forms.ChoiceField(label=_("依据"))

    def __init__(self, *args: Any, group: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        known = groups()[group]
        self.keys = list(known.fields)
        for key in self.keys:
            self.fields[key] = entry_for(shelf.field(key))
        self.fields["evidence"].choices = [(e, pgettext("evidence", e)) for e in known.evidence]  # type: ignore[attr-defined]
        self._dress()

    @property
    def detail(self) -> dict[str, Any]:
        """The group's own fields."""
        entered = {k: self.cleaned_data.get(k) for k in self.keys}
        return {k: str(v) for k, v in entered.items() if v not in (None, "")}


class GroupEndForm(LinliForm):
    """Someone no longer belongs to a group."""

    on = DateField(label=_("从哪天起不再是"))
    reason = forms.CharField(label=_("原因"), max_length=100)


class DwellingForm(SaidForm):
    """What is known about a home."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for key in COLUMNS_OF_HOME:
            self.fields[key] = entry_for(shelf.field(key))
        self.order_fields([*COLUMNS_OF_HOME, "said_by", "said_on"])
        self._dress()


class NewDwellingForm(LinliForm):
    """A home that was missing."""

    number = forms.CharField(label=_("室号"), max_length=20)
    floor = forms.IntegerField(label=_("楼层"), required=False, min_value=-3, max_value=120)


class EraseForm(LinliForm):
    """Erasing a person."""

    reason = forms.CharField(label=_("依据和原因"), max_length=100, min_length=4)
    name_again = forms.CharField(label=_("请再输入一次姓名以确认"), max_length=60)
