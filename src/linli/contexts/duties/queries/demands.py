"""Reading what was asked of communities, and the words with which a letter sends it back."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Case, IntegerField, Q, QuerySet, Value, When

from linli.contexts.duties import policies
from linli.contexts.duties.models import Admission, Demand, Duty, Letter, StepTaken
from linli.contexts.duties.models.lists import Kind
from linli.contexts.duties.queries import admissions, lists
from linli.contexts.duties.queries.matching import REMARK, found
from linli.contexts.duties.queries.rules import limit, pack
from linli.contexts.duties.states import DEMAND
from linli.kernel.actor import Actor
from linli.kernel.areas.models import Area
from linli.kernel.db import inside
from linli.kernel.errors import OutsideYourArea
from linli.kernel.organisations.models import Kind as Body
from linli.kernel.organisations.models import Organisation
from linli.kernel.workflow import Step

OPEN = ("received", "off_list")


def visible(actor: Actor) -> QuerySet[Demand]:
    """What was asked of one's communities: what is open first, the newest first."""
    whens = Case(When(state__in=OPEN, then=Value(0)), default=Value(1), output_field=IntegerField())
    rows = Demand.objects.filter(policies.demands_seen(actor)).select_related(
        "community", "duty", "admission"
    )
    return rows.annotate(settled=whens).order_by("settled", "-received_on", "-at")


def narrowed(rows: QuerySet[Demand], state: str, words: str) -> QuerySet[Demand]:
    """By state and words."""
    if state in DEMAND.states:
        rows = rows.filter(state=state)
    for word in words.split():
        rows = rows.filter(
            Q(title__icontains=word) | Q(sender__icontains=word) | Q(document_number__icontains=word)
        )
    return rows


def demand(actor: Actor, key: UUID) -> Demand:
    """One of them, in one's area."""
    row = visible(actor).filter(pk=key).first()
    if row is None:
        raise OutsideYourArea
    return row


@dataclass(frozen=True, slots=True)
class Likely:
    """What the lists and the admissions say of a demand; a suggestion, a person decides."""

    duties: Sequence[Duty]
    admissions: Sequence[Admission]

    @property
    def excluded(self) -> Duty | None:
        """The best match, when it says that this is not the community's to do."""
        first = next(iter(self.duties), None)
        return first if first is not None and first.kind == Kind.EXCLUDED else None

    @property
    def is_nowhere(self) -> bool:
        """True when neither a list nor an admission knows it."""
        return not self.duties and not self.admissions


MOST = 5


def likely(row: Demand) -> Likely:
    """The items and admissions that a demand's words mean."""
    code, words = row.community.code, f"{row.title} {row.asks[:60]}"
    duties = lists.meant(code, row.title) or lists.meant(code, words)
    let_in = found(
        admissions.in_effect(code), row.title, lambda a: (a.title, a.asks), pack()["alike"], REMARK
    )
    return Likely(duties[:MOST], let_in[:MOST])


def steps_for(actor: Actor, row: Demand) -> list[Step]:
    """The steps on offer to this person now."""
    return DEMAND.open_from(row.state) if actor.may(policies.ANSWER, row.community.code) else []


def history(row: Demand) -> list[tuple[StepTaken, str]]:
    """What happened so far, with names."""
    rows = list(StepTaken.objects.filter(demand=row).order_by("pk"))
    return list(zip(rows, lists.names([r.account_id for r in rows]), strict=True))


def letters(actor: Actor) -> QuerySet[Letter]:
    """The letters of one's communities, the newest first."""
    codes = [c for p in (policies.ANSWER, policies.DECIDE) for c in actor.areas(p)]
    rows = Letter.objects.filter(inside("community__code", codes))
    return rows.select_related("demand", "community").order_by("-at")


def letter(actor: Actor, key: UUID) -> Letter:
    """One letter."""
    row = letters(actor).filter(pk=key).first()
    if row is None:
        raise OutsideYourArea
    return row


def committee_of(community: Area) -> str:
    """Who writes: the residents' committee."""
    row = Organisation.objects.filter(area=community, kind=Body.RESIDENTS_COMMITTEE).first()
    return row.name if row else f"{community.name}居民委员会"


def in_chinese(day: date) -> str:
    """2026年3月5日, as a letter writes it in any language of the interface."""
    return f"{day.year}年{day.month}月{day.day}日"


def grounds(row: Demand) -> list[str]:
    """The paragraphs of the letter: what came, why it is not the community's to do, and the way in."""
    number = f"以“{row.document_number}”" if row.document_number else ""
    came = f"贵单位{in_chinese(row.received_on)}{number}交来的“{row.title}”收悉。感谢贵单位对社区工作的关心。"
    return [f"{came}经逐项核对权责清单，现函复如下：", _why(row), _way_in(), _help(row)]


def _why(row: Demand) -> str:
    duty = row.duty
    if duty is not None and duty.kind == Kind.EXCLUDED:
        because = f"{duty.part.rstrip('。')}。" if duty.part else ""
        cited = f"一、依据{duty.source}{duty.clause}，“{duty.title}”属于社区不应承担的事项。"
        return f"{cited}{because}因此我们不能承接这项工作，现予退回。"
    if duty is not None:
        cited = f"一、依据{duty.source}{duty.clause}，社区对“{duty.title}”只承担协助责任"
        part = f"（{duty.part.rstrip('。')}）" if duty.part else ""
        return f"{cited}{part}，不能作为牵头单位，也不承担清单以外的部分。现将清单以外的要求退回。"
    source = _source_of(row.community.code)
    return (
        f"一、{source}列明的依法履职事项和依法协助事项中没有这一项，街道也没有准入记录。"
        "按照清单以外的事项社区有权不予承接的规定，现予退回。"
    )


def _source_of(code: str) -> str:
    named = lists.in_place(code).exclude(source="").values_list("source", flat=True).first()
    return named or "本地印发的社区工作事项清单"


def _way_in() -> str:
    return (
        f"二、确需社区协助的，请由牵头部门在开始前{limit('ahead')}个工作日向街道提出准入申请，写明依据、人员、"
        "经费、培训和起止日期，涉及报表的附空白表。准入以后，我们一定认真做好。"
    )


def _help(row: Demand) -> str:
    who = row.duty.department if row.duty is not None and row.duty.kind == Kind.EXCLUDED else ""
    lead = f"这项工作由{who}负责；" if who else ""
    return f"三、{lead}居民对此有需要的，我们会告知办理地点和途径，并如实转交居民的意见。"


def count_open(actor: Actor) -> int:
    """How many demands wait for an answer."""
    return Demand.objects.filter(policies.demands_seen(actor), state__in=OPEN).count()


def waiting(actor: Actor, until: date) -> QuerySet[Demand]:
    """Demands that one answers and that are due by a day, or name none."""
    rows = Demand.objects.filter(inside("community__code", actor.areas(policies.ANSWER)), state__in=OPEN)
    return rows.filter(Q(due_on__lte=until) | Q(due_on=None)).order_by("due_on", "received_on")
