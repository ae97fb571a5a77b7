"""Addresses of the assembly."""

from django.urls import path

from linli.contexts.assembly.views import ballots, papers, promises, promises_open, public, rolls, voting

app_name = "assembly"
urlpatterns = [
    path("ballots/", ballots.ballot_list, name="ballots"),
    path("ballots/new/", ballots.new_ballot, name="new_ballot"),
    path("ballots/<uuid:ballot_id>/", ballots.ballot_page, name="ballot"),
    path("ballots/<uuid:ballot_id>/change/", ballots.change_ballot, name="change_ballot"),
    path("ballots/<uuid:ballot_id>/steps/<slug:verb>/", ballots.step, name="step"),
    path("ballots/<uuid:ballot_id>/roll/", rolls.roll_page, name="roll"),
    path("ballots/<uuid:ballot_id>/roll/export/", rolls.export, name="export_roll"),
    path("ballots/<uuid:ballot_id>/roll/add/", rolls.add_page, name="add_line"),
    path("ballots/<uuid:ballot_id>/roll/<str:key>/strike/", rolls.strike, name="strike_line"),
    path("ballots/<uuid:ballot_id>/roll/<str:key>/correct/", rolls.correct, name="correct_line"),
    path("ballots/<uuid:ballot_id>/left/", rolls.left_page, name="left"),
    path("ballots/<uuid:ballot_id>/left/export/", rolls.export_left, name="export_left"),
    path("ballots/<uuid:ballot_id>/papers.pdf", papers.printed, name="papers"),
    path("ballots/<uuid:ballot_id>/take/", papers.take_page, name="take"),
    path("ballots/<uuid:ballot_id>/take/<str:key>/", papers.take_in, name="take_in"),
    path("ballots/<uuid:ballot_id>/read/", papers.read_page, name="read"),
    path("taken/<uuid:hand_in_id>/confirm/", papers.confirm, name="confirm"),
    path("taken/<uuid:hand_in_id>/withdraw/", papers.withdraw, name="withdraw"),
    path("votes/", voting.votes, name="votes"),
    path("votes/<uuid:ballot_id>/", public.vote_page, name="public"),
    path("votes/<uuid:ballot_id>/ballots.json", public.published, name="published"),
    path("votes/<uuid:ballot_id>/receipt/", public.check_receipt, name="check"),
    path("votes/<uuid:ballot_id>/vote/", voting.vote, name="vote"),
    path("votes/<uuid:ballot_id>/vote/confirm/", voting.confirm, name="vote_confirm"),
    path("votes/<uuid:ballot_id>/receipt.pdf", voting.receipt, name="receipt"),
    path("votes/<uuid:ballot_id>/doors/", voting.doors, name="doors"),
    path("promises/", promises.promise_list, name="promises"),
    path("promises/new/", promises.new, name="new_promise"),
    path("promises/export/", promises.export, name="export_promises"),
    path("promises/tell/", promises.to_tell, name="to_tell"),
    path("promises/tell/<uuid:participant_id>/", promises.told, name="told"),
    path("promises/mine/", promises_open.mine, name="own_promises"),
    path("promises/open/", promises_open.open_any, name="open_promises_any"),
    path("promises/open/<slug:code>/", promises_open.open_list, name="open_promises"),
    path("promises/read/<uuid:promise_id>/", promises_open.read, name="read_promise"),
    path("promises/read/<uuid:promise_id>/say/", promises_open.speak, name="speak"),
    path("promises/read/<uuid:promise_id>/photos/<uuid:file_id>/", promises_open.photo, name="promise_photo"),
    path("promises/<uuid:promise_id>/", promises.promise_page, name="promise"),
    path("promises/<uuid:promise_id>/<slug:verb>/", promises.act, name="promise_act"),
]
