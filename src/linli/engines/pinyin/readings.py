"""How is one character of a name read, usually and otherwise?"""

import re
import unicodedata
from collections import Counter, defaultdict
from functools import cache, lru_cache

from linli.engines.identity import split_name
from linli.engines.pinyin.surnames import SURNAME_READINGS

# Usual in given names, where the dictionary puts another reading first; that one stays findable.
_TABLE = """
晟sheng4,cheng2 珩heng2,hang2 隽jun4,juan4 圳zhen4 筠yun2,jun1 珲hui1,hun2 玟wen2,min2 汶wen4 娜na4,nuo2
莎sha1,suo1 茜qian4,xi1 乐le4,yue4 朝chao2,zhao1 长chang2,zhang3 焯zhuo1,chao1 炅jiong3,gui4 颉jie2,xie2
菀wan3,yu4 昕xin1 焱yan4,yi4 嬛huan2,xuan1 婼ruo4,chuo4 仔zi3,zai3 蔚wei4,yu4 柏bai3,bo2 行xing2,hang2
重chong2,zhong4 兴xing4,xing1 佛fo2 藏cang2,zang4 瑗yuan4 洵xun2 芮rui4 莞wan3,guan1 莘xin1,shen1
徵zheng1,zhi3 峤qiao2,jiao4 姣jiao1 婧jing4 旻min2 晖hui1 翀chong1 骁xiao1 翯he4 祎yi1 璟jing3 琚ju1 玥yue4
妤yu2 瑄xuan1 铤ting3,ding4 娣di4 曦xi1 钊zhao1 烨ye4 昱yu4 彧yu4 沁qin4 葳wei1 薇wei1 濡ru2 泓hong2 沛pei4
淼miao3 垚yao2 犇ben1 骉biao1 翾xuan1 还huan2,hai2 会hui4 奇qi2,ji1 传chuan2 为wei2 应ying4,ying1 少shao4
好hao3 石shi2 大da4 万wan4 任ren4,ren2 调diao4,tiao2 识shi2,zhi4 什shi2,shen2 卡ka3 秘mi4 圩wei2,xu1 俞yu2
车che1,ju1 省sheng3,xing3 参can1,shen1 适shi4 宁ning2 濂lian2 浚jun4,xun4 峋xun2 郇xun2 溱qin2,zhen1
荥xing2,ying2 涡wo1,guo1 浒hu3,xu3 琢zhuo2 堃kun1 喆zhe2 㛃jie2 𠮷ji2 甯ning2 卜bu3,bo5 單dan1 覺jue2
"""
_IN_GIVEN_NAMES = {entry[1]: tuple(entry[2].split(",")) for entry in re.finditer(r"(\S)([a-z0-9,]+)", _TABLE)}
_LEAST_WORDS = 2
_LEAST_SHARE = 0.03
_OUTWEIGHS = 5


def readings(name: str) -> list[tuple[str, ...]]:
    """Readings with tone digit of each character of a cleaned name, usual one first; empty where unknown."""
    surname = split_name(name).surname
    known = SURNAME_READINGS.get(surname)
    front = [_with_others(first, one) for first, one in zip(known, surname, strict=True)] if known else []
    return front + [_in_given_name(character) for character in name[len(front) :]]


@cache
def _in_given_name(character: str) -> tuple[str, ...]:
    return _with_others(_IN_GIVEN_NAMES.get(character, ()), character)


@cache
def _with_others(first: tuple[str, ...], character: str) -> tuple[str, ...]:
    """These readings, then the dictionary's usual one, then others that words really use."""
    listed = _dictionary(character)
    counts = _word_counts().get(character, Counter())
    least = max(_LEAST_WORDS, _LEAST_SHARE * counts.total())
    usual = _usual(listed, counts)
    common = [one for one in listed if counts[without_tone(one)] >= least]
    unique: dict[str, str] = {}
    for reading in (*first, *usual, *common):
        unique.setdefault(without_tone(reading), reading)
    return tuple(unique.values())


@cache
def _dictionary(character: str) -> tuple[str, ...]:
    from pypinyin import Style, pinyin

    found = pinyin(character, style=Style.TONE3, heteronym=True, neutral_tone_with_five=True, errors="ignore")
    return tuple(found[0]) if found else ()


def _usual(listed: tuple[str, ...], counts: Counter[str]) -> tuple[str, ...]:
    """The dictionary's first reading, unless five times as many words use another: 泊 is bo."""
    best = max(listed, key=lambda one: counts[without_tone(one)], default="")
    if best and counts[without_tone(best)] >= _OUTWEIGHS * max(1, counts[without_tone(listed[0])]):
        return (best,)
    return listed[:1]


@cache
def _word_counts() -> dict[str, Counter[str]]:
    """How many dictionary words read each character how: 朝 chao and zhao, 信 only xin."""
    from pypinyin.phrases_dict import phrases_dict

    counts: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for word, spoken in phrases_dict.items():
        for character, syllables in zip(word, spoken, strict=False):
            counts[character][plain(syllables[0])] += 1
    return dict(counts)


def without_tone(reading: str) -> str:
    """zhong4 → zhong."""
    return reading.rstrip("012345")


@lru_cache(maxsize=8192)
def plain(text: str) -> str:
    """Lower-case ASCII letters of a spelling: tone marks gone, ü written v."""
    decomposed = unicodedata.normalize("NFD", text.lower()).replace("u\u0308", "v")
    return "".join(character for character in decomposed if not unicodedata.combining(character))
