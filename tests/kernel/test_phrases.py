"""Enumerations and colons follow the reader's language."""

from django.template import Context, Template
from django.utils import translation

from linli.kernel.phrases import colon, listed

PAGE = Template("{% load linli %}原因{% colon %}{{ parts|listed }}{% comma %}完{{ parts.0|aside }}")


def test_chinese_signs_in_chinese_and_english_ones_in_english() -> None:
    with translation.override("zh-hans"):
        assert (listed(["甲", "", None, 3]), colon()) == ("甲、3", "：")
        assert PAGE.render(Context({"parts": ["甲", "乙"]})) == "原因：甲、乙、完（甲）"
    with translation.override("en"):
        assert (listed(["甲", 3]), colon()) == ("甲, 3", ": ")
        assert PAGE.render(Context({"parts": ["甲", "乙"]})) == "原因: 甲, 乙, 完 (甲)"
