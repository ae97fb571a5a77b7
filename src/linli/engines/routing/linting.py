"""Which rules are never reached, contradict another, or can never hold?"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from linli.engines.routing.model import Facts, Rule
from linli.engines.routing.regions import Region, common, left_over, world_of


class Fault(StrEnum):
    """What is wrong with a rule."""

    SHADOWED = "shadowed"
    CONFLICTING = "conflicting"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Known:
    """What exists in this community; None where it is not known and so not asked."""

    categories: frozenset[str] | None = None
    units: frozenset[str] | None = None
    areas: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """A fault of the rule at ``place`` (from 0), the rules it stems from, a sentence, maybe an example."""

    fault: Fault
    place: int
    others: tuple[int, ...]
    sentence: str
    example: Facts | None = None


def lint(rules: Sequence[Rule], known: Known | None = None, today: date | None = None) -> list[Finding]:
    """All findings, in the order of the rules."""
    world = world_of([rule.when for rule in rules])
    regions = [world.region(rule.when) for rule in rules]
    found: list[Finding] = []
    reached: list[int] = []
    for place, rule in enumerate(rules):
        dead = [
            Finding(Fault.DEAD, place, (), f"“{rule.name}”{why}。")
            for why in _dead(rule, known or Known(), today)
        ]
        found += dead
        if regions[place].example() is None or (today is not None and not rule.in_force(today)):
            found += (
                []
                if dead
                else [Finding(Fault.DEAD, place, (), f"“{rule.name}”的条件自相矛盾，永远不会成立。")]
            )
            continue
        if left_over(regions[place], [regions[other] for other in reached]) is None:
            found.append(_shadowed(rules, regions, place, reached))
            continue
        found += _conflicts(rules, regions, place, reached)
        reached.append(place)
    return found


def _dead(rule: Rule, known: Known, today: date | None) -> Iterator[str]:
    """Why the rule can never hold or never be carried out, each as the end of a sentence."""
    when = rule.when
    if known.units is not None and rule.unit not in known.units:
        yield f"要交给“{rule.unit}”，但没有这个单位"
    wanted = when.categories | ({rule.category} if rule.category else frozenset())
    if known.categories is not None and (missing := sorted(wanted - known.categories)):
        yield f"用到的类别“{'”“'.join(missing)}”不存在"
    if known.areas is not None:
        missing = [area for area in sorted(when.areas) if not any(a.startswith(area) for a in known.areas)]
        if missing:
            yield f"用到的地点“{'”“'.join(missing)}”不存在"
    if when.hours is not None and not any(when.at(hour) for hour in range(24)):
        yield "的时段是空的，永远不会成立"
    if both := sorted(w for w in when.all_words if any(no in w for no in when.no_words)):
        yield f"既要求提到又要求不提到“{'”“'.join(both)}”"
    if rule.until is not None and today is not None and rule.until < today:
        yield f"已在 {rule.until.isoformat()} 到期"


def _shadowed(
    rules: Sequence[Rule], regions: Sequence[Region], place: int, reached: Sequence[int]
) -> Finding:
    """The finding of a covered rule, naming only those earlier rules that it takes to cover it."""
    needed = [other for other in reached if common(regions[place], regions[other]) is not None]
    for other in list(needed):
        fewer = [kept for kept in needed if kept != other]
        if left_over(regions[place], [regions[kept] for kept in fewer]) is None:
            needed = fewer
    names = "、".join(f"“{rules[other].name}”" for other in needed)
    said = f"“{rules[place].name}”永远轮不到：它的情形都已由排在前面的{names}处理。"
    return Finding(Fault.SHADOWED, place, tuple(needed), said)


def _conflicts(
    rules: Sequence[Rule], regions: Sequence[Region], place: int, reached: Sequence[int]
) -> Iterator[Finding]:
    """Earlier rules that send some of the same requests elsewhere, where neither rule is the narrower one."""
    for other in reached:
        mine, theirs = regions[place], regions[other]
        if rules[place].unit == rules[other].unit or (both := common(mine, theirs)) is None:
            continue
        if left_over(mine, [theirs]) is None or left_over(theirs, [mine]) is None:
            continue
        said = (
            f"“{rules[other].name}”交{rules[other].unit}，“{rules[place].name}”交{rules[place].unit}，"
            f"但有的诉求两条都适用（{_situation(both)}），现在按前一条办。"
        )
        yield Finding(Fault.CONFLICTING, place, (other,), said, both)


def _situation(facts: Facts) -> str:
    """An example situation in a few words."""
    said = [
        f"类别“{facts.category}”" if facts.category else "",
        f"地点 {facts.area}" if facts.area else "",
        f"渠道“{facts.channel}”" if facts.channel else "",
        f"类型“{facts.kind}”" if facts.kind else "",
        f"提到“{facts.text}”" if facts.text else "",
        f"星期{'一二三四五六日'[facts.weekday - 1]} {facts.hour} 点{'' if facts.working else '，休息日'}",
    ]
    return "例如" + "，".join(part for part in said if part)
