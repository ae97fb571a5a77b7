"""Addresses of the residents' door."""

from django.urls import path

from linli.contexts.residents.views import behalf, desk, entering, joining, own

app_name = "residents"
urlpatterns = [
    path("", own.home, name="home"),
    path("sign-in/", entering.sign_in, name="sign_in"),
    path("sign-in/code/", entering.code, name="code"),
    path("sign-in/again/", entering.again, name="again"),
    path("sign-out/", entering.sign_out, name="sign_out"),
    path("sign-out-everywhere/", entering.sign_out_everywhere, name="sign_out_everywhere"),
    path("join/", joining.join, name="join"),
    path("join/confirm/", joining.confirm, name="confirm"),
    path("still-me/", joining.doubt, name="doubt"),
    path("homes/<uuid:link_id>/", own.household_page, name="household"),
    path("homes/<uuid:link_id>/leave/", own.leave, name="leave"),
    path("stays/", own.stays_page, name="stays"),
    path("links/", desk.links_page, name="links"),
    path("links/<uuid:link_id>/who/", desk.settle, name="settle"),
    path("links/<uuid:link_id>/end/", desk.end, name="end_link"),
    path("doors/<uuid:dwelling_id>/", desk.door, name="door"),
    path("doors/<uuid:dwelling_id>/slip/", desk.new_slip, name="new_slip"),
    path("doors/<uuid:dwelling_id>/confirm/", desk.confirm, name="confirm_met"),
    path("doors/<uuid:dwelling_id>/act/", behalf.act_for, name="act_for"),
    path("slips/<uuid:slip_id>/", desk.slip_page, name="slip"),
    path("slips/<uuid:slip_id>/paper.pdf", desk.slip_paper, name="slip_paper"),
    path("slips/<uuid:slip_id>/revoke/", desk.revoke, name="revoke_slip"),
    path("acts/", behalf.acts, name="acts"),
    path("acts/<uuid:behalf_id>/second/", behalf.second, name="second"),
    path("acts/<uuid:behalf_id>/withdraw/", behalf.withdraw, name="withdraw"),
]
