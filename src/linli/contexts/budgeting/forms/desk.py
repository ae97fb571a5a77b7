"""For workers: the plan of a round, judging, papers, money."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.budgeting.models import LineKind, Rule, Unit, VoteKind
from linli.contexts.budgeting.queries.rules import categories, clauses, fen_of, usual, yuan
from linli.contexts.registry.api import Member
from linli.contexts.residents.api import Way
from linli.kernel.areas.models import Area
from linli.web.forms import DateField, LinliForm


class MoneyField(forms.DecimalField):
    """An amount in yuan that becomes fen."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"max_digits": 12, "decimal_places": 2, **kwargs})

    def clean(self, value: Any) -> Any:
        """Fen, or None where nothing was entered."""
        found = super().clean(value)
        return None if found is None else fen_of(found)

    def prepare_value(self, value: Any) -> Any:
        """Fen that are already kept, as yuan."""
        return f"{value // 100}.{value % 100:02d}" if isinstance(value, int) else value


class RoundForm(LinliForm):
    """A plan."""

    title = forms.CharField(label=_("这一轮叫什么"), max_length=80)
    words = forms.CharField(
        label=_("钱从哪里来、能做什么"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    pool = MoneyField(label=_("总额（元）"), min_value=1)
    unit = forms.ChoiceField(label=_("谁来投票"), choices=Unit.choices)
    rule = forms.ChoiceField(
        label=_("怎么分钱"), choices=Rule.choices,
        help_text=_("等额分配：每人手里一份同样的钱，支持者的份额凑够了就做，照顾到人少的楼栋。"),
    )  # fmt: skip
    utility = forms.ChoiceField(
        label=_("等额分配时怎么比"), choices=[("cost", _("按项目的费用")), ("cardinality", _("按项目的个数"))]
    )
    completion = forms.ChoiceField(
        label=_("份额用完后的余钱"),
        choices=[("add1u", _("先提高每人的份额，再按票数补")), ("add1", _("只提高每人的份额")),
                 ("greedy", _("直接按票数补")), ("none", _("留着不用"))],
    )  # fmt: skip
    vote_kind = forms.ChoiceField(label=_("票怎么填"), choices=VoteKind.choices)
    most = forms.IntegerField(label=_("最多选几项"), min_value=1, max_value=50)
    purse = forms.IntegerField(label=_("打分时一共几分"), min_value=1, max_value=100)
    call_until = DateField(label=_("征集截止"))
    vote_from = DateField(label=_("投票开始"))
    vote_until = DateField(label=_("投票结束"))
    candidate_days = forms.IntegerField(label=_("候选项目公示几天"))
    publicity_days = forms.IntegerField(label=_("结果公示几天"))

    def __init__(self, *args: Any, compounds: Iterable[Area] = (), **kwargs: Any) -> None:
        start = {
            "most": usual("choices"), "purse": usual("points"), "candidate_days": usual("candidate_days"),
            "publicity_days": usual("publicity_days"),
        }  # fmt: skip
        kwargs["initial"] = {**start, **kwargs.get("initial", {})}
        super().__init__(*args, **kwargs)
        self.compounds = list(compounds)
        for one in categories().values():
            self._add_cap(f"cap_{one.key}", one.label)
        for place in self.compounds:
            self._add_cap(f"place_{place.code}", place.name)
        self._dress()

    def _add_cap(self, key: str, name: str) -> None:
        label = _("“%(name)s”最多（元，按票数时）") % {"name": name}
        self.fields[key] = MoneyField(label=label, required=False)

    def told(self) -> dict[str, Any]:
        """The plan as commands take it."""
        said = self.cleaned_data
        caps = {key: said[f"cap_{key}"] for key in categories() if said[f"cap_{key}"]}
        places = {
            place.code: said[f"place_{place.code}"] for place in self.compounds if said[f"place_{place.code}"]
        }
        plain = {key: value for key, value in said.items() if not key.startswith(("cap_", "place_"))}
        return {**plain, "caps": caps, "place_caps": places}


class PastForm(LinliForm):
    """A past election as a file."""

    file = forms.FileField(
        label=_("选举文件（.pb）"), widget=forms.FileInput(attrs={"accept": ".pb,text/plain"}),
        help_text=_("Pabulib 格式：META、PROJECTS、VOTES 三段。导入后按两种规则各算一遍，供大家对照。"),
    )  # fmt: skip


class EstimateForm(LinliForm):
    """What it costs, and where the number comes from."""

    amount = MoneyField(label=_("要多少钱（元）"))
    basis = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("例如：三家询价的平均、去年同类工程。")
    )


class RefuseForm(LinliForm):
    """Under which clause, and why."""

    clause = forms.ChoiceField(label=_("按哪一条"))
    reason = forms.CharField(
        label=_("原因（提案人和居民都看得到）"), min_length=2, max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["clause"].choices = [(c.key, f"{c.label}：{c.words}") for c in clauses().values()]  # type: ignore[attr-defined]


class ChangeForm(LinliForm):
    """Other words, or another proposal into which it goes."""

    into = forms.ChoiceField(label=_("并入"), required=False)
    title = forms.CharField(label=_("标题"), max_length=40, required=False)
    words = forms.CharField(
        label=_("内容"), max_length=2000, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    why = forms.CharField(label=_("为什么（写给提案人）"), min_length=2, max_length=200)

    def __init__(self, *args: Any, others: Iterable[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].choices = [("", _("不并，只改内容")), *others]  # type: ignore[attr-defined]


class AnswerForm(LinliForm):
    """An answer to an objection."""

    words = forms.CharField(
        label=_("答复（大家看得到）"), min_length=2, max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    upheld = forms.ChoiceField(
        label=_("异议"), choices=[("yes", _("成立")), ("no", _("不成立"))], widget=forms.RadioSelect
    )


class BuilderForm(LinliForm):
    """Who does the work."""

    builder = forms.CharField(label=_("谁来做"), max_length=60)
    how = forms.CharField(label=_("怎么选的"), max_length=200, help_text=_("例如：三家比价、社区组织承接。"))


class MilestoneForm(LinliForm):
    """A step of the work."""

    words = forms.CharField(label=_("做什么"), max_length=80)
    due_on = DateField(label=_("计划哪天做好"))


class DoneForm(LinliForm):
    """A step is done."""

    on = DateField(label=_("哪天做好的"))
    photo = forms.FileField(
        label=_("照片"), required=False, widget=forms.FileInput(attrs={"accept": "image/*"}),
        help_text=_("拍物不拍人。"),
    )  # fmt: skip


class LineForm(LinliForm):
    """A contract or a payment."""

    kind = forms.ChoiceField(label=_("哪一种"), choices=LineKind.choices)
    amount = MoneyField(label=_("金额（元，冲减写负数）"))
    on = DateField(label=_("日期"))
    words = forms.CharField(label=_("摘要"), max_length=120)
    paper = forms.FileField(label=_("凭证"), required=False)


class BehalfForm(LinliForm):
    """For whom one writes something down, and how it was asked."""

    person = forms.ChoiceField(label=_("替谁办"))
    way = forms.ChoiceField(label=_("怎么说的"), choices=Way.choices)

    def __init__(self, *args: Any, members: Iterable[Member], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["person"].choices = [(str(m.key), m.name) for m in members]  # type: ignore[attr-defined]


class ReadForm(LinliForm):
    """A numbered paper as it is read."""

    number = forms.IntegerField(label=_("票上的编号"), min_value=1)
    choices = forms.MultipleChoiceField(
        label=_("票上选的"), required=False, widget=forms.CheckboxSelectMultiple
    )
    spoiled = forms.BooleanField(label=_("废票（看不清、选多了）"), required=False)

    def __init__(self, *args: Any, options: Iterable[tuple[str, str]], purse: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.options, self.purse = list(options), purse
        if purse:
            del self.fields["choices"]
            for key, label in self.options:
                self.fields[f"p{key}"] = forms.IntegerField(
                    label=label, min_value=0, max_value=purse, required=False
                )
        else:
            self.fields["choices"].choices = self.options  # type: ignore[attr-defined]
        self._dress()

    def said(self) -> tuple[list[str], list[int]]:
        """What the ballot says, as the box takes it."""
        if not self.purse:
            return list(self.cleaned_data["choices"]), []
        given = [(key, self.cleaned_data.get(f"p{key}") or 0) for key, _label in self.options]
        return [key for key, points in given if points], [points for _key, points in given if points]


def option_words(rows: Iterable[tuple[str, str, int | None]]) -> list[tuple[str, str]]:
    """Projects as they stand on the ballot, by key, title and cost."""
    return [(key, f"{key}. {title}（{yuan(cost)}）") for key, title, cost in rows]
