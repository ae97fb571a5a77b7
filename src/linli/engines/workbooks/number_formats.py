"""How does a stored number look to a person who reads the sheet?

Format codes after ECMA-376 part 1, 18.8.30-31; built-in codes 27-36 and 50-58 with their zh-CN meaning.
"""

import re
from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal

from linli.engines.workbooks.clocks import (
    LITERAL,
    LONGEST_CODE,
    clock_parts,
    is_clock,
    moment,
    shown_elapsed,
    shown_moment,
)
from linli.engines.workbooks.model import Value

BUILT_IN: dict[int, str] = {
    0: "General",
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    37: "#,##0;-#,##0",
    38: "#,##0;[Red]-#,##0",
    39: "#,##0.00;-#,##0.00",
    40: "#,##0.00;[Red]-#,##0.00",
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
}
for _ids, _code in (
    ((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    ((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    ((30,), "m-d-yy"),
    ((31,), 'yyyy"年"m"月"d"日"'),
    ((32,), 'h"时"mm"分"'),
    ((33,), 'h"时"mm"分"ss"秒"'),
    ((34, 55), '上午/下午h"时"mm"分"'),
    ((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
):
    for _id in _ids:
        BUILT_IN[_id] = _code


_TOO_LONG = 1e21


def plain(number: float) -> str:
    """A number without a trailing .0, never in powers of ten: 15 significant digits as a sheet keeps them."""
    if isinstance(number, int) or (float(number).is_integer() and abs(number) < _TOO_LONG):
        return str(int(number))
    return format(Decimal(f"{number:.15g}"), "f")


def shown(value: Value, code: str = "General", *, from_1904: bool = False) -> str:
    """What a person sees: dates ISO-like with the parts the format shows, numbers by their format."""
    code = code[:LONGEST_CODE]
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, (date, time)):
        return shown_moment(value, code)
    if is_clock(code):
        return _shown_serial(value, code, from_1904=from_1904)
    return _shown_number(value, code)


def _shown_serial(number: float, code: str, *, from_1904: bool) -> str:
    if "E" in clock_parts(code):
        return shown_elapsed(number)
    at = moment(number, from_1904=from_1904)
    return plain(number) if at is None else shown_moment(at, code)


def _sections(code: str) -> list[str]:
    return re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code)


def _section_for(number: float, code: str) -> tuple[str, float]:
    sections = _sections(code)
    if number < 0 and len(sections) > 1:
        return sections[1], -number
    if number == 0 and len(sections) > 2:
        return sections[2], number
    return sections[0], number


def _shown_number(number: float, code: str) -> str:
    if (
        code in {"General", "@", ""}
        or abs(number) >= _TOO_LONG
        or "[<" in code
        or "[>" in code
        or "[=" in code
    ):
        return plain(number)
    section, magnitude = _section_for(number, code)
    general = re.search(r"general|g/通用格式", section, re.IGNORECASE)
    if general:
        return _literals(section[: general.start()]) + plain(magnitude) + _literals(section[general.end() :])
    if "E+" in section or "E-" in section or "/" in LITERAL.sub("", section):
        return plain(number)
    return _by_digits(magnitude, section)


def _literals(text: str) -> str:
    """Quoted and escaped letters of a format without colours, conditions, padding and placeholders."""
    text = re.sub(r"\[\$([^\]-]*)[^\]]*\]", r"\1", text)
    text = re.sub(r"\[[^\]]*\]|_.|\*.", "", text)
    return re.sub(r'"([^"]*)"|\\(.)', lambda m: m.group(1) or m.group(2) or "", text)


_DIGITS = re.compile(r'("[^"]*"|\\.|\[[^\]]*\]|_.|\*.)|([0#?,.]+)')


def _by_digits(number: float, section: str) -> str:
    """Fill the placeholders of one section; letters between digits (000-0000) stay where they stand."""
    tokens = [
        (m.start(), m.end())
        for m in _DIGITS.finditer(section)
        if m.group(2) and re.search(r"[0#?]", m.group(2))
    ]
    if not tokens:
        return _literals(section)
    first, last = tokens[0][0], tokens[-1][1]
    before, body, after = section[:first], section[first:last], section[last:]
    bare = LITERAL.sub("", section)
    scale = 10 ** (2 * bare.count("%"))
    placeholders = LITERAL.sub("", body)
    whole, _, decimals = placeholders.rstrip(",").partition(".")
    scale_down = len(placeholders) - len(placeholders.rstrip(","))  # each comma at the end is a thousand
    places = sum(letter in "0#?" for letter in decimals)
    scaled = Decimal(repr(float(number))) * scale / (1000**scale_down)
    rounded = scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    sign = "-" if rounded < 0 else ""
    return sign + _literals(before) + _placed(abs(rounded), body, whole, decimals) + _literals(after)


def _placed(number: Decimal, body: str, whole: str, decimals: str) -> str:
    integer, _, fraction = format(number, "f").partition(".")
    least = whole.count("0")
    integer = integer.lstrip("0").rjust(least, "0") if least else integer.lstrip("0")
    least_fraction = max((at + 1 for at, letter in enumerate(decimals) if letter == "0"), default=0)
    while len(fraction) > least_fraction and fraction.endswith("0"):
        fraction = fraction[:-1]
    if LITERAL.search(body) or "-" in body:
        integer = _spread(integer, body.partition(".")[0])
    elif "," in whole.rstrip(","):
        integer = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", integer)
    return f"{integer}.{fraction}" if fraction else integer


def _spread(digits: str, template: str) -> str:
    """Digits into placeholders from the right, surplus ones at the first placeholder."""
    pieces = re.findall(r'"[^"]*"|\\.|.', template)
    out, left = [], list(digits)
    holes = sum(piece in {"0", "#", "?"} for piece in pieces)
    for piece in reversed(pieces):
        if piece not in {"0", "#", "?"}:
            out.append(_literals(piece))
            continue
        holes -= 1
        taken = left if holes == 0 else left[-1:]
        out.append("".join(taken))
        left = [] if holes == 0 else left[:-1]
    return "".join(reversed(out))
