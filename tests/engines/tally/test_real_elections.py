"""Elections that were held: our winners are the ones that were declared."""

import pytest
from tests.engines.tally.elections import official, real, real_files, reference

from linli.engines.tally import Completion, Utility, equal_shares, greedy, wanted_only

GREEDY = (
    "Poland_Katowice_2023",
    "Poland_Warszawa_2026_Bemowo",
    "Poland_Wroclaw_2015_150_-_500",
)


@pytest.mark.parametrize("name", GREEDY)
def test_greedy_gives_the_declared_winners(name: str) -> None:
    election = real(name)
    outcome = greedy(election)
    assert set(outcome.winners) == official(election)


@pytest.mark.parametrize(
    ("name", "number", "cost"),
    [
        ("Poland_Swiecie_2023", 17, None),
        ("Netherlands_Assen_2024", 9, None),
        ("Poland_Wieliczka_2023_Green_Budget", 30, 995_079),
    ],
)
def test_equal_shares_gives_the_declared_winners(name: str, number: int, cost: int | None) -> None:
    election = real(name)
    outcome = equal_shares(election, utility=Utility.COST, completion=Completion.ADD1)
    assert set(outcome.winners) == set(reference(name)["official"]) == official(election)
    assert len(outcome.winners) == number
    assert election.money(outcome.cost) == (cost or election.money(outcome.cost))
    assert outcome.went_over


@pytest.mark.parametrize(
    "name", ["Poland_Swiecie_2023", "Netherlands_Assen_2024", "Poland_Wieliczka_2023_Green_Budget"]
)
def test_greedy_would_have_decided_otherwise_as_the_reference_says(name: str) -> None:
    assert set(greedy(real(name)).winners) == set(reference(name)["greedy_cost"])


def test_every_real_file_is_read_without_a_doubt_and_its_totals_agree() -> None:
    for path in real_files():
        election = real(path.stem)
        assert election.remarks == (), path.name
        assert greedy(wanted_only(election)).cost <= election.budget
