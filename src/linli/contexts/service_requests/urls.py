"""Addresses of service requests."""

from django.urls import path

from linli.contexts.service_requests.views import call_steps, callouts, common, rules

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
]
