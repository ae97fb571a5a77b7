"""Saying one thing in one sentence, answering once for each person, and sheets of paper."""

from datetime import timedelta

import pytest
from tests.builders.talk import asked, door_of, fresh, person, proposed, said, talking

from linli.contexts.assembly.commands import statements
from linli.contexts.assembly.commands.statements import SaidAlready, TalkOver
from linli.contexts.assembly.models.statements import Answer, Statement
from linli.contexts.residents.models import Behalf
from linli.kernel.errors import BadInput, NotAllowedNow, OutsideYourArea, TooMuchAtOnce

pytestmark = pytest.mark.django_db
WORDS = "十二点关也行"


def test_what_a_resident_says_waits_what_the_desk_begins_is_there(world) -> None:
    _who, neighbour = person(world)
    row = talking(world)
    mine = statements.state(neighbour, row, words=f"  {WORDS} ")
    assert (mine.state, mine.words, mine.number) == ("waiting", WORDS, 1)
    assert said(world, row).state == "shown"
    with pytest.raises(SaidAlready):
        statements.state(neighbour, row, words=WORDS)


def test_only_while_the_talk_runs(world, clock) -> None:
    _who, neighbour = person(world)
    with pytest.raises(TalkOver):
        statements.state(neighbour, proposed(world), words=WORDS)
    row = talking(world)
    one = said(world, row)
    clock.forward(timedelta(days=15))
    with pytest.raises(TalkOver):
        statements.state(neighbour, row, words=WORDS)
    with pytest.raises(TalkOver):
        statements.answer(neighbour, one, says=1)


@pytest.mark.parametrize("words", ["短", "字" * 101, "有事找 13912345678"])
def test_too_short_too_long_or_with_a_number(world, words) -> None:
    _who, neighbour = person(world)
    with pytest.raises(BadInput):
        statements.state(neighbour, talking(world), words=words)


def test_five_statements_each(world) -> None:
    _who, neighbour = person(world)
    row = talking(world)
    for n in range(5):
        statements.state(neighbour, row, words=f"我的第{n}个想法")
    with pytest.raises(TooMuchAtOnce):
        statements.state(neighbour, row, words=WORDS)
    statements.retract(neighbour, Statement.objects.select_related("topic__community").get(number=1))
    statements.state(neighbour, row, words=WORDS)


def test_one_answer_for_each_person_which_may_change(world) -> None:
    _who, neighbour = person(world)
    one = said(world, talking(world))
    for says in (1, 1, -1):
        statements.answer(neighbour, one, says=says)
    assert [(a.says, a.channel) for a in Answer.objects.all()] == [(-1, "phone")]
    with pytest.raises(BadInput):
        statements.answer(neighbour, one, says=2)
    assert "resident" not in Answer.objects.get().voice


def test_nobody_answers_what_he_said_himself_or_what_nobody_sees(world) -> None:
    _who, neighbour = person(world)
    _other, second = person(world, "李", "13800000002")
    row = talking(world)
    mine = statements.state(neighbour, row, words=WORDS)
    mine = Statement.objects.select_related("topic__community").get(pk=mine.pk)
    with pytest.raises(TalkOver):
        statements.answer(second, mine, says=1)
    Statement.objects.update(state="shown")
    with pytest.raises(NotAllowedNow):
        statements.answer(neighbour, mine, says=1)
    with pytest.raises(OutsideYourArea):
        statements.retract(second, mine)


def test_a_sheet_adds_what_was_not_said_by_phone(world) -> None:
    who, neighbour = person(world)
    row = talking(world)
    first, second = said(world, row), said(world, row, WORDS)
    statements.answer(neighbour, first, says=-1)
    clerk, door = world.actor("counter_clerk"), door_of(world, who)
    found = statements.read_sheet(
        clerk, row, door, said={first.number: 1, second.number: 1}, asked=asked(who)
    )
    assert found == (1, 1)
    kept = dict(Answer.objects.values_list("statement__number", "says"))
    assert kept == {first.number: -1, second.number: 1}
    assert Behalf.objects.get().about == f"assembly.topic:{row.pk}"
    assert not Answer.objects.filter(voice__contains=str(who.pk)).exists()


@pytest.mark.parametrize("marks", [{}, {99: 1}])
def test_an_empty_sheet_and_a_wrong_number_are_refused(world, marks) -> None:
    who, row = world.person("李大爷"), talking(world)
    said(world, row)
    with pytest.raises(BadInput):
        statements.read_sheet(
            world.actor("counter_clerk"), row, door_of(world, who), said=marks, asked=asked(who)
        )


def test_somebody_without_a_phone_says_something_too(world) -> None:
    who, clerk = world.person("李大爷"), world.actor("counter_clerk")
    row = talking(world)
    mine = statements.state_for(clerk, row, door_of(world, who), words=WORDS, asked=asked(who))
    assert (mine.channel, mine.state, mine.behalf is not None) == ("paper", "waiting", True)
    assert fresh(row).state == "open"
