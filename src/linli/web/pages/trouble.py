"""When something goes wrong: plain sentences, never a stack trace."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from linli.kernel.errors import OutsideYourArea, Refusal


class FormTooOld(Refusal):
    """The form was opened before the last sign-in."""

    code = "form_too_old"
    sentence = _("这个页面打开太久了，请刷新后再提交；您填写的内容仍在页面上。")
    status = 403


class Broken(Refusal):
    """A fault of ours."""

    code = "broken"
    sentence = _("系统出了点问题，已经记下来了。请稍后再试，刚才的操作没有生效。")
    status = 500


class BadRequest(Refusal):
    """Something that no page of ours sends."""

    code = "bad_request"
    sentence = _("这个请求我们看不懂，请从页面上重新操作。")
    status = 400


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without a valid token."""
    return _say(request, FormTooOld())


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """No such page, or not in one's area: the same words."""
    return _say(request, OutsideYourArea())


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that cannot be read."""
    return _say(request, BadRequest())


def broken(request: HttpRequest) -> HttpResponse:
    """A fault of ours; the shell may be what is broken, so this page needs nothing."""
    return render(request, "web/broken.html", {"trouble": Broken()}, status=500)


def _say(request: HttpRequest, trouble: Refusal) -> HttpResponse:
    template = "web/_trouble.html" if request.headers.get("HX-Request") else "web/trouble.html"
    return render(request, template, {"trouble": trouble}, status=trouble.status)
