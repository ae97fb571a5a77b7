"""A file that was read is written as it stood; what changed is written so that it can be read again."""

from dataclasses import replace

import pytest
from hypothesis import given
from tests.engines.tally.elections import elections, real_files

from linli.engines.tally import Ballot, Election, Project, VoteType
from linli.engines.tally.pabulib import read, write

ODD = '''\ufeffMETA
key;value
Description;"Said ""so"""
num_projects;2
num_votes;3
budget;1000,50
vote_type;Approval
my own key;kept\x20
PROJECTS
project_id;cost;name;unknown column
1;600;Benches;first
2;400.55;"Lamps; bright"
VOTES
voter_id;age;vote;points of view
a;34;1, 2;none
b;71
c;;;;
'''


def test_odd_but_readable_stays_as_it_was() -> None:
    assert write(read(ODD)) == ODD


def test_winners_are_marked_and_nothing_else_changes() -> None:
    text = write(read(ODD), winners={"2"})
    again = read(text)
    assert [one.cells[-1] for one in again.projects] == ["0", "1"]
    assert again.project_columns[-1] == "selected"
    assert again.ballots == read(ODD).ballots


def test_what_is_changed_is_written() -> None:
    election = read(ODD)
    other = replace(
        election,
        budget=5_00,
        projects=(replace(election.projects[0], cost=123_45), *election.projects[1:]),
        ballots=(replace(election.ballots[0], choices=("2",)), *election.ballots[1:]),
    )
    again = read(write(other))
    assert again.budget == 5_00
    assert again.projects[0].cost == 123_45
    assert again.ballots[0].choices == ("2",)
    assert again.ballots[0].cells[3] == "none"


def test_keys_with_commas_and_quotes_come_back() -> None:
    election = Election(
        projects=(Project("a,b", 3), Project('c"d', 4, name="x;y\nz")),
        ballots=(Ballot("1", ('c"d', "a,b")), Ballot("2", ())),
        budget=5,
    )
    again = read(write(election))
    assert [one.choices for one in again.ballots] == [one.choices for one in election.ballots]
    assert [(one.key, one.cost, one.name) for one in again.projects] == [
        (one.key, one.cost, one.name) for one in election.projects
    ]


def test_an_empty_ballot_without_a_name_is_still_a_ballot() -> None:
    election = Election(projects=(Project("1", 3),), ballots=(Ballot("", ()),), budget=5)
    assert len(read(write(election)).ballots) == 1


@given(elections(types=(VoteType.APPROVAL, VoteType.ORDINAL, VoteType.CUMULATIVE, VoteType.SCORING)))
def test_any_election_comes_back(election: Election) -> None:
    again = read(write(election))
    assert again.budget == election.budget
    assert again.vote_type is election.vote_type
    assert [(one.key, one.cost) for one in again.projects] == [
        (one.key, one.cost) for one in election.projects
    ]
    assert [(one.voter, one.choices, one.points) for one in again.ballots] == [
        (one.voter, one.choices, one.points) for one in election.ballots
    ]
    assert write(again) == write(election)


def test_real_files_are_written_byte_by_byte_as_they_were() -> None:
    for path in real_files():
        source = path.read_bytes()
        text = write(read(source)).encode()
        if source.count(b"\n") == source.count(b"\r\n") or b"\r" not in source:
            assert text == source, path.name
        else:
            # One file ends a line in another way than all others; that is the only thing lost.
            assert text.replace(b"\r\n", b"\n") == source.replace(b"\r\n", b"\n")
            assert read(text) == read(source)


@pytest.mark.parametrize("vote_type", [VoteType.CUMULATIVE, VoteType.SCORING])
def test_points_are_written_with_their_decimals(vote_type: VoteType) -> None:
    election = Election(
        projects=(Project("x", 3), Project("y", 4)),
        ballots=(Ballot("1", ("x", "y"), (15, -20 if vote_type is VoteType.SCORING else 20)),),
        budget=5,
        vote_type=vote_type,
        point_decimals=1,
    )
    again = read(write(election))
    assert again.ballots[0].points == election.ballots[0].points
    assert again.point_decimals == 1
