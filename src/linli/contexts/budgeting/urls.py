"""Addresses of participatory budgets."""

from django.urls import path

from linli.contexts.budgeting.views import desk, own, papers, past, prints, proposals, public, telling, voting

app_name = "budgeting"
ROUND, IDEA, OPEN = "rounds/<uuid:round_id>/", "proposals/<uuid:proposal_id>/", "open/<uuid:round_id>/"
DOOR = "doors/<uuid:dwelling_id>/"
urlpatterns = [
    path("", desk.register, name="register"),
    path("new/", desk.new, name="new"),
    path("past/", past.register, name="past"),
    path("past/take/", past.take_file, name="past_take"),
    path("past/<uuid:past_id>/", past.one, name="past_one"),
    path("past/<uuid:past_id>/file/", past.download, name="past_file"),
    path("past/<uuid:past_id>/remove/", past.remove, name="past_remove"),
    path(ROUND, desk.round_page, name="round"),
    path(f"{ROUND}edit/", desk.edit, name="edit"),
    path(f"{ROUND}papers/", papers.papers, name="papers"),
    path(f"{ROUND}papers/blank/", papers.blank, name="blank"),
    path(f"{ROUND}papers/<uuid:taken_id>/second/", papers.second, name="second"),
    path(f"{ROUND}papers/<uuid:taken_id>/aside/", papers.set_aside, name="set_aside"),
    path(f"{ROUND}objections/<uuid:objection_id>/", desk.answer, name="answer"),
    path(f"{ROUND}steps/<slug:verb>/", desk.step, name="step"),
    path(IDEA, proposals.proposal, name="proposal"),
    path(f"{IDEA}estimate/", proposals.estimate, name="estimate"),
    path(f"{ROUND}print/<slug:what>/", prints.paper, name="print"),
    path(f"{ROUND}untold/", telling.untold, name="untold"),
    path(f"{IDEA}told/", telling.told, name="told"),
    path(f"{IDEA}heard/", own.heard, name="heard"),
    path(f"{IDEA}change/", proposals.change, name="change"),
    path(f"{IDEA}milestones/", proposals.milestone, name="milestone"),
    path(f"{IDEA}milestones/<uuid:milestone_id>/", proposals.done, name="done"),
    path(f"{IDEA}account/", proposals.line, name="line"),
    path(f"{IDEA}steps/<slug:verb>/", proposals.step, name="proposal_step"),
    path(DOOR, proposals.door, name="door"),
    path(f"{DOOR}rounds/<uuid:round_id>/<slug:what>/", proposals.for_round, name="for_round"),
    path(f"{DOOR}proposals/<uuid:proposal_id>/<slug:what>/", proposals.for_proposal, name="for_proposal"),
    path("of/", public.open_any, name="open_any"),
    path("of/<slug:code>/rounds.json", public.rounds_as_json, name="rounds_json"),
    path("of/<slug:code>/", public.open_rounds, name="open_rounds"),
    path(OPEN, public.open_round, name="open_round"),
    path(f"{OPEN}counting/", public.way_of, name="counting"),
    path(f"{OPEN}receipt/", public.receipt, name="receipt"),
    path(f"{OPEN}files/<slug:kind>/", public.record, name="record"),
    path(f"{OPEN}photos/<uuid:file_id>/", public.photo, name="photo"),
    path(f"{OPEN}<int:number>/", public.open_proposal, name="open_proposal"),
    path(f"{OPEN}<int:number>/score/", own.score, name="score"),
    path(f"{OPEN}propose/", own.propose, name="propose"),
    path(f"{OPEN}vote/", voting.vote, name="vote"),
    path(f"{OPEN}vote/confirm/", voting.confirm, name="vote_confirm"),
    path(f"{OPEN}mine/", own.mine, name="mine"),
    path(f"{OPEN}object/", own.objection, name="object"),
    path(f"{IDEA}withdraw/", own.withdraw, name="withdraw"),
    path(f"{IDEA}refusal/", own.refusal, name="refusal"),
    path(f"{IDEA}changes/<uuid:change_id>/<slug:word>/", own.answer, name="answer_change"),
]
