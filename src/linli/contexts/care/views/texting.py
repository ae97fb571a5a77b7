"""Who agreed to be asked by text message: written down, taken back, stopped from the message itself."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from linli.contexts.care.commands import texting as commands
from linli.contexts.care.forms.opinions import TextingForm
from linli.contexts.care.queries import opinions as queries
from linli.contexts.care.views.opinions import LOOKS
from linli.contexts.registry import api as registry
from linli.kernel.access.guards import ActedRequest, public, requires
from linli.kernel.actor import linli
from linli.kernel.visitors.limits import hand_of, spend
from linli.web.deeds import Deed, carry_out, tap


@requires("care.order")
def agree(request: ActedRequest, person_id: UUID) -> HttpResponse:
    """Write down that somebody agreed."""
    held = registry.card(request.actor, person_id)
    form = TextingForm(request.POST or None)

    def run(form: Any) -> None:
        commands.agree(request.actor, held, told=form.told())

    title = _("%(name)s同意用短信问一问") % {"name": held.name}
    lead = _("用过上门服务以后，白天发一条短信，点一下就好，不记名；隔一阵子才问一次，随时可以说不收了。")
    return carry_out(request, Deed(title, form, run, _back(person_id), _("已记下。"), lead))


@requires("care.order")
@require_POST
def take_back(request: ActedRequest, person_id: UUID) -> HttpResponse:
    """No more of them."""
    held = registry.card(request.actor, person_id)
    do = partial(commands.take_back, request.actor, held)
    return tap(request, do, HttpResponseRedirect(_back(person_id), status=303), _("已记下，不再发短信。"))


@public("whoever got the message stops them from its own link; no name is shown")
@require_POST
def stop(request: HttpRequest, key: str) -> HttpResponse:
    """No more of them, said on the phone itself."""
    spend(LOOKS, hand_of(request))
    found = queries.by_key(key)
    do = partial(commands.stop, linli("opinions"), found)
    back = HttpResponseRedirect(reverse("care:opinion", args=[key]), status=303)
    return tap(request, do, back, _("好的，以后不再发短信问您。"))


def _back(person_id: UUID) -> str:
    return reverse("care:person_orders", args=[person_id])
