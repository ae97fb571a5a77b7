"""How is an election written as a .pb file that others can read?"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from linli.engines.tally.amounts import money, number, whole, written
from linli.engines.tally.model import Ballot, Election, Project
from linli.engines.tally.pabulib.cells import MARK
from linli.engines.tally.pabulib.votes import WITH_POINTS, choices
from linli.engines.tally.refusals import TallyRefused

ALWAYS = ("description", "country", "unit", "instance", "date_begin", "date_end", "rule")
"""Keys that the format asks for and that only the writer's side can know; empty where it does not say."""


def write(election: Election, *, winners: Collection[str] | None = None) -> str:
    """The election as text; what was read and not changed is written as it stood.

    ``winners`` fills the column ``selected`` with 1 and 0.
    """
    layout = election.layout
    parts: Mapping[str, Iterator[Sequence[str]]] = {
        "META": _meta(election),
        "PROJECTS": _projects(election, winners),
        "VOTES": _votes(election),
    }
    lines = []
    for section in layout.sections:
        lines.append(section)
        lines += [_line(row) for row in parts[section]]
    text = layout.newline.join(lines) + (layout.newline if layout.ends_with_newline else "")
    return (MARK if layout.starts_with_mark else "") + text


def _line(row: Sequence[str]) -> str:
    """A row as text; one that says nothing (an empty ballot without a voter's key) is kept by quotes."""
    line = ";".join(_quoted(one) for one in row)
    return line if line.strip(" \t;") else '""' + line.lstrip(" \t")


def _quoted(text: str) -> str:
    if not any(one in text for one in ';"\n\r'):
        return text
    return '"' + text.replace('"', '""') + '"'


def _meta(election: Election) -> Iterator[Sequence[str]]:
    """Keys and values: the counts, the budget and the vote type are the election's own."""
    if election.layout.meta_columns:
        yield election.layout.meta_columns
    own = {
        "num_projects": str(len(election.projects)),
        "num_votes": str(len(election.ballots)),
        "budget": written(election.budget, election.decimals),
        "vote_type": election.vote_type.value,
    }
    for key, value in election.meta:
        fresh = own.get(key.strip().lower(), value)
        yield key, value if value == fresh or _same(value.strip(), fresh) else fresh
    for key in ALWAYS if not election.meta else ():
        yield key, ""
    for key, value in own.items():
        if key not in election.about():
            yield key, value


def _same(said: str, fresh: str) -> bool:
    """Whether a cell already says this; 4000.0 says 4000, and Approval says approval."""
    try:
        return money(said) == money(fresh)
    except TallyRefused:
        return said.lower() == fresh


def _projects(election: Election, winners: Collection[str] | None) -> Iterator[Sequence[str]]:
    columns = list(election.project_columns or ("project_id", "cost", "name"))
    if winners is not None and "selected" not in columns:
        columns.append("selected")
    yield columns
    for project in election.projects:
        own = {
            "project_id": project.key,
            "cost": written(project.cost, election.decimals),
            "name": project.name,
        }
        if winners is not None:
            own["selected"] = str(int(project.key in winners))
        yield _row(columns, project, own, election)


def _row(
    columns: Sequence[str], project: Project, own: Mapping[str, str], election: Election
) -> Sequence[str]:
    row = []
    for column, old in zip(columns, _padded(project.cells, len(columns)), strict=True):
        fresh = own.get(column.lower(), old)
        keeps = old.strip() == fresh or (column.lower() == "cost" and _is_cost(old, project, election))
        row.append(old if keeps else fresh)
    return _unpadded((*row, *project.cells[len(columns) :]), len(project.cells))


def _is_cost(old: str, project: Project, election: Election) -> bool:
    try:
        return whole(money(old), election.decimals) == project.cost
    except TallyRefused:
        return False


def _padded(cells: Sequence[str], width: int) -> Iterable[str]:
    return (*cells[:width], *("",) * (width - len(cells)))


def _unpadded(row: Sequence[str], width: int) -> Sequence[str]:
    """A row that was shorter than its columns stays so where nothing was filled in."""
    return row[:width] if 0 < width < len(row) and not any(row[width:]) else row


def _votes(election: Election) -> Iterator[Sequence[str]]:
    with_points = election.vote_type in WITH_POINTS
    columns = election.ballot_columns or ("voter_id", "vote", *(("points",) if with_points else ()))
    yield columns
    known = frozenset(project.key for project in election.projects)
    names = [column.lower() for column in columns]
    voter, vote = names.index("voter_id"), names.index("vote")
    points = names.index("points") if with_points else -1
    for ballot in election.ballots:
        cells = list(_padded(ballot.cells, len(columns)))
        if cells[voter].strip() != ballot.voter:
            cells[voter] = ballot.voter
        if not _says(cells, vote, points, ballot, known, election.point_decimals):
            cells[vote] = ",".join(_listed(key) for key in ballot.choices)
            if with_points:
                cells[points] = ",".join(written(one, election.point_decimals) for one in ballot.points)
        yield _unpadded((*cells, *ballot.cells[len(columns) :]), len(ballot.cells))


def _says(
    cells: Sequence[str], vote: int, points: int, ballot: Ballot, known: frozenset[str], places: int
) -> bool:
    """Whether the cells of a row that was read already say what the ballot says."""
    said = choices(cells[vote], known)
    if said.keys != ballot.choices or not ballot.cells:
        return False
    if points < 0:
        return True
    try:
        marks = [whole(number(part), places) for part in cells[points].split(",") if cells[points].strip()]
    except TallyRefused:
        return False
    return len(marks) == said.written and tuple(marks[at] for at in said.places) == ballot.points


def _listed(key: str) -> str:
    return '"' + key.replace('"', '""') + '"' if "," in key or '"' in key else key
