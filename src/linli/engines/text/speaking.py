"""How is a notice read aloud?  Numbers as Chinese words, silent signs left out, cut at a sentence."""

import re

DIGITS = "零一二三四五六七八九"
SINGLE = "零幺二三四五六七八九"
"""Digit by digit, 1 is said 幺, so that it is not heard as 7."""
GROUPS = ("", "万", "亿", "万亿")
TIME = re.compile(r"(?<!\d)([01]?\d|2[0-4])[:：]([0-5]\d)(?!\d)")
DAY = re.compile(r"(?<!\d)(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?!\d)")
YEAR = re.compile(r"(?<!\d)(\d{4})年")
PHONE = re.compile(r"(?<!\d)(?:\d{3,4}-)?\d{7,11}(?!\d)|(?<!\d)1[12]\d{1}(?:\d{2})?(?=电话|热线)")
RANGE = re.compile(r"(?<=[\d日号时点分半])\s*(?:--|[-–—~～])\s*(?=[\d零一二两三四五六七八九十])")
NUMBER = re.compile(r"\d+(?:\.\d+)?%?")
SILENT = re.compile(r"[“”\"'《》【】\[\]<>*#·]|https?://\S+")
GAP = re.compile(r"(?<=[^\x00-\x7f])[ \u3000]+|[ \u3000]+(?=[^\x00-\x7f])")
ENDS = "。！？；"


def spoken(text: str) -> str:
    """The text as somebody reads it: one line, numbers as words."""
    said = SILENT.sub("", text)
    said = TIME.sub(lambda m: _clock(int(m[1]), int(m[2])), said)
    said = DAY.sub(lambda m: f"{_singly(m[1])}年{number(int(m[2]))}月{number(int(m[3]))}日", said)
    said = YEAR.sub(lambda m: f"{_singly(m[1])}年", said)
    said = PHONE.sub(lambda m: _singly(m[0].replace("-", ""), SINGLE), said)
    said = RANGE.sub("到", said)
    said = NUMBER.sub(lambda m: _quantity(m[0]), said)
    said = GAP.sub("", said)
    lines = [line.strip() for line in said.splitlines() if line.strip()]
    return "".join(line if line[-1] in ENDS + "：:，" else line + "。" for line in lines)


def number(value: int) -> str:
    """A whole number in words; ValueError below zero or from ten thousand billions on."""
    if not 0 <= value < 10**16:
        raise ValueError(value)
    if value == 0:
        return DIGITS[0]
    parts: list[str] = []
    groups = [(value // 10_000**place) % 10_000 for place in range(len(GROUPS))]
    for place in reversed(range(len(GROUPS))):
        group = groups[place]
        if group:
            gap = bool(parts) and (group < 1000 or groups[place + 1] == 0)  # noqa: PLR2004 - four digits
            parts.append((DIGITS[0] if gap else "") + _group(group) + GROUPS[place])
    words = "".join(parts)
    return words[1:] if words.startswith("一十") else words


def _group(value: int) -> str:
    """Up to four digits."""
    words, gap = "", False
    for place, unit in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = value // place % 10
        if digit:
            words += (DIGITS[0] if gap and words else "") + DIGITS[digit] + unit
        gap = not digit
    return words


def _quantity(text: str) -> str:
    share = text.endswith("%")
    whole, _point, parts = text.rstrip("%").partition(".")
    said = number(int(whole)) if len(whole) <= 16 else _singly(whole)  # noqa: PLR2004 - as far as words go
    said += f"点{_singly(parts)}" if parts else ""
    return f"百分之{said}" if share else said


def _singly(digits: str, words: str = DIGITS) -> str:
    return "".join(words[int(d)] for d in digits)


def _clock(hour: int, minute: int) -> str:
    said = f"{number(hour) if hour != 2 else '两'}点"  # noqa: PLR2004 - two is 两 before a counted word
    if minute == 0:
        return said
    if minute == 30:  # noqa: PLR2004 - half past
        return f"{said}半"
    return f"{said}{'零' if minute < 10 else ''}{number(minute)}分"  # noqa: PLR2004 - 八点零五分


def shortened(text: str, room: int) -> str:
    """As many whole sentences as fit into ``room`` characters, at least a part of the first one."""
    if len(text) <= room:
        return text
    ends = [at + 1 for at, sign in enumerate(text[:room]) if sign in ENDS]
    return text[: ends[-1]] if ends else text[: max(room - 1, 0)] + "。"


def seconds(text: str, per_minute: int) -> int:
    """How long it takes to read aloud; a sentence's end takes as long as two characters."""
    spoken_signs = sum(char.isalnum() for char in text)
    rests = sum(char in ENDS + "，：、" for char in text)
    return round((spoken_signs + 2 * rests) * 60 / per_minute)
