"""Many hands at the same moment: one second and one answer for each person, and the talk is due once."""

from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

from django.db import connection
from tests.builders.talk import asked, door_of, fresh, person, proposed, said, talking

from linli.contexts.assembly.commands import statements, topics
from linli.contexts.assembly.models.statements import Answer, Statement
from linli.contexts.assembly.models.topics import News, Second
from linli.kernel.errors import Refusal

HANDS = 8


def at_once(deeds) -> list[str]:
    """Run all at the same time; what each led to."""
    told: list[str] = []

    def run(deed) -> None:
        try:
            deed()
            told.append("done")
        except Refusal as refusal:
            told.append(refusal.code)
        finally:
            connection.close()

    with ThreadPoolExecutor(max_workers=HANDS) as hands:
        started = [hands.submit(copy_context().run, run, deed) for deed in deeds]  # with the held clock
    for one in started:
        one.result()
    return sorted(told)


def test_a_double_tap_by_phone_and_at_the_counter_is_one_second(committed_world) -> None:
    world = committed_world
    who, neighbour = person(world)
    row, clerk, door = proposed(world), world.actor("counter_clerk"), door_of(world, who)
    deeds = [lambda: topics.second(neighbour, row)] * 4
    deeds += [lambda: topics.second_for(clerk, row, door, asked=asked(who))] * 2
    assert at_once(deeds) == ["already_seconded"] * 5 + ["done"]
    assert Second.objects.count() == 1


def test_the_last_seconds_at_the_same_time_reach_it_once(committed_world) -> None:
    world = committed_world
    _author, author = person(world)
    row = proposed(world, author)
    people = [person(world, f"邻居{n}", f"139000000{n:02d}")[1] for n in range(12)]
    found = at_once([lambda one=one: topics.second(one, row) for one in people])
    assert found == ["done"] * 12
    assert fresh(row).state == "seconded"
    assert News.objects.filter(key="seconded").count() == 1


def test_a_double_answer_is_one_answer(committed_world) -> None:
    world = committed_world
    who, neighbour = person(world)
    row = talking(world)
    one = Statement.objects.select_related("topic__community").get(pk=said(world, row).pk)
    clerk, door = world.actor("counter_clerk"), door_of(world, who)
    deeds = [lambda: statements.answer(neighbour, one, says=1)] * 5
    deeds.append(lambda: statements.read_sheet(clerk, row, door, said={one.number: -1}, asked=asked(who)))
    assert at_once(deeds) == ["done"] * 6
    assert Answer.objects.count() == 1


def test_statements_at_once_get_numbers_of_their_own(committed_world) -> None:
    world = committed_world
    row = talking(world)
    people = [person(world, f"邻居{n}", f"139000000{n:02d}")[1] for n in range(6)]

    def speak(n: int) -> None:
        statements.state(people[n], row, words=f"第{n}个看法")

    deeds = [lambda n=n: speak(n) for n in range(6)]
    assert at_once(deeds) == ["done"] * 6
    assert sorted(Statement.objects.values_list("number", flat=True)) == [1, 2, 3, 4, 5, 6]
