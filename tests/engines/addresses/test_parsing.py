"""People write one home in many ways; all of them are the same home."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linli.engines.addresses import key, parse, to_building

NUMERALS = "零一二三四五六七八九"


def numeral(number: int) -> str:
    tens, ones = divmod(number, 10)
    front = "" if not tens else "十" if tens == 1 else f"{NUMERALS[tens]}十"
    return front + (NUMERALS[ones] if ones or not tens else "")


def spelled(digits: str) -> str:
    return "".join(NUMERALS[int(digit)] for digit in digits)


WIDE = str.maketrans("0123456789-#()", "０１２３４５６７８９－＃（）")
FRONTS = (
    "",
    "梧桐苑",
    "梧桐苑小区",
    "杭州市西湖区文新街道德加社区梧桐苑",
    "浙江省杭州市西湖区学府路88号梧桐苑",
    "学府路88号",
    "五一小区",
    "中山一路302号",
    "曹杨三村",
    "北京市海淀区学院路38号院",
)


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("3-2-501", "3-2-501"),
        ("3号楼2单元501室", "3-2-501"),
        ("梧桐苑3栋2单元501", "3-2-501"),
        ("三号楼二单元", "3-2"),
        ("三号楼二单元五〇一", "3-2-501"),
        ("３＃２－５０１", "3-2-501"),
        ("3#-2-501", "3-2-501"),
        ("3 2 501", "3-2-501"),
        ("3.2.501", "3-2-501"),
        ("03-02-0501", "3-2-501"),
        ("第3栋第2单元501", "3-2-501"),
        ("3栋2单501", "3-2-501"),
        ("3楼2门501", "3-2-501"),
        ("3栋2楼道501", "3-2-501"),
        ("3栋2梯501", "3-2-501"),
        ("3-2-5-501", "3-2-501"),
        ("3栋2单元5层1号", "3-2-501"),
        ("三号楼二单元五楼一号", "3-2-501"),
        ("3栋2单元5-1", "3-2-501"),
        ("3-2-501（租户）", "3-2-501"),
        ("3-2-501/502", "3-2-501"),
        ("3号楼2单元501室 张三", "3-2-501"),
        ("5幢甲单元", "5-甲"),
        ("3栋东单元501", "3-东-501"),
        ("3-501", "3-501"),
        ("3栋501号", "3-501"),
        ("5号302（室）", "5-302"),
        ("3楼301", "3-301"),
        ("15号", "15"),
        ("328号", "328"),
        ("101", "101"),
        ("3栋1单元101.0", "3-1-101"),
        ("3号楼2单元5o1", "3-2-501"),
        ("12号楼3单元9-2", "12-3-902"),
        ("6号院2号楼四门303号", "2-4-303"),
        ("15号楼", "15"),
        ("3-2-502-1", "3-2-502-1"),
        ("1期3-2-501", "1-3-2-501"),
        ("芳城园一区3号楼2单元501", "1-3-2-501"),
    ],
)
def test_the_numbers_of_a_home(written: str, wanted: str) -> None:
    assert key(written) == wanted


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("18弄5号302（室）", "18-5-302"),
        ("学府路18弄5号302室", "18-5-302"),
        ("18弄05号0302", "18-5-302"),
        ("十八弄五号三〇二室", "18-5-302"),
        ("延安西路1448弄12支弄3号201室", "1448/12-3-201"),
        ("曹杨三村12号302室", "12-302"),
        ("幸福路12弄3号楼501", "12-3-501"),
    ],
)
def test_lanes(written: str, wanted: str) -> None:
    assert key(written) == wanted


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("A座1203", "A-1203"),
        ("a座1203室", "A-1203"),
        ("A-1203", "A-1203"),
        ("A1203", "A-1203"),
        ("3A-1202", "3A-1202"),
        ("甲5号楼2单元301", "5甲-2-301"),
        ("5号甲301", "5甲-301"),
        ("88号附3号201", "88附3-201"),
        ("东楼301", "东-301"),
        ("2号楼B座1201", "2-B-1201"),
        ("二号楼附楼301", "2-附-301"),
    ],
)
def test_buildings_with_letters(written: str, wanted: str) -> None:
    assert key(written) == wanted


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        ("地下室B102", "B102"),
        ("3号楼地下室B102", "3-B102"),
        ("3号楼负一层102", "3-B102"),
        ("3号楼B1层02", "3-B102"),
        ("3号楼负一层", "3-B1"),
        ("1楼东户", "1东"),
        ("3号楼2单元1楼东户", "3-2-1东"),
        ("3号楼2单元西户", "3-2-西"),
    ],
)
def test_basements_and_sides(written: str, wanted: str) -> None:
    assert key(written) == wanted


def test_a_full_address_is_taken_apart() -> None:
    found = parse("浙江省杭州市西湖区文新街道德加社区学府路88号梧桐苑二期3栋2单元501室")
    assert found.place == ("浙江省", "杭州市", "西湖区", "文新街道", "德加社区")
    assert (found.street, found.street_number) == ("学府路", "88")
    assert (found.compound, found.zone) == ("梧桐苑", "2")
    assert (found.building, found.entrance, found.room) == ("3", "2", "501")
    assert found.confidence > 0.9


def test_a_street_number_stands_in_for_the_building() -> None:
    assert key("学府路88号501室") == "88-501"
    assert key("学府路88号") == "88"
    assert key("学府路88号-3") == "88-3"
    assert key("学府路88号3-501") == "3-501"
    assert parse("学府路88号3号楼501").building == "3"


def test_names_full_of_numerals_are_not_homes() -> None:
    assert parse("五一小区").key() == ""
    assert parse("三里屯").key() == ""
    assert key("三里屯西五街5号院12号楼3单元1201") == "12-3-1201"


def test_what_is_not_understood_is_told() -> None:
    assert parse("不详").confidence == 0
    assert parse("").key() == ""
    assert parse("3号楼底商2号").rest == "底商2号"
    assert parse("3-2-501（租户）").rest == "租户"


def test_less_said_is_less_sure() -> None:
    full, hyphens, half = parse("3号楼2单元501室"), parse("3-2-501"), parse("501")
    assert full.confidence > hyphens.confidence > half.confidence > 0


def test_a_notice_shows_the_building_only() -> None:
    assert to_building("梧桐苑3栋2单元501室") == "梧桐苑3栋"
    assert to_building("3-2-501") == "3号楼"
    assert "501" not in to_building("学府路88号501室")


HOMES = st.tuples(st.integers(1, 99), st.integers(1, 9), st.integers(1, 33), st.integers(1, 12))


def writings(building: int, entrance: int, floor: int, door: int) -> list[str]:
    room = f"{floor}{door:02d}"
    return [
        f"{building}-{entrance}-{room}",
        f"{building:02d}-{entrance:02d}-{room.zfill(4)}",
        f"{building}号楼{entrance}单元{room}室",
        f"{building}号楼{entrance}单元{room}",
        f"{building}栋{entrance}单元{room}室",
        f"{building}幢{entrance}单元{room}",
        f"{building}幢{entrance}单元{floor}楼{room}",
        f"{building}幢{entrance}单元{floor}层{door}号",
        f"{building}楼{entrance}门{room}号",
        f"{building}#{entrance}-{room}",
        f"{building}#楼{entrance}单元{room}",
        f"{building}栋{entrance}-{room}",
        f"{building} 栋 {entrance} 单元 {room} 室",
        f"{building}/{entrance}/{room}",
        f"{building}号楼{entrance}单元{room}（室）",
        f"{numeral(building)}号楼{numeral(entrance)}单元{spelled(room)}室",
        f"{numeral(building)}栋{numeral(entrance)}单元{numeral(floor)}楼{room}",
    ]


@given(HOMES, st.sampled_from(FRONTS), st.sampled_from([{}, WIDE]), st.sampled_from(["", "（租户）", " "]))
def test_every_writing_of_a_home_gives_one_key(
    home: tuple[int, int, int, int], front: str, width: dict[int, str], tail: str
) -> None:
    building, entrance, floor, door = home
    wanted = f"{building}-{entrance}-{floor}{door:02d}"
    for written in writings(*home):
        text = front + written + tail
        assert key(text.translate(width)) == wanted


@given(st.integers(1, 2000), st.integers(1, 99), st.integers(1, 33), st.integers(1, 12))
def test_every_writing_in_a_lane_gives_one_key(lane: int, house: int, floor: int, door: int) -> None:
    room = f"{floor}{door:02d}"
    for written in (
        f"{lane}弄{house}号{room}室",
        f"{lane}弄{house}号{room}",
        f"学府路{lane}弄{house}号{room}（室）",
        f"上海市长宁区江苏路街道学府路{lane}弄{house}号{room}室",
        f"{lane} 弄 {house} 号 {floor} 楼 {room} 室",
        f"{lane}弄{house}号-{room}",
    ):
        assert key(written) == f"{lane}-{house}-{room}"


@given(HOMES, HOMES)
def test_two_homes_never_share_a_key(
    one: tuple[int, int, int, int], other: tuple[int, int, int, int]
) -> None:
    keys = {key(written) for written in writings(*one)} & {key(written) for written in writings(*other)}
    assert (one == other) == bool(keys)


@given(st.text(max_size=60))
def test_nothing_that_is_typed_breaks_the_reading(text: str) -> None:
    found = parse(text)
    assert 0 <= found.confidence <= 1
    assert found.key() == parse(text).key()


@given(st.text("3一二楼号栋单元室-弄路区 A东B0#", max_size=30))
def test_nothing_that_looks_like_an_address_breaks_the_reading(text: str) -> None:
    parse(text)
