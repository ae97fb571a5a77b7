"""What would not work here, though pyxform accepts it, and what should the author know?"""

from collections.abc import Iterator

from linli.engines.checklists.model import Checklist, Question, pick
from linli.engines.checklists.problems import Problem


def notes(checklist: Checklist) -> tuple[Problem, ...]:
    """What is accepted and quietly left out."""
    return tuple(_notes(checklist))


def hindrances(checklist: Checklist) -> tuple[Problem, ...]:
    """What nobody could answer here; told before the checklist is put to use."""
    return tuple(_missing_files(checklist))


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


def _about(question: Question, what: str) -> Problem:
    label = pick(question.label, "")
    return Problem(f"“{label or question.name}”：{what}", sheet="survey")
