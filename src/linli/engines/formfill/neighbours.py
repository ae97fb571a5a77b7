"""Whose is a bare 联系电话, when the columns beside it speak of someone else?"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from linli.engines.formfill.guess import Context, Guess
from linli.engines.formfill.model import Reason
from linli.engines.formfill.strength import Reader

_SHARED = frozenset({"name", "phone", "id", "relation", "address"})
_SURER = 0.03
_REACH = 3
"""How many columns a person named once keeps speaking."""
BESIDE, ALONE, TWICE = 0.85, 0.6, 0.6


@dataclass(slots=True)
class _Row:
    """One row of headings while it is settled."""

    guesses: list[Guess]
    texts: Sequence[str]
    grouped: Sequence[bool]
    context: Context
    reader: Reader

    def own(self, what: str, but: int) -> bool:
        """Whether another column asks the same of the person of the row."""
        return any(
            guess.what == what and guess.label is not None and guess.whose in {"self", "head"}
            for i, guess in enumerate(self.guesses)
            if i != but
        )

    def bare(self, what: str) -> int:
        """How many columns ask this without saying of whom."""
        return sum(
            guess.what == what and not guess.named and not grouped
            for guess, grouped in zip(self.guesses, self.grouped, strict=True)
        )

    def speaker(self, position: int, reach: int, *, over_gaps: bool = False) -> str:
        """The other person the columns to the left speak of, also across columns of nothing held."""
        for back in range(1, reach + 1):
            i = position - back
            if i < 0 or (self.grouped[i] and not self.grouped[position]):
                # A group closes behind its last column.
                return ""
            if over_gaps and self.guesses[i].label is None and self.guesses[i].what not in _SHARED:
                continue
            if self.guesses[i].what not in _SHARED and not self._is_member_word(i):
                return ""
            if self.guesses[i].whose != "self" or self.guesses[i].named:
                whose = self.guesses[i].whose
                return "" if whose in self.reader.vocabulary.self_whose else whose
        return ""

    def names_only_someone(self, position: int) -> bool:
        """Whether a heading says whose, and what only by the group above it."""
        leaf = self.reader.phrase(self.texts[position])
        return bool(leaf.whose) and not leaf.what and not leaf.label

    def _is_member_word(self, position: int) -> bool:
        return self.guesses[position].whose not in {"self", "head"}


def settle(
    guesses: Sequence[Guess], texts: Sequence[str], grouped: Sequence[bool], context: Context, reader: Reader
) -> list[Guess]:
    """The guesses of one row of headings, once each has looked at its neighbours."""
    row = _Row(list(guesses), texts, grouped, context, reader)
    for position, guess in enumerate(row.guesses):
        if guess.what in _SHARED and not guess.named and not grouped[position]:
            row.guesses[position] = _owned(row, position, guess)
    _tell_numbers_apart(row)
    _give_to_landlord(row)
    _name_beside_number(row)
    _drop_repeats(row)
    return row.guesses


def _tell_numbers_apart(row: _Row) -> None:
    """号 is the house beside 室, and the flat beside 栋."""
    labels = [guess.label for guess in row.guesses]
    for position, text in enumerate(row.texts):
        if row.reader.heading(text).core == "号" and labels[position] == "楼栋" and labels.count("楼栋") > 1:
            row.guesses[position] = replace(row.guesses[position], label="室号")


def _give_to_landlord(row: _Row) -> None:
    """In a register of dwellings the only person is the owner, so a bare 手机号 is the owner's."""
    named = {guess.whose for guess in row.guesses if guess.what == "name" and guess.label}
    label = row.reader.vocabulary.pairs.get(("landlord", "phone"))
    if "landlord" not in named or named & {"self", "head", "member"} or label is None:
        return
    for position, guess in enumerate(row.guesses):
        if guess.what == "phone" and guess.whose == "self" and not guess.named and not row.grouped[position]:
            row.guesses[position] = replace(guess, label=label, whose="landlord", confidence=BESIDE)


def _name_beside_number(row: _Row) -> None:
    """紧急联系人 | 紧急联系人电话, both under 联系方式: the first asks for the name."""
    labels = [guess.label for guess in row.guesses]
    for position, guess in enumerate(row.guesses):
        name = row.reader.vocabulary.pairs.get((guess.whose, "name"))
        if guess.what != "phone" or guess.label is None or name is None or name in labels:
            continue
        twins = (row.texts[i] for i, label in enumerate(labels) if label == guess.label and i != position)
        number = next((text for text in twins if row.reader.phrase(text).what == "phone"), "")
        if number and row.names_only_someone(position):
            reason = Reason("beside", (row.texts[position], number))
            labels[position] = name
            row.guesses[position] = replace(guess, label=name, what="name", confidence=BESIDE, reason=reason)


def _owned(row: _Row, position: int, guess: Guess) -> Guess:
    if guess.what == "relation":
        return _relation(row, position, guess)
    if guess.what == "name":
        return guess
    repeated = guess.what == "phone" and row.bare("phone") > 1
    reach = _REACH if repeated else 2 if guess.what == "phone" else 1
    speaker = row.speaker(position, reach, over_gaps=repeated)
    if not speaker or speaker in {"self", "head", "member"}:
        return guess
    return _given_to(row, position, guess, speaker)


def _given_to(row: _Row, position: int, guess: Guess, speaker: str) -> Guess:
    """The column goes to the speaker, unless it is the only one that could be the person's own."""
    label = row.reader.vocabulary.pairs.get((speaker, guess.what))
    if label is not None:
        return replace(guess, label=label, whose=speaker, confidence=BESIDE, reason=_beside(row, position))
    if row.own(guess.what, position) or (row.bare(guess.what) > 1 and speaker == "other"):
        return replace(guess, label=None, whose=speaker, confidence=BESIDE, reason=_beside(row, position))
    return replace(guess, confidence=ALONE)


def _beside(row: _Row, position: int) -> Reason:
    return Reason("beside", (row.texts[position], row.texts[position - 1]))


def _relation(row: _Row, position: int, guess: Guess) -> Guess:
    if guess.label is not None:
        return guess
    speaker = row.speaker(position, _REACH)
    if not speaker and row.own("name", position) and "户主姓名" in {g.label for g in row.guesses}:
        speaker = "head"
    if not speaker:
        speaker = _speaker_to_the_right(row, position)
    label = row.reader.vocabulary.pairs.get((speaker, "relation"))
    if label is None:
        return replace(guess, confidence=BESIDE, reason=Reason("someone_else", (row.texts[position],)))
    return replace(guess, label=label, whose=speaker, confidence=BESIDE, reason=_beside(row, position))


def _speaker_to_the_right(row: _Row, position: int) -> str:
    """与老人关系 written before the contact it speaks of."""
    if position + 1 < len(row.guesses):
        beside = row.guesses[position + 1]
        if (
            beside.named
            and beside.what in _SHARED
            and beside.whose not in {"self", "head", "member", "other"}
        ):
            return beside.whose
    return ""


# ── The same question twice ─────────────────────────────────────────────────────────────────────────────
def _drop_repeats(row: _Row) -> None:
    first: dict[str, int] = {}
    for position, guess in enumerate(row.guesses):
        if guess.label is None or guess.part or guess.option or guess.label == "备注":
            continue
        if guess.label not in first:
            first[guess.label] = position
            continue
        earlier = first[guess.label]
        winner = _better(row, earlier, position)
        first[guess.label] = winner
        _weaken(row, position if winner == earlier else earlier, winner)


def _better(row: _Row, earlier: int, later: int) -> int:
    """Which of two columns with one meaning to keep: so named, in more detail, surer, or first."""
    named = [
        row.reader.heading(row.texts[position]).core == row.guesses[position].label
        for position in (earlier, later)
    ]
    if named[0] != named[1]:
        return later if named[1] else earlier
    detailed = ["详" in row.texts[position] for position in (earlier, later)]
    if detailed[0] != detailed[1]:
        return later if detailed[1] else earlier
    return later if row.guesses[later].confidence > row.guesses[earlier].confidence + _SURER else earlier


def _weaken(row: _Row, loser: int, winner: int) -> None:
    guess = row.guesses[loser]
    same_words = row.texts[loser] == row.texts[winner]
    address_code = "详" in row.texts[winner] and "详" not in row.texts[loser]
    after_someone = not guess.named and not row.grouped[loser] and _someone_before(row, loser)
    if guess.what != "phone" or address_code or same_words or after_someone or guess.confidence < TWICE:
        row.guesses[loser] = replace(
            guess, label=None, confidence=TWICE, reason=Reason("asked_twice", (row.texts[loser],))
        )
    else:
        row.guesses[loser] = replace(guess, confidence=min(guess.confidence, TWICE))


def _someone_before(row: _Row, position: int) -> bool:
    """Whether another person was named since the columns about the person of the row."""
    for guess in reversed(row.guesses[:position]):
        if guess.named and guess.what == "name":
            return guess.whose not in {"self", "head"} and guess.whose not in row.reader.vocabulary.self_whose
    return False
