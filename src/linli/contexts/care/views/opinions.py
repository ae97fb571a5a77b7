"""How content people are with help at home: the board, asking by phone or paper, answers by link, calls."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from linli.contexts.care.commands import opinions as commands
from linli.contexts.care.exports.slips import opinion_slips_pdf
from linli.contexts.care.forms.opinions import CallForm, ForThemForm, OpinionForm
from linli.contexts.care.queries import opinions as queries
from linli.contexts.care.queries.texting import agreed
from linli.kernel.access.guards import ActedRequest, public, requires
from linli.kernel.actor import linli
from linli.kernel.errors import NotAllowedNow, OutsideYourArea, Refusal
from linli.kernel.visitors.limits import Limit, hand_of, spend
from linli.web.deeds import Deed, carry_out
from linli.web.files import shown
from linli.web.htmx import part

LOOKS = Limit("care opinion", 60, timedelta(minutes=10))
SLIPS = 200


@requires("care.attend")
def opinions(request: ActedRequest) -> HttpResponse:
    """What was heard of each offer, whom to call, whom one can still ask."""
    hears = request.actor.holds("care.hear")
    values = {
        "heard": queries.heard(request.actor), "hears": hears, "least": queries.rules()["smallest"],
        "calls": list(queries.calls(request.actor)[:50]) if hears else [],
        "askings": [
            (one, queries.number_of(one)) for one in (queries.askings(request.actor)[:200] if hears else ())
        ],
        "months": queries.rules()["shown_days"] // 30,
    }  # fmt: skip
    return render(request, "care/opinions.html", values)


@requires("care.hear")
def for_them(request: ActedRequest, asking_id: UUID) -> HttpResponse:
    """Write down what somebody said on the phone or on paper."""
    found = queries.asking(request.actor, asking_id)
    form = ForThemForm(request.POST or None)

    def run(form: Any) -> None:
        commands.answer(request.actor, found, said=form.told())

    lead = _("答案单独存放，不记是谁送的，也不记是谁说的；只有居民愿意接电话时，才留到电话打完。")
    title = _("%(name)s觉得“%(offer)s”怎么样") % {"name": found.person.name, "offer": found.offer.name}
    return carry_out(request, Deed(title, form, run, reverse("care:opinions"), _("已记下，谢谢。"), lead))


@requires("care.hear")
@require_POST
def slips(request: ActedRequest) -> HttpResponse:
    """Slips with three faces for everybody who can still be asked."""
    rows = list(queries.askings(request.actor)[:SLIPS])
    commands.count_slips(request.actor, rows=len(rows))
    links = [
        (row, request.build_absolute_uri(reverse("care:opinion", args=[queries.key_of(row)]))) for row in rows
    ]
    return shown(opinion_slips_pdf(links), "opinions.pdf")


@requires("care.hear")
def call(request: ActedRequest, opinion_id: UUID) -> HttpResponse:
    """Listen to somebody who was not content."""
    found = queries.call(request.actor, opinion_id)
    form = CallForm(request.POST or None)

    def run(form: Any) -> None:
        commands.tell_call(request.actor, found, words=form.cleaned_data["words"])

    if form.is_bound:
        done = _("已记下。从现在起，这条意见不再连着是谁说的。")
        return carry_out(request, Deed(_("听一听"), form, run, reverse("care:opinions"), done))
    values = {"opinion": found, "form": form, "words": found.words.reveal()}
    return render(request, "care/opinion_call.html", values)


@requires("care.hear")
@require_POST
def phone(request: ActedRequest, opinion_id: UUID) -> HttpResponse:
    """The number, on record."""
    number = commands.show_phone(request.actor, queries.call(request.actor, opinion_id))
    return part(request, "care/_phone.html", {"number": number, "said": _("没有登记电话")})


@public("whoever was given the slip or the link says how the help was; no name is shown")
@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: HttpRequest, key: str) -> HttpResponse:
    """One tap, and words if one likes."""
    spend(LOOKS, hand_of(request))
    found = queries.by_key(key)
    form = OpinionForm(request.POST if request.method == "POST" else None)
    is_given = found.answered_on is not None
    if form.is_bound and form.is_valid():
        try:
            commands.answer(linli("opinions"), found, said=form.told())
        except OutsideYourArea:
            raise
        except NotAllowedNow:
            is_given = True
        except Refusal as refusal:
            form.add_error("mark", str(refusal))
        else:
            is_given = True
    values = {
        "form": form,
        "asking": found,
        "is_given": is_given,
        "key": key,
        "texts": agreed([found.person_id]),
    }
    response = render(request, "care/opinion.html", values, status=422 if form.errors else 200)
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response
