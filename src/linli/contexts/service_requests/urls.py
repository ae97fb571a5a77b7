"""Addresses of service requests."""

from django.urls import path

from linli.contexts.service_requests.views import (
    call_steps,
    callouts,
    common,
    public,
    public_near,
    public_phone,
    public_track,
    rules,
)

app_name = "service_requests"
urlpatterns = [
    path("call-outs/", callouts.call_outs, name="call_outs"),
    path("call-outs/new/", callouts.new_call_out, name="new_call_out"),
    path("call-outs/export/", callouts.export_call_outs, name="export_call_outs"),
    path("call-outs/<uuid:call_out_id>/", callouts.call_out, name="call_out"),
    path("call-outs/<uuid:call_out_id>/<str:verb>/", call_steps.call_act, name="call_act"),
    path("call-outs/units/<uuid:turn_id>/<str:verb>/", call_steps.turn_act, name="turn_act"),
    path("matters/", common.matters, name="matters"),
    path("reports/", common.reports, name="reports"),
    path("reports/begin/", common.begin, name="begin_report"),
    path("reports/<uuid:report_id>/", common.report, name="report"),
    path("reports/<uuid:report_id>/change/", common.change, name="change_report"),
    path("reports/<uuid:report_id>/send/", common.send, name="send_report"),
    path("reports/<uuid:report_id>/answer/", common.answer, name="answer_report"),
    path("reports/<uuid:report_id>/paper.<str:kind>", common.paper, name="report_paper"),
    path("rules/", rules.rules, name="rules"),
    path("rules/new/", rules.rule, name="new_rule"),
    path("rules/learn/", rules.learn, name="learn"),
    path("rules/<uuid:rule_id>/", rules.rule, name="rule"),
    path("rules/<uuid:rule_id>/<str:act>/", rules.rule_act, name="rule_act"),
    path("suggested/", rules.suggested, name="suggested"),
    path("report/", public.choose, name="tell_where"),
    path("report/<slug:code>/", public.report, name="tell"),
    path("report/<slug:code>/near/", public_near.near, name="tell_near"),
    path("report/<slug:code>/photo/<uuid:file_id>/", public_near.photo, name="tell_photo"),
    path("report/<slug:code>/join/<uuid:request_id>/", public_near.join, name="tell_join"),
    path("report/<slug:code>/places.json", public_near.places, name="tell_places"),
    path("track/", public_track.find, name="track"),
    path("track/<uuid:reporter_id>/", public_track.story, name="story"),
    path("track/<uuid:reporter_id>/given/", public.given, name="tell_given"),
    path("track/<uuid:reporter_id>/code/", public_phone.send, name="phone_code"),
    path("track/<uuid:reporter_id>/prove/", public_phone.prove, name="phone_prove"),
    path("track/<uuid:reporter_id>/judge/", public_track.judge, name="story_judge"),
    path("track/<uuid:reporter_id>/withdraw/", public_track.withdraw, name="story_withdraw"),
    path("track/<uuid:reporter_id>/photo/<uuid:file_id>/", public_track.photo, name="story_photo"),
]
