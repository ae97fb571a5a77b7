"""The words of a written pledge (告知承诺书) that may serve instead of a certificate."""

from typing import Any

from linli.contexts.duties.queries.certificates import Certificate, notice

FOOT = "示例文本。能否用承诺代替证明，由受理单位按规定决定；受理单位有固定文本的，用它的文本。"


def pledge_values(one: Certificate) -> dict[str, Any]:
    """What stands on the sheet; Chinese, because the offices that take it read Chinese."""
    matter = one.name.removesuffix("证明").removesuffix("说明")
    rule = notice()
    told = [
        f"{rule.title}（{rule.number}）：{rule.rule}",
        f"有关单位可以通过信息共享核查{matter}；确实无法核查、又允许告知承诺的，由本人书面承诺代替证明。",
    ]
    if one.issued:
        told = [one.basis, "允许告知承诺的，由本人书面承诺代替证明。"]
    return {
        "title": f"{matter}告知承诺书",
        "blanks": ["姓　　名", "身份证号", "联系电话", "办理事项", "受理单位"],
        "told_label": "一、告知",
        "told": told,
        "pledge_label": f"二、承诺（本人的{matter}）",
        "pledges": [
            "本人的情况是：" + "＿" * 52,
            "本人已经知道上面的告知内容，所写情况真实、准确、完整。",
            "如与事实不符，本人愿意承担相应的法律责任，并配合纠正。",
        ],
        "signed": "承诺人（签名）",
        "day": "日期",
        "foot": FOOT,
    }
