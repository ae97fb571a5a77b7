"""How must a value be written in this column or box?"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from linli.engines.formfill.date_writing import pattern_of, pattern_of_format
from linli.engines.formfill.guess import Guess
from linli.engines.formfill.model import ColumnForm, Term, TermKind
from linli.engines.formfill.vocabulary import Vocabulary
from linli.engines.text.folding import fold
from linli.engines.text.headings import heading
from linli.engines.workbooks.model import Block, Cell, Choice

_UNITS = {
    "元": "元",
    "元/月": "元",
    "元/人": "元",
    "元/人·月": "元",
    "元/年": "元",
    "万元": "万元",
    "平方米": "平方米",
    "m2": "平方米",
    "㎡": "平方米",
    "平米": "平方米",
    "岁": "岁",
    "周岁": "岁",
    "人": "人",
    "次": "次",
    "户": "户",
    "个": "个",
}
_TICKED = re.compile(r"^(?:请?(?:打|划|画|勾)?[√✓v](?:选)?|打勾|勾选|.*打[“\"]?√[”\"]?.*|是[划打]√.*)$")
_MARKS = (
    (re.compile(r"是[/、或]?否|是\(1\)否\(0\)"), ("是", "否")),
    (re.compile(r"有[/、或]?无"), ("有", "无")),
    (re.compile(r"1[-=:]?是.*[02][-=:]?否|0[-=:]?否.*1[-=:]?是"), ("1", "0")),
    (re.compile(r"1[/、]0"), ("1", "0")),
    (re.compile(r"y[/、]n"), ("Y", "N")),
    (re.compile(r"√[/、或]?×|√或x"), ("√", "×")),
)
_LISTED = re.compile(r"[/、,，;；|]|(?<=\S)\s(?=\d[.、])|或(?=\S)")
_ITEM = re.compile(r"(?<!\d)\(?\d{1,2}[.、:)](?=\D)")
_NOTE_LIST = re.compile(r"(?:请?填写?|选填|分为|包括|分)[:]?[\"“]?([^\"”.;；。,，]{2,60})[\"”]?")
_TO_BE_FILLED = re.compile(r"^[(]?(?:非?必填项?|选填项?|可选)[):,;]*|格式为?[:]?|请?(?:填写?|选择)[:]?")
_ASIDE = re.compile(r"[,;()]|\.(?!\d)")
_MONTH_WORDS = ("年月", "年份月份")
_LONGEST_OPTION = 12
_BOX = re.compile(r"[□☐☑√■○]")


@dataclass(frozen=True, slots=True)
class Place:
    """Where answers will stand, and everything the sheet says about them."""

    heading: str
    path: tuple[str, ...]
    cells: Block
    number_format: str = "General"
    example: str = ""
    """What an example row shows in this column."""
    instructions: tuple[str, ...] = ()
    """What a row under the headings says about filling this column."""


def column_form(
    place: Place, guess: Guess, choices: Sequence[Choice], notes: Sequence[str], vocabulary: Vocabulary
) -> ColumnForm:
    """The way of writing, from hints in brackets, lists to choose from, formats, examples and notes."""
    term = vocabulary.term(guess.label or "")
    hints = _hints(place)
    offered = _offered(place, choices) or _named_in(hints, term) or _named_in_notes(place, notes)
    yes, no = _marks(place, hints, offered, guess)
    pattern = _pattern(place, hints, term, guess)
    return ColumnForm(
        kind=_kind(term, pattern),
        pattern=pattern,
        real=_is_real(place, term, pattern),
        yes=yes,
        no=no,
        choices=() if yes else offered,
        unit=next((_UNITS[hint] for hint in hints if hint in _UNITS), ""),
        decimals=_decimals(place.number_format),
        part=guess.part,
        boxes=_boxes(place, term),
        option=guess.option,
        inverse=guess.inverse,
        several=guess.several,
        answered_by=_answered_by(offered, term, vocabulary),
    )


def _hints(place: Place) -> list[str]:
    taken = heading(place.heading)
    said = [part for text in place.instructions for part in _ASIDE.split(_TO_BE_FILLED.sub("", fold(text)))]
    groups = [hint for group in place.path for hint in heading(group).hints]
    return [*taken.hints, *(part for part in said if part), *groups]


# ── Lists to choose from ────────────────────────────────────────────────────────────────────────────────
def _offered(place: Place, choices: Sequence[Choice]) -> tuple[str, ...]:
    for choice in choices:
        if any(_overlap(block, place.cells) for block in choice.cells):
            return choice.options
    ticked = [part.strip(" :,、") for part in _BOX.split(place.example)]
    return tuple(part for part in ticked if part) if _BOX.search(place.example) else ()


def _overlap(one: Block, other: Block) -> bool:
    rows = one.first_row <= other.last_row and other.first_row <= one.last_row
    return rows and one.first_column <= other.last_column and other.first_column <= one.last_column


def _named_in(hints: Iterable[str], term: Term) -> tuple[str, ...]:
    """（轻度/中度/重度）: answers listed in brackets."""
    if term.kind not in {"code", "flag", "text"}:
        return ()
    for hint in hints:
        options = _split(hint)
        if options and not pattern_of(hint) and hint not in _UNITS:
            return options
    return ()


def _split(text: str) -> tuple[str, ...]:
    if len(_ITEM.findall(text)) >= 2:
        text = _ITEM.sub("/", text)
    parts = [re.sub(r"^(?:填|选|如|例如?)[:]?|等$", "", part.strip("\"'“” ")) for part in _LISTED.split(text)]
    parts = [re.sub(r"^[(]?[\da-z]{1,2}[)]?[.、:)\-=]?(?=\D)", "", part) for part in parts if part]
    fit = len(parts) >= 2 and all(0 < len(part) <= _LONGEST_OPTION for part in parts)
    return tuple(dict.fromkeys(parts)) if fit else ()


def _named_in_notes(place: Place, notes: Sequence[str]) -> tuple[str, ...]:
    """健康状况填“自理、半自理、不能自理”: answers listed in a note that names the heading."""
    word = heading(place.heading).core
    for note in notes:
        folded = fold(note)
        found = (
            re.search(re.escape(word) + r"\"?(?:一?栏)?" + _NOTE_LIST.pattern, folded)
            if len(word) > 1
            else None
        )
        options = _split(found.group(1)) if found else ()
        if options:
            return options
    return ()


def _answered_by(offered: Sequence[str], term: Term, vocabulary: Vocabulary) -> str:
    """The field whose answers are offered, where it is another one than the heading names."""
    owners = [vocabulary.options.get(fold(option), "") for option in offered]
    best = max(set(owners), key=owners.count, default="")
    return best if best and best != term.label and owners.count(best) > len(owners) / 2 else ""


# ── Yes and no ──────────────────────────────────────────────────────────────────────────────────────────
def _marks(place: Place, hints: Sequence[str], offered: Sequence[str], guess: Guess) -> tuple[str, str]:
    if guess.option:
        return "√", ""
    if not guess.flagged:
        return "", ""
    if len(offered) == 2 and (pair := _pair_of(offered)):
        return pair
    for hint in hints:
        for pattern, marks in _MARKS:
            if pattern.search(hint):
                return marks
        if _TICKED.match(hint):
            return "√", ""
    return ("有", "无") if heading(place.heading).core.startswith(("有无", "有否")) else ("是", "否")


_PAIRS: Mapping[str, str] = {
    "是": "否",
    "有": "无",
    "√": "×",
    "1": "0",
    "y": "n",
    "已": "未",
    "享受": "未享受",
}


def _pair_of(offered: Sequence[str]) -> tuple[str, str] | None:
    """The two answers of a list of two, yes first."""
    first, second = offered
    for yes, no in ((first, second), (second, first)):
        if _PAIRS.get(fold(yes)) == fold(no) or (no.startswith(("未", "不", "非", "无")) and yes in no):
            return yes, no
    return None


# ── Dates, numbers, boxes ───────────────────────────────────────────────────────────────────────────────
def _pattern(place: Place, hints: Sequence[str], term: Term, guess: Guess) -> str:
    if term.kind != "date" and guess.part not in {"start", "end"}:
        return ""
    shown = next((pattern for hint in hints if (pattern := pattern_of(hint))), "")
    shown = shown or pattern_of(place.example) or pattern_of_format(place.number_format)
    if shown or term.kind != "date":
        return shown
    core = heading(place.heading).core
    if core.endswith(_MONTH_WORDS):
        return "YYYY-MM"
    return "YYYY" if core.endswith(("年份", "年度")) else "YYYY-MM-DD"


def _kind(term: Term, pattern: str) -> TermKind:
    return "month" if term.kind == "date" and pattern and "D" not in pattern else term.kind


def _is_real(place: Place, term: Term, pattern: str) -> bool:
    if term.kind == "date":
        return bool(pattern_of_format(place.number_format))
    return term.kind in {"number", "money"} and place.number_format != "@"


def _decimals(number_format: str) -> int | None:
    found = re.match(r"^[#,]*0(?:\.(0+))?(?:_.*|[\"元].*)?$", number_format)
    return len(found.group(1) or "") if found else None


def _boxes(place: Place, term: Term) -> int:
    """How many small boxes a number is spread over, one character each; 0 for an ordinary cell."""
    width = place.cells.last_column - place.cells.first_column + 1
    return width if term.kind in {"id_number", "account", "phone"} and width >= 8 else 0


def cell_format(cells: Mapping[tuple[int, int], Cell], row: int, column: int) -> str:
    """The number format of a cell, General where nothing is drawn."""
    cell = cells.get((row, column))
    return cell.number_format if cell is not None else "General"
