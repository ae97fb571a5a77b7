"""One box over every list of people: a name, a spelling, the tail of a number, a door."""

from datetime import date

import pytest

from linli.contexts.registry.models import Person
from linli.contexts.registry.queries.typed import people_q


@pytest.fixture
def three(world):
    """Three people with numbers and doors of their own."""
    world.person("张国英", date(1944, 3, 20), "2", home=world.home(world.building3, 2, "501"))
    world.person("王秀珍", home=world.home(world.building1, 1, "101"), values={"phone": "19900124321"})
    world.person(
        "买买提·吐尔逊", home=world.home(world.building1, 1, "102"), values={"phone": "0579-8765432"}
    )
    return world


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("", {"张国英", "王秀珍", "买买提·吐尔逊"}),
        ("  张国 ", {"张国英"}),
        ("zgy", {"张国英"}),
        ("wangxiu", {"王秀珍"}),
        ("吐尔逊", {"买买提·吐尔逊"}),
        ("4321", {"王秀珍"}),
        ("199 0012 4321", {"王秀珍"}),
        ("199-0012-4321", {"王秀珍"}),
        ("19900124320", set()),
        ("3-2-501", {"张国英"}),
        ("3号楼2单元501", {"张国英"}),
        ("1号楼", {"王秀珍", "买买提·吐尔逊"}),
        ("！？", set()),
        ("%", set()),
        ("_", set()),
    ],
)
def test_whom_the_words_mean(three, words, found):
    assert set(Person.objects.filter(people_q(words)).values_list("name", flat=True)) == found


def test_a_whole_identity_number_is_found_by_its_keyed_hash(three):
    number = Person.objects.get(name="张国英").id_number.reveal()
    for words in (number, number.lower(), f"{number[:6]} {number[6:14]} {number[14:]}"):
        assert [p.name for p in Person.objects.filter(people_q(words))] == ["张国英"]
