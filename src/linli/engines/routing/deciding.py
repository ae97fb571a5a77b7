"""Which rule answers for this request, why, and why not the others?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from linli.engines.routing.model import Condition, Facts, Rule

_DAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class Decision:
    """The first rule that holds (None: none does), the reason in words, and all rules that hold, in order."""

    rule: Rule | None
    reason: str
    matching: tuple[Rule, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of one rule on the test page: chosen, holding but later, or what stood against it."""

    rule: Rule
    chosen: bool
    holds: bool
    sentence: str


def decide(rules: Sequence[Rule], facts: Facts) -> Decision:
    """The first rule in force whose condition holds decides."""
    matching = tuple(rule for rule in rules if holds(rule, facts))
    if not matching:
        return Decision(None, "没有规则适用，请人工分派。", ())
    first = matching[0]
    return Decision(first, f"按“{first.name}”交{first.unit}：{_for(first.when, facts)}。", matching)


def explain(rules: Sequence[Rule], text: str, facts: Facts) -> list[Verdict]:
    """One verdict for each rule, in order; ``text`` replaces the words of the facts."""
    facts = replace(facts, text=text)
    chosen = decide(rules, facts).rule
    answers = []
    for rule in rules:
        against = _against(rule, facts)
        if rule is chosen:
            sentence = f"采用：{_for(rule.when, facts)}。"
        elif against:
            sentence = f"不适用：{'；'.join(against)}。"
        else:
            sentence = f"也适用，但排在“{chosen.name if chosen else ''}”之后。"
        answers.append(Verdict(rule, rule is chosen, not against, sentence))
    return answers


def holds(rule: Rule, facts: Facts) -> bool:
    """Whether the rule is in force and its whole condition holds."""
    return not _against(rule, facts)


def _against(rule: Rule, facts: Facts) -> list[str]:
    """Everything that stands against the rule, in words."""
    said = [] if rule.in_force(facts.day) else ["规则不在有效期内"]
    return (
        said
        + list(_against_subject(rule.when, facts))
        + list(_against_time(rule.when, facts))
        + list(_against_words(rule.when, facts.text))
    )


def _against_subject(when: Condition, facts: Facts) -> Iterator[str]:
    if when.categories and facts.category not in when.categories:
        yield f"类别不是{_or(when.categories)}"
    if when.areas and not facts.area.startswith(tuple(when.areas)):
        yield f"地点不在{_or(when.areas)}"
    if when.channels and facts.channel not in when.channels:
        yield f"渠道不是{_or(when.channels)}"
    if when.kinds and facts.kind not in when.kinds:
        yield f"诉求类型不是{_or(when.kinds)}"


def _against_time(when: Condition, facts: Facts) -> Iterator[str]:
    if when.hours is not None and not when.at(facts.hour):
        yield f"时间不在 {when.hours[0]} 点到 {when.hours[1]} 点"
    if when.weekdays and facts.weekday not in when.weekdays:
        yield f"不是{_weekdays(when)}"
    if when.working is not None and facts.working != when.working:
        yield "不是工作日" if when.working else "不是休息日"


def _against_words(when: Condition, text: str) -> Iterator[str]:
    if when.any_words and not any(word in text for word in when.any_words):
        yield f"没有提到{_or(when.any_words)}"
    if missing := [word for word in sorted(when.all_words) if word not in text]:
        yield f"没有提到“{'”“'.join(missing)}”"
    if unwanted := [word for word in sorted(when.no_words) if word in text]:
        yield f"提到了“{'”“'.join(unwanted)}”"


def _for(when: Condition, facts: Facts) -> str:
    """What spoke for the rule, in words."""
    words = sorted(word for word in when.any_words | when.all_words if word in facts.text)
    said = [
        f"类别是“{facts.category}”" if when.categories else "",
        f"地点在 {facts.area}" if when.areas else "",
        f"时间是 {facts.hour} 点" if when.hours else "",
        f"这天是{_weekdays(when)}" if when.weekdays else "",
        {None: "", True: "这天是工作日", False: "这天是休息日"}[when.working],
        f"渠道是“{facts.channel}”" if when.channels else "",
        f"诉求类型是“{facts.kind}”" if when.kinds else "",
        f"文中提到“{'”“'.join(words)}”" if words else "",
        f"没有提到{_or(when.no_words)}" if when.no_words else "",
    ]
    return "，".join(part for part in said if part) or "这条规则对所有诉求适用"


def _weekdays(when: Condition) -> str:
    return "、".join(f"星期{_DAYS[day - 1]}" for day in sorted(when.weekdays))


def _or(words: frozenset[str]) -> str:
    return "或".join(f"“{word}”" for word in sorted(words))
