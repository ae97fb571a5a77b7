"""What stands between words: enumerations and colons as the reader's language writes them."""

from collections.abc import Iterable

from django.utils.translation import pgettext


def comma() -> str:
    """Between the parts of an enumeration: 、 or a comma and a space."""
    return pgettext("between parts", "、")


def colon() -> str:
    """Between a name and what it says: ： or a colon and a space."""
    return pgettext("after a name", "：")


def listed(parts: Iterable[object]) -> str:
    """Parts as an enumeration; empty ones are left out."""
    return comma().join(str(part) for part in parts if part not in ("", None))


def aside(words: object) -> str:
    """Words in brackets behind others."""
    return pgettext("behind others", "（%(words)s）") % {"words": words}
