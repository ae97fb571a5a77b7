"""Two times: when it was so, and when we knew it."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from linli.contexts.registry.commands import stays
from linli.contexts.registry.models import Residence
from linli.contexts.registry.queries import people
from linli.kernel import history

SHANGHAI = ZoneInfo("Asia/Shanghai")


def at(month: int, day: int) -> datetime:
    return datetime(2026, month, day, 23, 59, tzinfo=SHANGHAI)


def test_who_lived_there_on_1_march_as_we_knew_it_on_5_march(world, clock) -> None:
    """On 11 March a worker learns that someone moved out on 20 February."""
    home, new = world.home(world.building3, 2, "501"), world.home(world.building3, 1, "102")
    with clock.standing_at(at(1, 10)):
        person = world.person("张国英", home=home, since=date(2020, 1, 1))
    worker = world.actor("grid_worker", world.grid2)
    stays.move_in(worker, new, person, on=date(2026, 2, 20), source="visit")

    def living(day: date, known: datetime | None = None) -> list[str]:
        return [stay.person.name for stay in people.living_in(home, day, known)]

    assert living(date(2026, 3, 1), at(3, 5)) == ["张国英"]  # as we knew it then
    assert living(date(2026, 3, 1)) == []  # as we know it now
    assert living(date(2026, 2, 19)) == ["张国英"]
    assert living(date(2019, 12, 31), at(3, 5)) == []


def test_nothing_is_ever_overwritten(world) -> None:
    person = world.person("张国英", since=date(2020, 1, 1))
    row = Residence.objects.get(person=person, role="living", superseded_at=None)
    history.end(row, date(2026, 1, 1))
    old = Residence.objects.get(pk=row.pk)
    assert old.valid_to is None
    assert old.superseded_at is not None
    assert Residence.objects.filter(history.known(), person=person, role="living").get().valid_to == date(
        2026, 1, 1
    )


def test_the_last_day_is_the_day_before_the_end(world) -> None:
    person = world.person("张国英", since=date(2020, 1, 1))
    row = Residence.objects.get(person=person, role="living", superseded_at=None)
    history.end(row, date(2026, 1, 1))
    rows = Residence.objects.filter(person=person, role="living")
    assert history.at(rows, date(2025, 12, 31)).count() == 1
    assert history.at(rows, date(2026, 1, 1)).count() == 0
    assert history.at(rows, date(2020, 1, 1) - timedelta(days=1)).count() == 0
