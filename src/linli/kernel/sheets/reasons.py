"""Reasons of the form engine in words."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as label

from linli.engines.formfill.model import Reason

SENTENCES = {
    "own_words": label("表头“%(a)s”就是这个意思"),
    "whose_and_what": label("“%(a)s”说明了是谁的什么"),
    "under_group": label("按上面的大标题理解"),
    "under_subject": label("按这张表的主题理解"),
    "answer": label("这一列是一个选项，打勾用"),
    "beside": label("按旁边的列理解"),
    "by_values": label("按列里已有的内容判断"),
    "values_disagree": label("列里已有的内容和表头对不上"),
    "someone_else": label("问的是别人，登记里没有"),
    "asked_twice": label("同一项问了两次，另一列更像"),
    "not_held": label("登记里没有这一项"),
    "serial": label("序号，自动编排"),
    "sign": label("留给人签字或填写"),
}
POPULATION = {
    "named_in_title": label("按标题里的“%(a)s”"),
    "named_in_file_name": label("按文件名里的“%(a)s”"),
    "named_in_sheet_name": label("按工作表名里的“%(a)s”"),
    "named_in_heading": label("按表头里的“%(a)s”"),
    "named_in_fields": label("按表里问的内容，像是“%(a)s”"),
    "age_only": label("按写明的年龄“%(a)s”"),
    "not_named": label("这一份上面没有写是哪些人"),
    "everyone": label("标题没有限定人群，按全部居民"),
}


def serial() -> str:
    """Why a column of running numbers needs no field."""
    return _(SENTENCES["serial"])


def why(reason: Reason) -> str:
    """Why a column was read like that."""
    return _worded(SENTENCES, reason, "")


def why_people(reason: Reason) -> str:
    """Why these people are meant."""
    return _worded(POPULATION, reason, _("按表里的字样判断"))


def _worded(table: dict[str, str], reason: Reason, otherwise: str) -> str:
    sentence = table.get(reason.code)
    if sentence is None:
        return otherwise
    words = reason.values[0] if reason.values else ""
    return _(sentence) % {"a": words} if "%(a)s" in sentence else _(sentence)
