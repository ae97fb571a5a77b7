"""Are two pieces of office text the same words, once widths, spaces and invisible signs are made alike?"""

import re
import unicodedata

# Signs typists use for one another; NFKC leaves them apart.
_ALIKE = str.maketrans(
    {
        "—": "-",
        "–": "-",
        "―": "-",
        "‐": "-",
        "−": "-",
        "～": "~",
        "〜": "~",
        "﹑": "、",
        "【": "(",
        "】": ")",
        "〔": "(",
        "〕": ")",
        "[": "(",
        "]": ")",
        "｛": "(",
        "｝": ")",
        "{": "(",
        "}": ")",
        "“": '"',
        "”": '"',
        "‘": "'",
        "’": "'",
        "。": ".",
        "帐": "账",
        "帳": "账",
        "戶": "户",
        "號": "号",
        "電": "电",
        "話": "话",
        "證": "证",
        "聯": "联",
        "係": "系",
        "齡": "龄",
        "註": "注",
        "備": "备",
    }
)
_CIRCLED = re.compile(r"([\u2460-\u24ff\u2776-\u2793])")
_SPACE = re.compile(r"[\s\u200b-\u200f\u2028-\u202f\u2060\ufeff\u00ad]+")
_CHINESE = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")


def fold(text: str) -> str:
    """One way of writing: half-width signs, no white space, small Latin letters, common variants replaced."""
    bare = _SPACE.sub("", unicodedata.normalize("NFKC", text).translate(_ALIKE)).lower()
    # Signs that stood apart may now join (T ¨), so that folding twice changes nothing more.
    return bare if bare.isascii() else unicodedata.normalize("NFKC", bare)


def smooth(text: str) -> str:
    """Half-width signs and single spaces, for sentences that stay sentences; ① keeps its circle."""
    parts = _CIRCLED.split(text)
    parts[::2] = [unicodedata.normalize("NFKC", part).translate(_ALIKE) for part in parts[::2]]
    return _SPACE.sub(" ", "".join(parts)).strip()


def has_chinese(text: str) -> bool:
    """Whether at least one Chinese character is in the text."""
    return _CHINESE.search(text) is not None


def chinese_length(text: str) -> int:
    """How many Chinese characters the text holds."""
    return len(_CHINESE.findall(text))
