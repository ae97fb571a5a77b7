"""What is asked about applications for admission."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from linli.contexts.duties.models.admissions import Often, Stance, Wanted
from linli.contexts.duties.queries.lists import in_place
from linli.kernel.areas.models import Area
from linli.kernel.catalogue import shelf
from linli.web.forms import DateField, LinliForm

WIDE = {"rows": 3}


class ApplicationForm(LinliForm):
    """What a department wants communities to do."""

    title = forms.CharField(label=_("要社区做的事"), max_length=120)
    wanted = forms.ChoiceField(label=_("属于"), choices=Wanted.choices)
    area = forms.ChoiceField(label=_("在哪里做"))
    asks = forms.CharField(label=_("具体做什么"), max_length=600, widget=forms.Textarea(attrs=WIDE))
    basis = forms.CharField(
        label=_("依据"), max_length=300, help_text=_("法律、法规或文件的名称、文号、条款。")
    )
    duty = forms.ChoiceField(label=_("对应清单哪一项（没有就不选）"), required=False)
    often = forms.ChoiceField(label=_("多久做一次"), choices=Often.choices)
    starts_on = DateField(label=_("开始日期"))
    ends_on = DateField(label=_("结束日期（必填）"))
    people = forms.CharField(
        label=_("谁来做、派多少人"), max_length=200, help_text=_("权随责走：写明随事项派来的人。")
    )
    funds = forms.DecimalField(
        label=_("经费（元）"),
        max_digits=10,
        decimal_places=2,
        initial=0,
        help_text=_("费随事转。没有经费填 0。"),
    )
    funds_source = forms.CharField(label=_("经费从哪里来"), max_length=120, required=False)
    training = forms.CharField(label=_("怎么培训"), max_length=200)
    blank = forms.FileField(
        label=_("要填的空白表（有就附上）"), required=False, allow_empty_file=True,
        help_text=_("Excel 或 Word。一表通会认出问多少项、已有多少项，算出填报负担。"),
    )  # fmt: skip
    people_meant = forms.ChoiceField(
        label=_("表填给哪些人"), required=False, help_text=_("表头写明了就不用选。")
    )
    exception = forms.CharField(
        label=_("来不及提前申请的，写明原因"),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs=WIDE),
    )

    def __init__(self, *args: Any, places: list[Area], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.set_choices("area", [(p.code, p.name) for p in places])
        duties = in_place(places[0].code).exclude(kind="excluded") if places else ()
        self.set_choices("duty", [("", _("不在清单里")), *((str(d.pk), str(d)) for d in duties)])
        names = [(name, _(name)) for name in shelf.populations()]
        self.set_choices("people_meant", [("", _("看表头")), *names])
        self.fields["blank"].widget.attrs["accept"] = ".xlsx,.xls,.xml,.docx"
        self._dress()

    def set_choices(self, name: str, choices: list[tuple[str, Any]]) -> None:
        """What a choice offers."""
        self.fields[name].choices = choices  # type: ignore[attr-defined]


class ApproveForm(LinliForm):
    """From when until when something is let in."""

    valid_from = DateField(label=_("从"))
    valid_to = DateField(label=_("到（到期自动结束）"))
    words = forms.CharField(
        label=_("批准意见（可不填）"), max_length=600, required=False, widget=forms.Textarea(attrs=WIDE)
    )
    unheard = forms.CharField(label=_("还有社区没回复的，写明为什么不再等"), max_length=300, required=False)

    def __init__(self, *args: Any, waits: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not waits:
            del self.fields["unheard"]


class WordsForm(LinliForm):
    """Why something is sent back, refused, withdrawn or taken back."""

    reason = forms.CharField(label=_("原因"), max_length=600, widget=forms.Textarea(attrs=WIDE))


class OpinionForm(LinliForm):
    """What a community says."""

    stance = forms.ChoiceField(label=_("社区的意见"), choices=Stance.choices)
    words = forms.CharField(
        label=_("理由、条件，居民怎么说"), max_length=600, required=False, widget=forms.Textarea(attrs=WIDE),
        help_text=_("支持可以不写；有条件支持或不同意，请写明。"),
    )  # fmt: skip
