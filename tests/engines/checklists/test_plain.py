"""The paper version: numbered questions, boxes, lines, and simple conditions in words."""

from tests.engines.checklists.books import book

from linli.engines.checklists import compile_book, printed

SURVEY = """
| type | name | label | hint | relevant | appearance |
| note | hello | **您好**，${head} |
| text | head | 户主 |
| select_one yes_no | gas | 用燃气吗 |
| begin group | kitchen | 厨房 | | ${gas} = 'yes' |
| select_multiple needs | needs | 需要什么 | 可多选 |
| end group |
| begin repeat | people | 家人 |
| text | who | 姓名 | | ${head} != '' and 1 = 1 |
| end repeat |
| image | photo | 照片 |
| calculate | c | | | |
| acknowledge | seen | 已当面确认 |
| text | said | 一句话 | | | multiline |
""".replace("| calculate | c | | | |\n", "")
CHOICES = """
| list_name | name | label |
| yes_no | yes | 用 |
| yes_no | no | 不用 |
| needs | meals | 助餐 |
| needs | bath | 助浴 |
"""


def test_a_checklist_on_paper() -> None:
    sheet = printed(compile_book(book(survey=SURVEY, choices=CHOICES), "走访.xlsx").checklist)
    assert [(row.kind, row.number, row.text) for row in sheet.rows] == [
        ("note", "", "您好，＿＿＿＿"),
        ("question", "1", "户主"),
        ("question", "2", "用燃气吗"),
        ("heading", "", "厨房"),
        ("question", "3", "需要什么"),
        ("heading", "", "家人（1）"),
        ("question", "1-4", "姓名"),
        ("heading", "", "家人（2）"),
        ("question", "2-4", "姓名"),
        ("heading", "", "家人（3）"),
        ("question", "3-4", "姓名"),
        ("question", "5", "已当面确认"),
        ("question", "6", "一句话"),
    ]
    by_text = {row.text: row for row in sheet.rows}
    assert by_text["厨房"].only_if == "第 2 题选“用”时填"
    assert (by_text["需要什么"].boxes, by_text["需要什么"].several) == (("助餐", "助浴"), True)
    assert by_text["用燃气吗"].several is False
    assert (by_text["户主"].lines, by_text["一句话"].lines, by_text["已当面确认"].lines) == (1, 3, 0)
    assert by_text["姓名"].only_if == ""
