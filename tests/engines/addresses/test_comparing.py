"""Two writings are the same home, may be, or are not."""

import pytest

from linli.engines.addresses import Match, compare, parse, same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("梧桐苑3栋2单元501", "3-2-501"),
        ("梧桐苑小区3号楼2单元501室", "梧桐苑3-2-501"),
        ("学府路18弄5号302室", "18-5-302"),
        ("18弄5号302室", "5号302"),
        ("A座1203", "A-1203"),
        ("曹杨三村12号302", "曹杨3村12号302室"),
        ("学府路88号", "学府路88号"),
        ("梧桐宛3-2-501", "梧桐苑3-2-501"),
    ],
)
def test_same_home(one: str, other: str) -> None:
    assert same(one, other)
    assert same(parse(other), one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("3-2-501", "3-2-502"),
        ("3-2-501", "3-1-501"),
        ("梧桐苑3-2-501", "丁香苑3-2-501"),
        ("一区3-2-501", "二区3-2-501"),
        ("18弄5号302", "20弄5号302"),
        ("学府路88号501室", "学府路86号501室"),
        ("", ""),
        ("不详", "不详"),
    ],
)
def test_not_the_same_home(one: str, other: str) -> None:
    assert compare(one, other) is Match.DIFFERENT


@pytest.mark.parametrize(
    ("one", "other"), [("3-501", "3-2-501"), ("3号楼2单元", "3-2-501"), ("3号楼", "3-2-501")]
)
def test_perhaps_the_same_home(one: str, other: str) -> None:
    assert compare(one, other) is Match.POSSIBLE
    assert not same(one, other)
