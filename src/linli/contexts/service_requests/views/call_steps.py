"""The steps of a call-out, each a form of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from linli.contexts.service_requests.commands import callouts, turns
from linli.contexts.service_requests.commands.callouts import Called
from linli.contexts.service_requests.forms.callouts import (
    MarkForm,
    MaybeSaidForm,
    PlainForm,
    SaidForm,
    TimeForm,
    UnitForm,
)
from linli.contexts.service_requests.models import CallOut, Turn
from linli.contexts.service_requests.queries import callouts as queries
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.actor import Actor
from linli.kernel.errors import OutsideYourArea
from linli.web.deeds import Deed, carry_out
from linli.web.forms import LinliForm

Run = Callable[[Actor, Any, dict[str, Any]], object]


@dataclass(frozen=True, slots=True)
class Act:
    """A step as a form: its name, what is asked, what is done."""

    title: str | Promise
    form: type[LinliForm]
    run: Run
    done: str | Promise
    lead: str | Promise = ""
    label: str | Promise = ""
    """What the free words are."""
    danger: bool = False


OF_CALLS: dict[str, Act] = {
    "blow": Act(
        _("吹哨"), PlainForm, lambda a, c, v: callouts.blow(a, c), _("已吹哨，各单位已收到通知。"),
        _("各单位从现在起算签收、联系和反馈的时限。"),
    ),
    "decline": Act(
        _("不吹哨"), SaidForm, lambda a, c, v: callouts.decline(a, c, reason=v["said"]),
        _("已告知报请的人。"), _("报请的人会看到原因。"), _("原因"),
    ),
    "call_more": Act(
        _("再叫一个单位"), UnitForm,
        lambda a, c, v: callouts.call_more(a, c, called=Called(v["unit"], v["task"])),
        _("已通知这个单位。"), _("它的时限从现在起算。"),
    ),
    "close": Act(
        _("销哨"), SaidForm, lambda a, c, v: callouts.close(a, c, outcome=v["said"]), _("已销哨。"),
        _("写明总的结果。哨销了以后仍可以互相评价。"), _("总的结果"),
    ),
    "withdraw": Act(
        _("撤哨"), SaidForm, lambda a, c, v: callouts.withdraw(a, c, reason=v["said"]), _("已撤哨。"),
        _("各单位会看到原因，不用再到场。"), _("原因"), danger=True,
    ),
}  # fmt: skip

OF_TURNS: dict[str, Act] = {
    "sign": Act(_("签收"), PlainForm, lambda a, t, v: turns.sign(a, t), _("已签收。")),
    "contact": Act(
        _("联系社区"), SaidForm, lambda a, t, v: turns.contact(a, t, words_said=v["said"]), _("已记下。"),
        _("和吹哨的社区说好什么时候到、来几个人。"), _("说好了什么"),
    ),
    "arrive": Act(
        _("到场"), MaybeSaidForm, lambda a, t, v: turns.arrive(a, t, words_said=v["said"]), _("已记下到场。"),
        _("只记到场这件事，不记录位置。"), _("现场情况"),
    ),
    "plan": Act(
        _("写处置方案"), SaidForm, lambda a, t, v: turns.plan(a, t, plan=v["said"]), _("已记下。"),
        _("打算怎么办、到什么时候。"), _("处置方案"),
    ),
    "report": Act(
        _("反馈结果"), SaidForm, lambda a, t, v: turns.report(a, t, result=v["said"]), _("已反馈。"),
        _("做了什么、还剩什么。吹哨的社区会看到。"), _("结果"),
    ),
    "object": Act(
        _("说明不归本单位"), SaidForm, lambda a, t, v: turns.object_to(a, t, reason=v["said"]),
        _("已告知吹哨方。"), _("写明依据和应当由谁办，由吹哨方决定。"), _("理由"),
    ),
    "insist": Act(
        _("仍请到场"), SaidForm, lambda a, t, v: turns.insist(a, t, reason=v["said"]), _("已告知单位。"),
        "", _("理由"),
    ),
    "more_time": Act(
        _("宽限几天"), TimeForm,
        lambda a, t, v: turns.give_more_time(a, t, days=v["days"], reason=v["said"]), _("已宽限。"),
    ),
    "send_back": Act(
        _("退回补充"), SaidForm, lambda a, t, v: turns.send_back(a, t, reason=v["said"]), _("已退回单位。"),
        "", _("还差什么"),
    ),
    "release": Act(
        _("不用再办"), SaidForm, lambda a, t, v: turns.release(a, t, reason=v["said"]), _("已告知单位。"),
        "", _("原因"),
    ),
    "mark_unit": Act(
        _("评价这个单位"), MarkForm, lambda a, t, v: turns.mark_unit(a, t, mark=v["mark"], words=v["said"]),
        _("已评价。"),
    ),
    "mark_caller": Act(
        _("评价吹哨方"), MarkForm, lambda a, t, v: turns.mark_caller(a, t, mark=v["mark"], words=v["said"]),
        _("已评价。"),
    ),
}  # fmt: skip


@requires("service_requests.handle")
def call_act(request: ActedRequest, call_out_id: UUID, verb: str) -> HttpResponse:
    """One step of the whole call-out."""
    row = queries.one(request.actor, call_out_id)
    more = {"units": queries.units_for(row.area.code)} if verb == "call_more" else {}
    return _carry_out(request, OF_CALLS.get(verb), row, row, more)


@requires("service_requests.handle")
def turn_act(request: ActedRequest, turn_id: UUID, verb: str) -> HttpResponse:
    """One step of a unit."""
    row = queries.turn(request.actor, turn_id)
    return _carry_out(request, OF_TURNS.get(verb), row, row.call_out, {})


def _carry_out(
    request: ActedRequest, act: Act | None, subject: CallOut | Turn, call: CallOut, more: dict[str, Any]
) -> HttpResponse:
    if act is None:
        raise OutsideYourArea
    form = act.form(request.POST if request.method == "POST" else None, **more)
    if act.label and "said" in form.fields:
        form.fields["said"].label = str(act.label)
    name = f"{call.number} · {subject.unit.name}" if isinstance(subject, Turn) else call.number
    deed = Deed(
        f"{act.title} · {name}",
        form,
        lambda f: act.run(request.actor, subject, f.cleaned_data),
        reverse("service_requests:call_out", args=[call.pk]),
        act.done,
        act.lead,
        button=act.title,
        danger=act.danger,
    )
    return carry_out(request, deed)
