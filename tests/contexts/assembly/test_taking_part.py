"""Who took part hears what became of it: on the own page, as a notice, or face to face."""

from datetime import timedelta

import pytest
from tests.builders.assembly import voter
from tests.builders.promises import MEETING, finished, fresh, other_source, promise

from linli.contexts.assembly import policies
from linli.contexts.assembly.commands import promises, taking_part
from linli.contexts.assembly.commands.taking_part import Hearer
from linli.contexts.assembly.models import Participant
from linli.contexts.assembly.queries import promises as queries
from linli.contexts.assembly.queries import telling
from linli.kernel.errors import NotAllowedNow, OutsideYourArea
from linli.kernel.notices import post

pytestmark = pytest.mark.django_db
PHONE = "13800000001"


def test_everybody_is_noted_once(world) -> None:
    person = world.person("王秀英")
    people = [Hearer(person=person.pk, area=person.home.area), Hearer(name="李大爷", door="2-1-101")]
    promise(world, *people)
    promise(world, *people, title="换掉单元门的锁")
    promise(world, *people, source=other_source())
    assert Participant.objects.filter(source_id=MEETING).count() == 2
    assert Participant.objects.count() == 4


def test_those_without_a_phone_are_listed_until_they_were_told(world, clock) -> None:
    person = world.person("王秀英")
    row = promise(world, Hearer(person=person.pk, door=person.home.short_address, area=person.home.area))
    worker, other = world.actor("grid_worker", world.grid1), world.actor("grid_worker", world.grid2)
    assert list(telling.untold(worker)) == []
    clock.forward(timedelta(minutes=1))
    row = promises.finish(world.actor("community_manager"), row, words="灯都亮了")
    assert list(telling.untold(other)) == []
    (card,) = telling.cards(list(telling.untold(worker)))
    assert (card.name, [p.title for p in card.promises]) == ("王秀英", [row.title])
    with pytest.raises(OutsideYourArea):
        taking_part.note_told(other, card.participant)
    clock.forward(timedelta(minutes=1))
    taking_part.note_told(worker, card.participant)
    assert list(telling.untold(worker)) == []
    clock.forward(timedelta(minutes=1))
    promises.confirm(world.actor("community_manager"), row, words="看过了")
    assert telling.untold(worker).count() == 1
    assert telling.unheard(fresh(row)) == 1


def test_those_of_us_get_a_notice(world) -> None:
    clerk = world.actor("counter_clerk")
    row = promise(world, Hearer(account_id=clerk.account_id))
    promises.finish(world.actor("community_manager"), row, words="灯都亮了")
    assert post.of(clerk.account_id)[0].words.endswith("说做完了，等人确认。")
    assert telling.untold(world.actor("community_manager")).count() == 0


def test_a_resident_finds_news_on_the_own_page(world, clock) -> None:
    person, resident = voter(world, "王秀英", PHONE)
    promise(world, Hearer(person=person.pk))
    assert [one.is_new for one in queries.own(resident)] == [True]
    clock.forward(timedelta(minutes=1))
    taking_part.note_seen(resident)
    assert [one.is_new for one in queries.own(resident)] == [False]
    _other, stranger = voter(world, "李明", "13800000002")
    assert queries.own(stranger) == []


def test_enough_of_those_who_took_part_settle_it(world) -> None:
    met = [voter(world, f"邻居{n}", f"1380000001{n}") for n in range(4)]
    row = finished(world, *[Hearer(person=person.pk) for person, _resident in met[:3]])
    parts = [queries.own_part(resident, row) for _person, resident in met]
    assert parts[3] is None
    with pytest.raises(OutsideYourArea):
        taking_part.speak(met[3][1], row, parts[0], is_kept=True)
    taking_part.speak(met[0][1], row, parts[0], is_kept=False, words="还有一盏不亮")
    for n in (1, 2):
        taking_part.speak(met[n][1], row, parts[n], is_kept=True)
    assert fresh(row).state == "done"
    taking_part.speak(met[0][1], row, parts[0], is_kept=True, words="今天都亮了")
    assert fresh(row).state == "kept"
    assert row.steps.get(what="kept").by_residents == 3
    assert queries.counted(row) == (3, 0)
    with pytest.raises(NotAllowedNow):
        taking_part.speak(met[1][1], row, parts[1], is_kept=False)


def test_only_those_who_took_part_there_speak(world) -> None:
    person, resident = voter(world, "王秀英", PHONE)
    row = finished(world, Hearer(person=person.pk))
    elsewhere = finished(world, Hearer(person=person.pk), source=other_source())
    part = queries.own_part(resident, elsewhere)
    assert not policies.promises.may_speak(resident, row, part)
    assert policies.promises.may_speak(resident, elsewhere, part)
