"""How many people share a name by chance: 张伟 many, 尉迟喆 nobody?"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from linli.engines.linking.people import Name

# Shares of the population in per mille, rounded; what a small register cannot tell by itself.
_SURNAMES = (
    "王72李72张68刘54陈45杨31黄22赵23吴20周21徐17孙15马13朱13胡13郭12何12高11林12罗11郑9梁9谢8宋8唐7许7韩7冯6邓6"
    "曹6彭5曾5肖5田5董5袁5潘4于5蒋5蔡4余4杜4叶4程4苏4魏4吕4丁4任4沈4姚3卢3姜3崔3钟3谭3陆3汪3范3金3石3廖3贾3夏2"
    "韦3付2方3白2邹2孟2熊2秦2邱2江2尹2薛2闫2段2雷2侯2龙2史2陶2黎2贺2顾2毛2郝2龚2邵2万2钱2严2覃2武2戴2莫2孔2向2汤2"
)
_GIVEN = (
    "伟芳秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂华建国文玉红志海春小晓云梅林金永德子雨欣佳宇浩轩涵丹波辉斌萍鹏飞"
    "燕玲琴凤珍荣贵福生成新立东光龙庆祥俊峰雪婷慧莉娜琳怡思梓一诗嘉博泽睿俊彤悦"
)
_SURNAME_BACKGROUND = 500.0
_CHARACTER_BACKGROUND = 2000.0
_USUAL_CHARACTER = 0.012
_RARE_CHARACTER = 1 / 4000
_RARE_SURNAME = 2e-5
_SYLLABLES = 380
_PEOPLE_TO_TRUST = 1000
_LEAST = 2e-6
"""However rare a name is: names are given by fashion and family, not drawn character by character."""


@dataclass(frozen=True, slots=True)
class NameFrequencies:
    """Chances that another person has a name, or a part of it, in common."""

    people: int
    names: Mapping[str, int]
    sounds: Mapping[str, int]
    surnames: Mapping[str, int]
    characters: Mapping[str, int]
    syllables: Mapping[str, int]
    one_character: float
    """Share of given names of one character."""

    def of_name(self, name: Name) -> float:
        """The chance that somebody else bears exactly this name.

        What its parts lead to expect, and up to half the register's own count but for the pair itself.
        """
        seen = max(0, self.names.get(name.simple, 0) - 2) / max(1, self.people)
        return max(_LEAST, self._mixed(seen, self._expected(name)))

    def of_sound(self, name: Name) -> float:
        """The chance that somebody else's name sounds the same."""
        seen = max(0, self.sounds.get(name.sound, 0) - 2) / max(1, self.people)
        spoken = name.sound.split(" ")
        width = len(name.surname)
        expected = self.of_surname(name.surname) * 1.5 * self._length(name)
        for syllable in spoken[width:]:
            expected *= self._syllable(syllable)
        return max(self.of_name(name), self._mixed(seen, expected))

    def of_surname(self, surname: str) -> float:
        """The chance of the surname alone."""
        background = _SURNAME_SHARES.get(surname, _RARE_SURNAME)
        counted = max(0, self.surnames.get(surname, 0) - 2)
        return (counted + _SURNAME_BACKGROUND * background) / (self.people + _SURNAME_BACKGROUND)

    def of_characters(self, characters: Iterable[str]) -> float:
        """The chance that a given name holds these characters in these places."""
        chance = 1.0
        for character in characters:
            chance *= self._character(character)
        return chance

    def _mixed(self, seen: float, expected: float) -> float:
        trust = 0.5 * self.people / (self.people + _PEOPLE_TO_TRUST)
        return trust * seen + (1 - trust) * expected

    def _expected(self, name: Name) -> float:
        surname = self.of_surname(name.surname) if name.surname else 1.0
        return surname * self._length(name) * self.of_characters(name.given.replace("·", ""))

    def _length(self, name: Name) -> float:
        return self.one_character if len(name.given) == 1 else 1 - self.one_character

    def _character(self, character: str) -> float:
        background = _USUAL_CHARACTER if character in _GIVEN else _RARE_CHARACTER
        counted = max(0, self.characters.get(character, 0) - 2)
        total = self.characters.get("", 0)
        return (counted + _CHARACTER_BACKGROUND * background) / (total + _CHARACTER_BACKGROUND)

    def _syllable(self, syllable: str) -> float:
        counted = max(0, self.syllables.get(syllable, 0) - 2)
        total = self.syllables.get("", 0)
        return (counted + _CHARACTER_BACKGROUND / _SYLLABLES) / (total + _CHARACTER_BACKGROUND)


def name_frequencies(names: Iterable[Name]) -> NameFrequencies:
    """Count the names of a register."""
    listed = list(names)
    given = [name.given for name in listed if name.surname]
    characters = Counter(character for one in given for character in one)
    syllables = Counter(part for name in listed for part in name.sound.split(" ")[len(name.surname) :])
    short = sum(len(one) == 1 for one in given)
    return NameFrequencies(
        people=len(listed),
        names=Counter(name.simple for name in listed),
        sounds=Counter(name.sound for name in listed),
        surnames=Counter(name.surname for name in listed),
        characters={**characters, "": characters.total()},
        syllables={**syllables, "": syllables.total()},
        one_character=(short + 15) / (len(given) + 100),
    )


def _shares(table: str) -> dict[str, float]:
    shares: dict[str, float] = {}
    surname = ""
    for character in table:
        if character.isdigit():
            shares[surname] = shares.get(surname, 0) * 10 + int(character) / 1000
        else:
            surname = character
    return shares


_SURNAME_SHARES = _shares(_SURNAMES)
