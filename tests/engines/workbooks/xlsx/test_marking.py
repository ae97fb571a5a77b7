"""Colours that say where an answer comes from, only when asked for."""

from tests.engines.workbooks.makers import loaded, part, people, register, saved

from linli.engines.workbooks import Marking, Spot, Table, fill, read

MARKS = {(0, 0): "register", (1, 1): "stale", (6, 3): "missing", (7, 0): "register"}
LEGEND = Marking(legend={"register": "来自居民档案", "stale": "一年以上未核对", "missing": "尚无此项"})


def table() -> Table:
    return Table("名单", 3, 3, (2, 3, 4, 6), people(9), marks=MARKS)


def colour(data: bytes, name: str) -> str:
    return loaded(data)["名单"][name].fill.fgColor.rgb


def test_without_asking_nothing_is_coloured() -> None:
    data = saved(register())
    out = fill(data, [table()], [Spot("名单", 8, 1, "甲", mark="missing")])
    assert part(data, "xl/styles.xml") == part(out, "xl/styles.xml")


def test_marked_cells_get_a_light_fill_and_keep_their_style() -> None:
    out = fill(saved(register()), [table()], [Spot("名单", 8, 1, "甲", mark="missing")], marks=Marking())
    assert colour(out, "B3") == "FFE7F4E4"
    assert colour(out, "C4") == "FFFFF3CD"
    assert colour(out, "F9") == "FFFBE3DC"
    assert colour(out, "B10") == "FFE7F4E4"
    assert colour(out, "A15") == "FFFBE3DC" or colour(out, "A14") == "FFFBE3DC"
    assert colour(out, "B4") == "00000000"
    sheet = loaded(out)["名单"]
    assert sheet["B10"].border.left.style == "thin"
    assert sheet["B10"].value == "张8"
    assert loaded(out).sheetnames == ["名单"]


def test_a_legend_is_a_last_sheet() -> None:
    out = fill(saved(register()), [table()], marks=LEGEND)
    book = loaded(out)
    assert book.sheetnames == ["名单", "填报说明"]
    assert [cell.value for cell in book["填报说明"]["A"]] == [
        "填报说明",
        "来自居民档案",
        "一年以上未核对",
        "尚无此项",
    ]
    assert book["填报说明"]["A3"].fill.fgColor.rgb == "FFFFF3CD"
    assert [sheet.name for sheet in read(out).sheets] == ["名单", "填报说明"]


def test_the_legend_finds_a_free_name() -> None:
    book = register()
    book.create_sheet("填报说明")
    assert loaded(fill(saved(book), [], marks=LEGEND)).sheetnames == ["名单", "填报说明", "填报说明_"]
