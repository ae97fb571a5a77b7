"""Which election does a .pb file hold, and what is odd about it?"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from linli.engines.tally.amounts import decimals, money, number, whole
from linli.engines.tally.model import Election, Project, Remark, RemarkCode, VoteType
from linli.engines.tally.pabulib.cells import Section, Sheet, cell, column, cut
from linli.engines.tally.pabulib.votes import Votes, ballots_of
from linli.engines.tally.refusals import RefusalCode, TallyRefused


def read(source: str | bytes) -> Election:
    """The election of a .pb file, with every cell kept; refused with code and line where it cannot be one.

    Nothing is guessed: a number that is none, a ballot whose points do not match its choices or a project
    listed twice refuse the whole file.  What can be counted all the same is counted and remarked upon.
    """
    sheet = cut(source)
    meta = _meta(sheet.sections["META"])
    about = {key.strip().lower(): value.strip() for key, value, _line in meta}
    lines = {key.strip().lower(): line for key, _value, line in meta}
    paid = _money(sheet, about, lines)
    vote_type = _vote_type(about, lines)
    votes = ballots_of(sheet.sections["VOTES"], vote_type, about, [one.key for one in paid.projects])
    return Election(
        projects=paid.projects,
        ballots=votes.ballots,
        budget=paid.budget,
        vote_type=vote_type,
        decimals=paid.decimals,
        point_decimals=votes.decimals,
        default_points=votes.default_points,
        meta=tuple((key, value) for key, value, _line in meta),
        project_columns=sheet.sections["PROJECTS"].columns,
        ballot_columns=sheet.sections["VOTES"].columns,
        remarks=_remarks(sheet, about, paid, votes),
        layout=sheet.layout,
    )


def _meta(section: Section) -> list[tuple[str, str, int]]:
    """Keys and values with their lines; a value with a semicolon that was not quoted is joined again."""
    return [
        (cells[0], ";".join(_trimmed(cells[1:])), line)
        for cells, line in zip(section.rows, section.lines, strict=True)
    ]


def _trimmed(cells: Sequence[str]) -> Sequence[str]:
    """Cells without the empty ones at the end, which spreadsheets add."""
    filled = [place for place, one in enumerate(cells) if one.strip()]
    return cells[: filled[-1] + 1] if filled else cells[:1]


@dataclass(frozen=True, slots=True)
class _Money:
    projects: tuple[Project, ...]
    budget: int
    decimals: int


def _money(sheet: Sheet, about: Mapping[str, str], lines: Mapping[str, int]) -> _Money:
    """Projects and budget in whole smallest parts, small enough for every amount of the file."""
    if not about.get("budget"):
        raise TallyRefused(RefusalCode.NO_BUDGET, line=lines.get("budget", 0))
    budget = _amount(about["budget"], lines["budget"])
    section = sheet.sections["PROJECTS"]
    key, cost = column(section, "PROJECTS", "project_id"), column(section, "PROJECTS", "cost")
    name = [one.lower() for one in section.columns].index("name") if "name" in section.columns else -1
    found: dict[str, tuple[Decimal, str, tuple[str, ...]]] = {}
    for cells, line in zip(section.rows, section.lines, strict=True):
        if not (one := cell(cells, key)):
            raise TallyRefused(RefusalCode.NO_KEY, line=line)
        if one in found:
            raise TallyRefused(RefusalCode.REPEATED_PROJECT, one, line=line)
        found[one] = (_amount(cell(cells, cost), line), cell(cells, name), cells)
    places = decimals([budget, *(one[0] for one in found.values())])
    projects = tuple(
        Project(key=one, cost=whole(amount, places), name=name, cells=cells)
        for one, (amount, name, cells) in found.items()
    )
    return _Money(projects, whole(budget, places), places)


def _amount(text: str, line: int) -> Decimal:
    amount = money(text, line=line)
    if amount < 0:
        raise TallyRefused(RefusalCode.NEGATIVE_AMOUNT, text, line=line)
    return amount


def _vote_type(about: Mapping[str, str], lines: Mapping[str, int]) -> VoteType:
    word = about.get("vote_type", "").lower()
    try:
        return VoteType(word)
    except ValueError:
        raise TallyRefused(RefusalCode.UNKNOWN_VOTE_TYPE, word[:40], line=lines.get("vote_type", 0)) from None


def _remarks(sheet: Sheet, about: Mapping[str, str], paid: _Money, votes: Votes) -> tuple[Remark, ...]:
    section = sheet.sections["PROJECTS"]
    found = [*sheet.remarks, *_ragged(sheet), *votes.remarks, *_commas(section, about)]
    found += _counts(about, len(paid.projects), len(votes.ballots))
    for project, line in zip(paid.projects, section.lines, strict=True):
        if not project.cost:
            found.append(Remark(RemarkCode.FREE_PROJECT, line, detail=project.key))
        if project.cost > paid.budget:
            found.append(Remark(RemarkCode.DEARER_THAN_BUDGET, line, detail=project.key))
    for field, totals, places in (("votes", votes.votes, 0), ("score", votes.scores, votes.decimals)):
        found += _totals(section, field, totals, places)
    return tuple(found)


def _ragged(sheet: Sheet) -> Iterable[Remark]:
    for name in ("PROJECTS", "VOTES"):
        section = sheet.sections[name]
        width = len(section.columns)
        # Spreadsheets pad the rows of the narrower sections with empty cells: that is no fault.
        odd = [
            line
            for cells, line in zip(section.rows, section.lines, strict=True)
            if len(cells) != width and (len(cells) < width or any(cells[width:]))
        ]
        if odd:
            yield Remark(RemarkCode.RAGGED_ROW, odd[0], len(odd), name)


def _commas(section: Section, about: Mapping[str, str]) -> Iterable[Remark]:
    cost = column(section, "PROJECTS", "cost")
    lines = [
        line for cells, line in zip(section.rows, section.lines, strict=True) if "," in cell(cells, cost)
    ]
    if lines or "," in about["budget"]:
        yield Remark(RemarkCode.DECIMAL_COMMA, min(lines, default=0), len(lines) + ("," in about["budget"]))


def _counts(about: Mapping[str, str], projects: int, ballots: int) -> Iterable[Remark]:
    for key, code, counted in (
        ("num_projects", RemarkCode.OTHER_NUMBER_OF_PROJECTS, projects),
        ("num_votes", RemarkCode.OTHER_NUMBER_OF_BALLOTS, ballots),
    ):
        if about.get(key, str(counted)).strip() not in ("", str(counted)):
            yield Remark(code, detail=f"{about[key]} / {counted}")


def _totals(section: Section, field: str, totals: Sequence[int], places: int) -> Iterable[Remark]:
    """Where the file's own totals differ from its ballots; cells that are no numbers are left alone."""
    if field not in section.columns or not totals:
        return
    place, key = section.columns.index(field), column(section, "PROJECTS", "project_id")
    for cells, line, counted in zip(section.rows, section.lines, totals, strict=True):
        try:
            said = number(cell(cells, place))
        except TallyRefused:
            continue
        if said != Decimal(counted).scaleb(-places):
            yield Remark(RemarkCode.OTHER_VOTES, line, detail=cell(cells, key))
