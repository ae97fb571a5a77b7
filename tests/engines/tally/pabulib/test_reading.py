"""Files as they arrive: odd ones are read where nothing must be guessed, else refused with a line."""

import pytest

from linli.engines.tally import RefusalCode, RemarkCode, TallyRefused, VoteType
from linli.engines.tally.pabulib import read

PLAIN = """META
key;value
description;Small, but whole
budget;1000
vote_type;approval
PROJECTS
project_id;cost;name;category
1;600;Benches;green,public
2;400.55;"Lamps; bright";
VOTES
voter_id;age;vote
a;34;1,2
b;71;2
c;;
"""


def refusal(text: str | bytes) -> TallyRefused:
    with pytest.raises(TallyRefused) as refused:
        read(text)
    return refused.value


def test_a_plain_file_says_everything_in_smallest_parts() -> None:
    election = read(PLAIN)
    assert election.decimals == 2
    assert (election.budget, [one.cost for one in election.projects]) == (100_000, [60_000, 40_055])
    assert election.projects[1].name == "Lamps; bright"
    assert [one.choices for one in election.ballots] == [("1", "2"), ("2",), ()]
    assert election.attribute("age") == ("34", "71", "")
    assert election.attribute("no such column") == ("", "", "")
    assert election.about()["description"] == "Small, but whole"
    assert [one.code for one in election.remarks] == [RemarkCode.EMPTY_BALLOT]


@pytest.mark.parametrize(
    "twisted",
    [
        "\ufeff" + PLAIN,
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        PLAIN.replace("META\n", "META;;\n").replace("PROJECTS\n", "PROJECTS;;\n"),
        PLAIN.replace("budget;1000", "budget;1000;;"),
        PLAIN.replace("META", "meta").replace("VOTES", "Votes"),
        PLAIN.replace("PROJECTS\n", "\n\nPROJECTS\n"),
        PLAIN.replace("key;value\n", ""),
        PLAIN.replace("a;34;1,2", "a;34;1, 2 "),
        PLAIN.replace("a;34;1,2", 'a;34;"1,2"'),
        PLAIN.replace("vote_type;approval", "vote_type; Approval "),
        PLAIN.rstrip("\n"),
    ],
)
def test_oddities_that_leave_nothing_to_guess_change_nothing(twisted: str) -> None:
    plain, odd = read(PLAIN), read(twisted)
    assert odd.budget == plain.budget
    assert [(one.voter, one.choices) for one in odd.ballots] == [
        (one.voter, one.choices) for one in plain.ballots
    ]
    assert [one.name for one in odd.projects] == [one.name for one in plain.projects]


def test_bytes_may_be_utf8_or_marked_utf16() -> None:
    assert read(PLAIN.encode()) == read(PLAIN)
    assert read(PLAIN.encode("utf-16")).budget == 100_000
    assert refusal(PLAIN.replace("Benches", "Bänke").encode("latin-1")).code is RefusalCode.NOT_TEXT


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ("budget;1000\n", "", RefusalCode.NO_BUDGET, 0),
        ("budget;1000", "budget;", RefusalCode.NO_BUDGET, 4),
        ("budget;1000", "budget;much", RefusalCode.BAD_NUMBER, 4),
        ("budget;1000", "budget;1,000", RefusalCode.BAD_NUMBER, 4),
        ("budget;1000", "budget;-1", RefusalCode.NEGATIVE_AMOUNT, 4),
        ("approval", "applause", RefusalCode.UNKNOWN_VOTE_TYPE, 5),
        ("vote_type;approval\n", "", RefusalCode.UNKNOWN_VOTE_TYPE, 0),
        ("1;600", "1;-600", RefusalCode.NEGATIVE_AMOUNT, 8),
        ("1;600", "1;", RefusalCode.BAD_NUMBER, 8),
        ("1;600", ";600", RefusalCode.NO_KEY, 8),
        ("2;400.55", "1;400.55", RefusalCode.REPEATED_PROJECT, 9),
        ("project_id;cost", "project;cost", RefusalCode.NO_COLUMN, 0),
        ("project_id;cost;name", "project_id;cost;cost", RefusalCode.REPEATED_COLUMN, 0),
        ("voter_id;age;vote", "voter_id;age;votes", RefusalCode.NO_COLUMN, 0),
        ("VOTES\n", "", RefusalCode.NO_SECTION, 0),
        ("META\n", "", RefusalCode.TEXT_BEFORE_SECTIONS, 1),
        ("VOTES\n", "META\n", RefusalCode.REPEATED_SECTION, 10),
    ],
)
def test_what_would_have_to_be_guessed_is_refused(old: str, new: str, code: RefusalCode, line: int) -> None:
    refused = refusal(PLAIN.replace(old, new, 1))
    assert (refused.code, refused.line) == (code, line)


def test_choices_that_cannot_count_are_left_out_and_told() -> None:
    election = read(PLAIN.replace("a;34;1,2", "a;34;1,9,1,2").replace("b;71", "a;71"))
    assert election.ballots[0].choices == ("1", "2")
    assert {one.code: one.line for one in election.remarks} == {
        RemarkCode.UNKNOWN_PROJECT: 12,
        RemarkCode.REPEATED_CHOICE: 12,
        RemarkCode.REPEATED_VOTER: 13,
        RemarkCode.EMPTY_BALLOT: 14,
    }


def test_a_quotation_that_never_ends_swallows_no_ballots() -> None:
    election = read(PLAIN.replace('"Lamps; bright"', '"Lamps'))
    assert len(election.ballots) == 3
    assert RemarkCode.OPEN_QUOTE in {one.code for one in election.remarks}


def test_the_totals_of_the_file_are_compared_with_its_ballots() -> None:
    text = (
        PLAIN.replace("name;category", "name;votes")
        .replace("green,public", "5")
        .replace("budget;", "num_votes;9\nnum_projects;2\nbudget;")
    )
    told = {one.code: one.detail for one in read(text).remarks}
    assert told[RemarkCode.OTHER_VOTES] == "1"
    assert told[RemarkCode.OTHER_NUMBER_OF_BALLOTS] == "9 / 3"
    assert RemarkCode.OTHER_NUMBER_OF_PROJECTS not in told


def test_money_with_a_decimal_comma_is_read_and_told() -> None:
    election = read(PLAIN.replace("budget;1000", "budget;1000,25"))
    assert election.budget == 100_025
    assert RemarkCode.DECIMAL_COMMA in {one.code for one in election.remarks}


POINTS = """META
key;value
budget;10
vote_type;cumulative
max_sum_points;5
PROJECTS
project_id;cost
x;4
y;6
VOTES
voter_id;vote;points
1;x,y;2,3
2;y;1.5
3;x,y;4,4
"""


def test_points_stand_beside_their_choices() -> None:
    election = read(POINTS)
    assert election.vote_type is VoteType.CUMULATIVE
    assert election.point_decimals == 1
    assert [one.points for one in election.ballots] == [(20, 30), (15,), (40, 40)]
    assert [(one.code, one.line) for one in election.remarks] == [(RemarkCode.TOO_MANY_POINTS, 14)]


def test_points_that_do_not_match_are_refused() -> None:
    refused = refusal(POINTS.replace("2;y;1.5", "2;y;1,1"))
    assert (refused.code, refused.line) == (RefusalCode.POINTS_DO_NOT_MATCH, 13)


def test_a_scoring_file_may_mark_what_a_ballot_does_not_name() -> None:
    election = read(POINTS.replace("cumulative", "scoring\ndefault_score;-1"))
    assert election.default_points == -10
