"""Ages at which something may change are known a month ahead."""

from datetime import date

from django.urls import reverse


def test_who_turns_eighty_next_week_is_on_the_page(world):
    world.person("张国英", date(1946, 3, 20), "2", home=world.home(world.building1, 1, "501"))
    world.person("李不到", date(1945, 3, 20), "2", home=world.home(world.building1, 1, "502"))
    world.person("赵在别处", date(1946, 3, 15), "2", home=world.home(world.building3, 1, "101"))
    page = world.client("grid_worker", world.grid1).get(reverse("registry:birthdays")).content.decode()
    assert "张国英" in page
    assert "2026年3月20日" in page
    assert "李不到" not in page
    assert "赵在别处" not in page


def test_a_month_without_birthdays_says_so(world):
    page = world.client("grid_worker", world.grid1).get(reverse("registry:birthdays")).content.decode()
    assert "这一个月没有人到龄" in page
