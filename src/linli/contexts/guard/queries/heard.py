"""What the sensors of a home heard last, said in one sentence."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from linli.contexts.guard.models import Kind
from linli.kernel.phrases import listed


def last_heard(reason: Mapping[str, Any]) -> str:
    """Which sensor heard something last, when, and what has been quiet since; empty without sensors."""
    heard = reason.get("heard") or []
    if not heard:
        return ""
    newest = heard[0]
    said = {
        "at": f"{timezone.localtime(datetime.fromisoformat(newest['at'])):%m-%d %H:%M}",
        "who": _named(newest),
        "hours": _hours(newest["hours"]),
    }
    first = WORDS.get(newest["kind"], WORDS[Kind.MOTION])() % said
    others = [_named(one) for one in heard[1:]]
    if not others:
        return first
    return first + _("%(others)s更早就没有动静了。") % {"others": listed(dict.fromkeys(others))}


WORDS = {
    Kind.DOOR: lambda: _("门最后一次开关是 %(at)s（%(who)s），之后 %(hours)s 小时没有动静。"),
    Kind.MOTION: lambda: _("最后一次有人走动是 %(at)s（%(who)s），之后 %(hours)s 小时没有动静。"),
    Kind.POWER: lambda: _("最后一次有人用电是 %(at)s（%(who)s），之后 %(hours)s 小时没有动静。"),
    Kind.GAS: lambda: _("最后一次用燃气是 %(at)s（%(who)s），之后 %(hours)s 小时没有动静。"),
}


def _named(one: Mapping[str, Any]) -> str:
    label = str(Kind(one["kind"]).label)
    return f"{label} · {one['spot']}" if one["spot"] else label


def _hours(hours: float) -> str:
    return f"{hours:.0f}" if hours >= 2 else f"{hours:.1f}"  # noqa: PLR2004 - as people say it
