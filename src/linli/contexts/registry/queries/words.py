"""Reason codes in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

ID_REASONS: dict[str, Promise] = {
    "no_name": _("没有姓名"),
    "empty": _("没有身份证号"),
    "length": _("身份证号应是 18 位（旧证 15 位），位数不对"),
    "characters": _("身份证号里有不该出现的字符"),
    "prefix": _("身份证号开头不对"),
    "region": _("身份证号前两位不是任何省份"),
    "date": _("日期不可能：没有这一天，或年代不对"),
    "in_future": _("出生日期在今天之后"),
    "check_digit": _("身份证校验错误：最后一位对不上，可能抄错了一位"),
    "rounded": _("身份证号被表格当成数字，后几位已丢失，请把该列设为文本后重填"),
    "masked": _("身份证号被遮住了，需要完整号码"),
    "placeholder": _("身份证号是随手填的占位数字"),
}


def id_reason(code: str) -> str | Promise:
    """Why a number or a date was refused."""
    return ID_REASONS.get(code, ID_REASONS["characters"])
