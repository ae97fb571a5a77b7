"""What a department's form would cost: weighed from the form itself, never estimated."""

import pytest
from tests.builders.forms import blank
from tests.contexts.duties.desk import Desk

from linli.contexts.duties.commands import admissions as commands
from linli.contexts.duties.models import Admission
from linli.contexts.duties.queries.burden import burden_of
from linli.kernel.errors import BadInput


@pytest.fixture
def desk(world):
    return Desk(world)


def test_a_form_must_be_attached_and_is_weighed(desk) -> None:
    world = desk.world
    for name in ("王一", "李二", "张三"):
        world.person(name)
    with pytest.raises(BadInput) as refused:
        desk.submitted(wanted="form")
    assert refused.value.field == "blank"
    form = blank("全部居民用电登记表", ["序号", "姓名", "性别", "联系电话", "电表品牌"])
    row = commands.revise(
        desk.civil, Admission.objects.get(), told={}, blank=commands.Blank(form, "用电.xlsx", "全部居民")
    )
    burden = burden_of(row)
    assert burden is not None
    assert (burden.asked, burden.held, burden.new, burden.rows) == (4, 3, ("电表品牌",), 3)
    assert (burden.cells, burden.typed) == (4 * 3 * 4, 1 * 3 * 4)
    assert commands.submit(desk.civil, row).state == "submitted"


def test_nothing_is_estimated_where_nobody_can_count(desk) -> None:
    form = blank("企业用工登记表", ["企业名称", "用工人数"])
    row = commands.revise(desk.civil, desk.drafted(), told={}, blank=commands.Blank(form, "x.xlsx"))
    burden = burden_of(row)
    assert burden is None or burden.cells == 0
    assert burden_of(desk.drafted(title="没有表")) is None


def test_a_file_that_is_no_form_is_refused(desk) -> None:
    with pytest.raises(BadInput) as refused:
        commands.revise(desk.civil, desk.drafted(), told={}, blank=commands.Blank(b"nothing", "x.xlsx"))
    assert refused.value.field == "blank"
