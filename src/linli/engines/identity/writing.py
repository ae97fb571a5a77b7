"""How is a number written once width, spaces and spreadsheet traces are taken away?"""

import re
import unicodedata

_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u200e\u200f\u2060\ufeff\u00ad"))
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－ー"), "-")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?[eE]\+?\d{1,2}")


def half_width(text: str) -> str:
    """The text with full-width forms narrowed, dashes made one and invisible characters gone."""
    if text.isascii():
        return text.strip()
    return unicodedata.normalize("NFKC", text).translate(_INVISIBLE).translate(_DASHES).strip()


def bare_number(text: str) -> str:
    """Letters and digits only, upper case, without the apostrophe or ``.0`` that spreadsheets leave."""
    narrow = half_width(text).lstrip("'’‘`").upper()
    narrow = re.sub(r"(?<=\d)\.0+$", "", narrow)
    return re.sub(r"[\s\-_.]+", "", narrow)


def is_scientific(text: str) -> bool:
    """True for ``1.10105E+17``: the digits behind the point of exponents are lost for good."""
    return _SCIENTIFIC.fullmatch(half_width(text)) is not None


def is_one_digit(number: str) -> bool:
    """True for 000000 or 111111: filled in so that the field is not empty."""
    return len(set(number)) == 1 and number.isdigit()
