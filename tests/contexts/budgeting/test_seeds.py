"""The demonstration shows one round that was built and one in its voting days; `linli budget export`."""

import json

import pytest
from click.testing import CliRunner

from linli.config.commands.counting import budget
from linli.contexts.budgeting.models import Proposal, Round, Score
from linli.contexts.budgeting.seeds import share_out
from linli.engines.tally.pabulib import read

pytestmark = pytest.mark.django_db


def test_both_rounds_are_there_once_and_are_written_out(world, shares) -> None:
    for n in range(2, 7):
        shares.neighbour(f"邻居{n}", f"{n}01")
    for _twice in range(2):
        share_out([world.community.code], lambda *_: None)
    done, running = Round.objects.order_by("made_at")
    assert (done.state, running.state) == ("confirmed", "vote")
    assert done.story["ballots"] == 5
    assert Proposal.objects.filter(round=done, state="acceptance").exists()
    assert not Score.objects.exists()
    run = CliRunner()
    told = json.loads(run.invoke(budget, ["export", str(done.pk), "--json"]).output)
    assert told["winners"]
    assert len(read(run.invoke(budget, ["export", done.number, "--pb"]).output).ballots) == 5
    for wrong in ([str(running.pk), "--pb"], ["PB-1999-01", "--json"], [str(done.pk)]):
        assert run.invoke(budget, ["export", *wrong]).exit_code == 2
