"""Before the day begins, everybody's doors lie in walking order."""

from datetime import timedelta

from django.utils import timezone
from tests.contexts.today.test_pages import settle

from linli.contexts.today import commands, tasks
from linli.contexts.today.models import Route
from linli.contexts.today.queries import day


def mapped(homes) -> None:
    for n, area in enumerate({home.area_id: home.area for home in homes}.values()):
        area.longitude, area.latitude = 120.001 + 0.0005 * (n % 2), 30.001 + 0.0005 * n
        area.save()


def test_every_worker_finds_a_walk_in_the_morning_and_it_is_laid_once(world, clock):
    mapped(settle(world, 6))
    worker = world.actor("grid_worker", world.grid1)
    clock.forward(timedelta(days=8))
    assert tasks.lay_routes() >= 1
    found = day.day_of(worker, clock.today())
    assert found.is_ordered
    assert [door.key for door in found.now] == Route.objects.get(account_id=worker.account_id).doors
    assert tasks.lay_routes() == 0


def test_what_the_worker_chose_is_not_overwritten_and_the_next_day_ends_alike(world, clock):
    mapped(settle(world, 4))
    worker = world.actor("grid_worker", world.grid1)
    clock.forward(timedelta(days=8))
    mine = [door.key for door in day.day_of(worker, clock.today()).now][::-1]
    commands.keep_route(worker, doors=mine, comes_back=False)
    tasks.lay_routes()
    found = day.day_of(worker, clock.today())
    assert ([door.key for door in found.now], found.comes_back) == (mine, False)
    clock.forward(timedelta(days=1))
    tasks.lay_routes()
    kept = Route.objects.get(account_id=worker.account_id)
    assert (kept.on, kept.comes_back) == (clock.today(), False)


def test_nothing_is_laid_in_the_night(world, clock):
    settle(world, 2)
    world.actor("grid_worker", world.grid1)
    clock.forward(timedelta(days=8))
    while timezone.localtime(clock.now()).hour != 2:
        clock.forward(timedelta(hours=1))
    assert tasks.lay_routes() == 0
