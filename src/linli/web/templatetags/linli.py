"""Words for templates: icons, assets, dates and amounts as Chinese offices write them, fields, pages."""

import json
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from linli.kernel import clock, codes, phrases
from linli.kernel.catalogue import shelf
from linli.web.paging import Page

register = template.Library()
DIST = Path(__file__).resolve().parent.parent / "static" / "web" / "dist"


@cache
def _manifest() -> dict[str, Any]:
    file = DIST / ".vite" / "manifest.json"
    return json.loads(file.read_text()) if file.exists() else {}


def built(entry: str, kind: str = "file") -> str:
    """The name of the built file of an entry, below ``DIST``; empty before the front end is built."""
    if settings.DEBUG:
        _manifest.cache_clear()
    found = _manifest().get(entry, {})
    return str(found.get("file", "") if kind == "file" else next(iter(found.get("css", [])), ""))


@register.simple_tag
def asset(entry: str, kind: str = "file") -> str:
    """The address of the built file of an entry (``kind`` is ``file`` or ``css``)."""
    name = built(entry, kind)
    return static(f"web/dist/{name}") if name else ""


@register.simple_tag
def asset_files(entry: str) -> list[str]:
    """The addresses of every script that an entry may yet ask for, so that they can be kept in advance."""
    built(entry)
    found: list[str] = []
    waiting = [entry]
    while waiting:
        part = _manifest().get(waiting.pop(), {})
        waiting += [n for n in (*part.get("imports", ()), *part.get("dynamicImports", ())) if n not in found]
        found += [n for n in waiting if n not in found]
    return [asset(name) for name in found]


@register.simple_tag
@cache
def icon(name: str, css: str = "") -> SafeString:
    """A drawing from the sprite; it says nothing to a screen reader."""
    return format_html(
        '<svg class="icon {}" aria-hidden="true"><use href="{}#{}"></use></svg>',
        css, static("web/dist/icons.svg"), name,
    )  # fmt: skip


@register.filter
def day(value: date | datetime | None) -> str:
    """2026年3月5日; in English 5 Mar 2026."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date()
    if translation.get_language() == "en":
        return value.strftime("%-d %b %Y")
    return f"{value.year}年{value.month}月{value.day}日"


@register.filter
def moment(value: datetime | None) -> str:
    """3月5日 14:30, with the year when it is not this one."""
    if value is None:
        return ""
    local = timezone.localtime(value)
    if translation.get_language() == "en":
        return local.strftime("%-d %b %Y, %H:%M")
    year = "" if local.year == clock.today().year else f"{local.year}年"
    return f"{year}{local.month}月{local.day}日 {local:%H:%M}"


@register.filter
def count(value: int | None) -> str:
    """1,234."""
    return "" if value is None else f"{value:,}"


@register.filter
def size(value: int) -> str:
    """34 KB, 2.1 MB."""
    return f"{value / 1_048_576:.1f} MB" if value >= 1_048_576 else f"{max(1, value // 1024)} KB"


@register.filter
def listed(parts: Iterable[object]) -> str:
    """Parts as an enumeration in the reader's language."""
    return phrases.listed(parts)


@register.filter
def said(words: str, context: str) -> str:
    """Words of a pack in the reader's language; what people wrote themselves stays as it is."""
    return pgettext(context, words) if words else ""


@register.filter
def aside(words: object) -> str:
    """Words in brackets, behind others."""
    return phrases.aside(words)


@register.simple_tag
def comma() -> str:
    """Between the parts of an enumeration."""
    return phrases.comma()


@register.simple_tag
def colon() -> str:
    """Between a name and what it says."""
    return phrases.colon()


@register.filter
def get(mapping: Any, key: Any) -> Any:
    """``mapping[key]``, or nothing."""
    return mapping.get(key) if hasattr(mapping, "get") else None


@register.simple_tag(takes_context=True)
def may(context: dict[str, Any], permission: str) -> bool:
    """True when the reader holds a permission anywhere (rows are judged by policies)."""
    actor = context.get("actor")
    return bool(actor and actor.holds(permission))


@register.inclusion_tag("web/_field.html")
def field(bound: BoundField, css: str = "") -> dict[str, Any]:
    """A form field with label, help and trouble."""
    return {"field": bound, "css": css}


@register.simple_tag
def options(choices: Iterable[tuple[object, object, bool]]) -> SafeString:
    """The lines of a list to choose from: value, words, is it chosen; a page may have hundreds."""
    lines = ((value, " selected" if is_chosen else "", words) for value, words, is_chosen in choices)
    return format_html_join("", '<option value="{}"{}>{}</option>', lines)


@register.inclusion_tag("web/_pager.html")
def pager(page: Page, target: str = "#rows") -> dict[str, Any]:
    """The way to the other pages of a list."""
    return {"page": page, "target": target}


@register.simple_tag
def address_with(listed: Page, **changes: object) -> str:
    """The page's query string with changes."""
    return listed.address(**changes)


@register.simple_tag
def code_word(name: str, code: object) -> str:
    """What a stored code of the list ``name`` is called."""
    return codes.word(name, code)


@register.simple_tag
def field_label(key: str) -> str:
    """What a field is called."""
    known = shelf.fields().get(key)
    return known.label if known else key


BAR, GAP, TALL = 8, 2, 32


@register.simple_tag
def trend(values: Sequence[int]) -> SafeString:
    """A row of small bars, one for each number; read out as the numbers."""
    most = max([*values, 1])
    bars = format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}" rx="1"/>',
        (
            (
                n * (BAR + GAP),
                TALL - max(1, round(TALL * value / most)),
                BAR,
                max(1, round(TALL * value / most)),
            )
            for n, value in enumerate(values)
        ),
    )
    wide = len(values) * (BAR + GAP)
    said = " ".join(map(str, values))
    return format_html(
        '<svg class="bars" viewBox="0 0 {} {}" width="{}" height="{}" role="img" aria-label="{}">{}</svg>',
        wide, TALL, wide, TALL, said, bars,
    )  # fmt: skip


@register.simple_tag
def weekday(value: date) -> str:
    """星期几."""
    names = [_("星期一"), _("星期二"), _("星期三"), _("星期四"), _("星期五"), _("星期六"), _("星期日")]
    return names[value.weekday()]


SCRIPT_SAFE = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@register.simple_tag
def json_block(value: Any, key: str) -> SafeString:
    """A block of JSON for a script of ours to read; a text is taken as JSON already."""
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    return mark_safe(f'<script type="application/json" id="{key}">{text.translate(SCRIPT_SAFE)}</script>')  # noqa: S308 - escaped just here
