"""What the door of duties answers to other contexts."""

from uuid import uuid4

import pytest

from linli.contexts.duties import api
from linli.contexts.duties.commands.lists import take_example
from linli.kernel.actor import linli
from linli.kernel.errors import OutsideYourArea


@pytest.fixture
def listed(world):
    take_example(linli("test"), world.subdistrict)
    return world


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("违章建筑拆除", "协助35"),
        ("参加拆违", "不承担1"),
        ("无证养狗", "协助34"),
        ("楼上楼下纠纷调解", "履职5"),
        ("帮忙招商引资", "不承担2"),
        ("dbbyjt", "协助4"),
        ("给楼里加装电梯", "协助39"),
    ],
)
def test_words_find_the_item_of_the_list(listed, words, number) -> None:
    assert number in [card.number for card in api.find_duties(listed.community, words)][:3]


def test_a_number_finds_its_item_and_cites_its_clause(listed) -> None:
    (card,) = api.find_duties(listed.community.code, code="不承担4")
    assert card.kind == "excluded"
    assert card.cites == "《社区工作事项清单（示例）》第三部分第4项"
    assert api.duty(card.key) == card


def test_nothing_is_invented(listed) -> None:
    assert api.find_duties(listed.community, "火星旅行") == []
    assert api.find_duties("110101001001", "养犬") == []
    with pytest.raises(OutsideYourArea):
        api.duty(uuid4())


def test_one_query_however_long_the_list(listed, django_assert_max_num_queries) -> None:
    with django_assert_max_num_queries(1):
        assert len(api.find_duties(listed.community)) == 65
    with django_assert_max_num_queries(1):
        api.find_duties(listed.community, "养犬")


NOT_ISSUED = {
    "亲属关系证明", "居民身份信息证明", "户口登记项目内容变更申请证明", "居民养犬证明", "无犯罪记录证明",
    "社区戒毒社区康复人员情况证明（表现证明）", "人员失踪证明", "婚姻状况证明", "出生证明", "健在证明",
    "死亡证明", "疾病状况证明", "残疾状况证明", "婚育状况证明", "居民就业状况证明", "居民个人档案证明",
    "居民财产证明", "遗产继承权证明", "市场主体住所证明", "证件遗失证明",
}  # fmt: skip


def test_the_twenty_and_each_says_where_to_go() -> None:
    listed = [c for c in api.certificates() if not c.issued]
    assert {c.name for c in listed} == NOT_ISSUED
    assert all(c.why and c.instead and all(i.who and i.how and i.bring for i in c.instead) for c in listed)
    for one in api.certificates():
        assert not one.issued or (one.basis and one.purpose and one.steps and one.sample)


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("单身证明", "婚姻状况证明"),
        ("我要开个单身的证明", "婚姻状况证明"),
        ("hyzk", "婚姻状况证明"),
        ("HYZKZM", "婚姻状况证明"),
        ("wfzjl", "无犯罪记录证明"),
        ("政审", "无犯罪记录证明"),
        ("爸爸去世了怎么开死亡证明", "死亡证明"),
        ("养老金认证", "健在证明"),
        ("没有房子的证明", "居民财产证明"),
        ("狗证", "居民养犬证明"),
        ("身份证丢了", "证件遗失证明"),
        ("证明我妈是我妈", "亲属关系证明"),
        ("孩子的出生证", "出生证明"),
        ("失业证明", "居民就业状况证明"),
        ("改名字", "户口登记项目内容变更申请证明"),
        ("居住证明", "居住情况说明"),
    ],
)
def test_loose_words_find_the_certificate(words, name) -> None:
    assert api.find_certificates(words)[0].name == name


def test_a_province_lays_its_own_list_over_ours(tmp_path, settings) -> None:
    from shutil import copytree

    from linli.kernel import packs

    copytree(settings.PACKS / "base", tmp_path / "base")
    (tmp_path / "province").mkdir()
    (tmp_path / "province" / "certificates.toml").write_text(
        '[certificate.alive]\nhidden = true\n[certificate.transfer]\nname = "转学证明"\nalso = ["换学校"]\n'
        'why = "由学校出具。"\n'
        '[[certificate.transfer.instead]]\nwho = "学校"\nhow = "办理"\nbring = "户口簿"\n'
        '[certificate.kinship]\nissued = true\nbasis = "本省清单第三项"\n',
        encoding="utf-8",
    )
    settings.PACKS, settings.PACK = tmp_path, "province"
    packs.pack.cache_clear()
    try:
        listed = {c.key: c for c in api.certificates()}
        assert "alive" not in listed
        assert (listed["kinship"].issued, listed["kinship"].basis) == (True, "本省清单第三项")
        assert api.find_certificates("换学校")[0].key == "transfer"
    finally:
        packs.pack.cache_clear()
