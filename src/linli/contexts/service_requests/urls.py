"""Addresses of service requests."""

from django.urls import path

from linli.contexts.service_requests.views import call_steps, callouts

app_name = "service_requests"
urlpatterns = [
    path("call-outs/", callouts.call_outs, name="call_outs"),
    path("call-outs/new/", callouts.new_call_out, name="new_call_out"),
    path("call-outs/export/", callouts.export_call_outs, name="export_call_outs"),
    path("call-outs/<uuid:call_out_id>/", callouts.call_out, name="call_out"),
    path("call-outs/<uuid:call_out_id>/<str:verb>/", call_steps.call_act, name="call_act"),
    path("call-outs/units/<uuid:turn_id>/<str:verb>/", call_steps.turn_act, name="turn_act"),
]
