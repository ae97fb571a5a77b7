"""What One Form tells other contexts of a blank form: counts, never people."""

from tests.builders.forms import blank

from linli.contexts.forms import api


def test_a_form_is_weighed_for_the_place_asked(world) -> None:
    for number in range(4):
        world.person(f"居民{number}")
    world.person("邻居", home=world.home(world.building3))
    form = blank("全部居民登记表", ["序号", "姓名", "联系电话", "星座"])
    found = api.appraise(form, "x.xlsx", world.community.code, people="全部居民")
    assert (found.asked, found.held, found.new) == (3, 2, ("星座",))
    assert [part.rows for part in found.parts] == [5]
    assert api.appraise(form, "x.xlsx", world.grid2.code, people="全部居民").parts[0].rows == 1


def test_whom_nobody_keeps_is_not_counted(world) -> None:
    found = api.appraise(blank("企业登记表", ["企业名称", "年产值"]), "x.xlsx", world.community.code)
    assert all(part.rows is None for part in found.parts)
