"""The same template is known again, whatever date, street and number of rows it carries."""

from tests.engines.formfill.material import read, sheet_of

from linli.engines.formfill.fingerprint import bare_title, fingerprint, template_key

HEADS = ["序号", "姓名", "性别", "身份证号", "联系电话"]


def form(title: str, rows: int = 3, heads: list[str] = HEADS) -> str:
    sheet = sheet_of([[title], heads, *[[""] * len(heads)] * rows], (1, 1, 1, len(heads)), boxed_from=2)
    return fingerprint(read(sheet))


def test_date_street_and_rows_do_not_change_a_template() -> None:
    first = form("2026年第三季度幸福街道独居老人花名册")
    assert form("2025年10月和平街道阳光社区独居老人花名册") == first
    assert form("2026年第三季度幸福街道独居老人花名册", rows=30) == first
    assert form("独居老人花名册（2026年）") == first


def test_other_people_or_other_columns_are_another_template() -> None:
    first = form("独居老人花名册")
    assert form("低保户花名册") != first
    assert form("独居老人花名册", heads=[*HEADS, "备注"]) != first


def test_decoration_of_headings_does_not_matter() -> None:
    dressed = ["序 号", "*姓  名", "性别（男/女）", "身份证号：", "联系电话①"]
    assert form("独居老人花名册", heads=dressed) == form("独居老人花名册")


def test_the_first_line_is_a_short_key_and_the_rest_is_readable() -> None:
    sheet = sheet_of([["独居老人花名册"], HEADS, [""] * 5], (1, 1, 1, 5), boxed_from=2)
    key, *lines = fingerprint(read(sheet)).splitlines()
    assert key == template_key(read(sheet))
    assert len(key) == 16
    assert lines[0] == "title 独居老人花名册"
    assert "column 联系电话" in lines


def test_bare_titles() -> None:
    assert bare_title("附件1：2026年第三季度XX街道低保户花名册") == "低保户花名册"
    assert bare_title("2026年11月阳光社区居委会党员名册") == "党员名册"
