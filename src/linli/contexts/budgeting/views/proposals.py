"""For workers: one proposal, its judging, its changes, the work that became of it, and acts for residents."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_http_methods

from linli.contexts.budgeting import policies
from linli.contexts.budgeting.commands import falling, objections, papers, proposals, works
from linli.contexts.budgeting.forms import desk as forms
from linli.contexts.budgeting.forms.own import ProposalForm, ScoreForm, WordsForm
from linli.contexts.budgeting.models import ChangeState, Proposal, ProposalState, Round, RoundState, Unit
from linli.contexts.budgeting.queries import board, desk
from linli.contexts.budgeting.queries.rules import yuan
from linli.contexts.budgeting.states import PROPOSAL
from linli.contexts.budgeting.views.desk import posted
from linli.contexts.registry import api as registry
from linli.kernel import clock
from linli.kernel.access.guards import ActedRequest, requires
from linli.kernel.areas.queries import buildings_of
from linli.kernel.errors import BadInput, NotAllowed, OutsideYourArea
from linli.web.deeds import Deed, carry_out
from linli.web.forms import LinliForm, ReasonForm

COMMANDS: dict[str, Any] = {
    "pass_screening": proposals.pass_screening, "refuse": proposals.refuse, "procure": works.procure,
    "begin_work": works.begin_work, "ask_acceptance": works.ask_acceptance, "rework": works.rework,
    "accept": works.accept, "fall": falling.fall, "step_in": falling.step_in,
}  # fmt: skip
FORMS: dict[str, type[LinliForm]] = {
    "refuse": forms.RefuseForm, "begin_work": forms.BuilderForm, "rework": ReasonForm, "fall": ReasonForm,
    "step_in": ReasonForm,
}  # fmt: skip
OPEN = (ProposalState.PROCURING, ProposalState.BUILDING)
WITH_ACCOUNT = (*OPEN, ProposalState.ACCEPTANCE, ProposalState.ACCEPTED)


@requires(policies.VIEW)
@require_GET
def proposal(request: ActedRequest, proposal_id: UUID) -> HttpResponse:
    """One proposal with everything one may do."""
    row = desk.proposal_of(request.actor, proposal_id)
    actor, code = request.actor, row.round.community.code
    screens, leads = actor.may(policies.SCREEN, code), actor.may(policies.RUN, code)
    values = {
        "row": row, "round": row.round, "steps": desk.proposal_steps(actor, row), "alike": desk.alike(row),
        "card": next(c for c in board.cards(row.round) if c.row.pk == row.pk),
        "estimates": [(e, yuan(e.fen)) for e in row.estimates.order_by("at")], "wish": yuan(row.wish),
        "changes": row.changes.select_related("into").order_by("-asked_at"),
        "may_estimate": screens and row.state in (ProposalState.PROPOSED, ProposalState.ELIGIBLE),
        "may_change": screens and row.state == ProposalState.ELIGIBLE
        and row.round.state == RoundState.DELIBERATE,
        "untold": row.told.filter(heard_at=None).order_by("at"), "laps": board.laps(row),
        "may_tell": row.visitor is None and policies.may_tell(actor, row),
        "may_milestone": leads and row.state in OPEN, "may_account": leads and row.state in WITH_ACCOUNT,
        "milestones": row.milestones.order_by("due_on"),
        "lines": [(line, yuan(line.fen)) for line in row.lines.order_by("on", "at")],
        "is_next": leads and row.state == ProposalState.NOT_CHOSEN and desk.is_next(row),
    }  # fmt: skip
    return render(request, "budgeting/proposal.html", values)


def _deed(request: ActedRequest, row: Proposal, title: Any, form: LinliForm, run: Any) -> HttpResponse:
    back = reverse("budgeting:proposal", args=[row.pk])
    return carry_out(request, Deed(title, form, run, back, _("办好了。"), row.title, title))


@requires(policies.VIEW)
@require_http_methods(["GET", "HEAD", "POST"])
def step(request: ActedRequest, proposal_id: UUID, verb: str) -> HttpResponse:
    """One step of a proposal's life."""
    row = desk.proposal_of(request.actor, proposal_id)
    if verb not in COMMANDS:
        raise OutsideYourArea
    found = PROPOSAL.step(verb, row.state)
    if not request.actor.may(found.needs, row.round.community.code):
        raise NotAllowed
    form = FORMS.get(verb, LinliForm)(posted(request))
    return _deed(
        request, row, found.label, form, lambda f: COMMANDS[verb](request.actor, row, **f.cleaned_data)
    )


@requires(policies.SCREEN)
@require_http_methods(["GET", "HEAD", "POST"])
def estimate(request: ActedRequest, proposal_id: UUID) -> HttpResponse:
    """What it costs."""
    row = desk.proposal_of(request.actor, proposal_id)

    def run(form: Any) -> None:
        said = form.cleaned_data
        proposals.estimate(request.actor, row, fen=said["amount"], basis=said["basis"])

    return _deed(request, row, _("估算费用"), forms.EstimateForm(posted(request)), run)


@requires(policies.SCREEN)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: ActedRequest, proposal_id: UUID) -> HttpResponse:
    """Ask the author for a change."""
    row = desk.proposal_of(request.actor, proposal_id)
    others = {
        str(p.pk): p for p in desk.proposals(row.round, state=ProposalState.ELIGIBLE).exclude(pk=row.pk)
    }
    choices = [(key, f"{p.number}. {p.title}") for key, p in others.items()]
    form = forms.ChangeForm(posted(request), others=choices, initial={"title": row.title, "words": row.words})

    def run(sent: Any) -> None:
        said = sent.cleaned_data
        wanted = {**said, "into": others.get(said["into"])}
        proposals.suggest_change(request.actor, row, told=wanted, why=said["why"])

    return _deed(request, row, _("请提案人同意修改"), form, run)


@requires(policies.RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def milestone(request: ActedRequest, proposal_id: UUID) -> HttpResponse:
    """Plan a step of the work."""
    row = desk.proposal_of(request.actor, proposal_id)
    form = forms.MilestoneForm(posted(request))
    return _deed(
        request,
        row,
        _("加一个步骤"),
        form,
        lambda f: works.plan_milestone(request.actor, row, **f.cleaned_data),
    )


@requires(policies.RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def done(request: ActedRequest, proposal_id: UUID, milestone_id: UUID) -> HttpResponse:
    """A step is done."""
    row = desk.proposal_of(request.actor, proposal_id)
    found = row.milestones.get(pk=milestone_id)

    def run(form: Any) -> None:
        file = form.cleaned_data["photo"]
        photo = (file.read(), file.name) if file else None
        works.finish_milestone(request.actor, row, found, on=form.cleaned_data["on"], photo=photo)

    form = forms.DoneForm(posted(request), request.FILES or None, initial={"on": clock.today()})
    return _deed(request, row, _("这一步做好了"), form, run)


@requires(policies.RUN)
@require_http_methods(["GET", "HEAD", "POST"])
def line(request: ActedRequest, proposal_id: UUID) -> HttpResponse:
    """A contract or a payment."""
    row = desk.proposal_of(request.actor, proposal_id)

    def run(form: Any) -> None:
        said, file = form.cleaned_data, form.cleaned_data["paper"]
        paper = (file.read(), file.name) if file else None
        works.write_line(request.actor, row, told={**said, "fen": said["amount"]}, paper=paper)

    form = forms.LineForm(posted(request), request.FILES or None, initial={"on": clock.today()})
    return _deed(request, row, _("记一笔账"), form, run)


@requires(policies.PROPOSE)
@require_GET
def door(request: ActedRequest, dwelling_id: UUID) -> HttpResponse:
    """What one can do for somebody behind a door in the rounds that run."""
    found = registry.door(request.actor, dwelling_id)
    rounds = [row for row in desk.seen(request.actor) if found.area.code.startswith(row.community.code)]
    written = Proposal.objects.filter(round__in=rounds, visitor=None)
    asked = policies.on_paper_from(written.filter(changes__state=ChangeState.ASKED), found)
    refused = policies.on_paper_from(written.filter(state=ProposalState.REFUSED), found)
    ready = Proposal.objects.filter(round__in=rounds, state=ProposalState.ACCEPTANCE)
    values = {
        "door": found, "calls": [r for r in rounds if r.state == RoundState.CALL],
        "votes": [r for r in rounds if r.state == RoundState.VOTE], "asked": asked, "refused": refused,
        "ready": ready,
    }  # fmt: skip
    return render(request, "budgeting/door.html", values)


@requires(policies.PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def for_round(request: ActedRequest, dwelling_id: UUID, round_id: UUID, what: str) -> HttpResponse:
    """A proposal or a ballot of somebody behind a door."""
    found, one = registry.door(request.actor, dwelling_id), desk.round_of(request.actor, round_id)
    members = registry.members_behind([found.key]).get(found.key, [])
    asked = forms.BehalfForm(posted(request), members=members)
    if what == "vote":
        deed = Deed(_("收一张票"), asked, lambda form: _take(request, one, found, form),
                    reverse("budgeting:door", args=[found.key]),
                    _("记在名册上了，等第二个人核对。在纸票上写下编号再投进票箱。"), found.place)  # fmt: skip
        return carry_out(request, deed)
    form = ProposalForm(posted(request), request.FILES or None, places=buildings_of(one.community))
    form.fields |= asked.fields

    def run(sent: Any) -> None:
        said = sent.told()
        who = {"person": UUID(said.pop("person")), "way": said.pop("way")}
        proposals.propose_for(request.actor, one, found, told=said, asked=who, photo=sent.picture())

    back = reverse("budgeting:door", args=[found.key])
    return carry_out(request, Deed(_("替居民写提案"), form, run, back, _("写下了。"), found.place))


def _take(request: ActedRequest, one: Round, found: registry.Door, form: Any) -> None:
    person = UUID(form.cleaned_data["person"])
    key: UUID | None = person
    if one.unit == Unit.HOUSEHOLD:
        key = registry.members([person])[person].household
    if key is None:
        raise BadInput(field="person")
    asked = {"person": person, "way": form.cleaned_data["way"]}
    papers.hand_in(request.actor, one, found, key=key, asked=asked)


@requires(policies.PROPOSE)
@require_http_methods(["GET", "HEAD", "POST"])
def for_proposal(request: ActedRequest, dwelling_id: UUID, proposal_id: UUID, what: str) -> HttpResponse:
    """An answer, an objection or a score of somebody behind a door."""
    found, row = registry.door(request.actor, dwelling_id), desk.proposal_of(request.actor, proposal_id)
    members = registry.members_behind([found.key]).get(found.key, [])
    kinds: dict[str, type[LinliForm]] = {
        "agree": LinliForm, "decline": LinliForm, "object": WordsForm, "score": ScoreForm,
    }  # fmt: skip
    if what not in kinds:
        raise OutsideYourArea
    form = kinds[what](posted(request))
    form.fields |= forms.BehalfForm(members=members).fields

    def run(sent: Any) -> None:
        said = dict(sent.cleaned_data)
        asked = {"person": UUID(said.pop("person")), "way": said.pop("way")}
        if what == "object":
            objections.object_for(request.actor, row, found, asked=asked, **said)
        elif what == "score":
            works.score_for(request.actor, row, found, asked=asked, **said)
        else:
            wanted = row.changes.get(state=ChangeState.ASKED)
            proposals.answer_change_for(
                request.actor, row, found, wanted, agrees=what == "agree", asked=asked
            )

    back = reverse("budgeting:door", args=[found.key])
    return carry_out(request, Deed(_("替居民办"), form, run, back, _("写下了。"), row.title))
