"""What would not work here, though pyxform accepts it, and what should the author know?"""

from collections.abc import Iterator

from linli.engines.checklists.dependencies import circles
from linli.engines.checklists.formulas import formulas, objection
from linli.engines.checklists.model import Checklist, Node, pick
from linli.engines.checklists.problems import Problem


def notes(checklist: Checklist) -> tuple[Problem, ...]:
    """What is accepted and quietly left out."""
    return tuple(_notes(checklist))


def hindrances(checklist: Checklist) -> tuple[Problem, ...]:
    """What nobody could answer here; told before the checklist is put to use."""
    return (*_missing_files(checklist), *_unvalued(checklist), *_circles(checklist))


def _notes(checklist: Checklist) -> Iterator[Problem]:
    for question in checklist.questions():
        if question.kind == "uncollected":
            yield _about(question, "不采集设备信息、行踪和后台录音，这一题会留空。")
        if question.kind == "geopoint":
            yield _about(question, "位置只在确有规定时才采集，平时这一题不显示。")
        if question.parameters.get("randomize") == "true":
            yield _about(question, "选项按原来的次序显示，不打乱。")


def _missing_files(checklist: Checklist) -> Iterator[Problem]:
    for question in checklist.questions():
        if question.source and question.source.file:
            yield _about(question, f"选项来自另外的文件“{question.source.file}”，请把选项写进 choices 表。")


def _unvalued(checklist: Checklist) -> Iterator[Problem]:
    lists = frozenset(checklist.lists)
    for formula in formulas(checklist):
        if said := objection(formula, lists):
            if formula.node is None:
                yield Problem(f"{said}。", sheet="settings", column=formula.column, original=formula.text)
            else:
                yield _about(formula.node, f"{said}。", formula.column, formula.text)


def _circles(checklist: Checklist) -> Iterator[Problem]:
    by_path = {node.path: node for node in checklist.nodes()}
    for circle in circles(checklist):
        named = "、".join(f"“{_name(by_path[path])}”" for path in circle if path in by_path)
        yield Problem(f"{named}的计算或显示条件互相依赖，绕成了圈，结果无法确定。", sheet="survey")


def _name(node: Node) -> str:
    return pick(node.label, "") or node.name


def _about(node: Node, what: str, column: str = "", original: str = "") -> Problem:
    return Problem(f"“{_name(node)}”：{what}", sheet="survey", column=column, original=original)
