"""Addresses of guard."""

from django.urls import path

from linli.contexts.guard.views import alarms, devices, homes, ladder, notes, roster, sheets, sources

app_name = "guard"
urlpatterns = [
    path("", devices.devices, name="devices"),
    path("alarms/", alarms.alarms, name="alarms"),
    path("alarms/printed/", alarms.printed, name="printed"),
    path("alarms/<uuid:alarm_id>/", ladder.alarm, name="alarm"),
    path("alarms/<uuid:alarm_id>/close/", ladder.close, name="close"),
    path("alarms/<uuid:alarm_id>/take/", ladder.take, name="take"),
    path("alarms/<uuid:alarm_id>/reopen/", ladder.reopen, name="reopen"),
    path("alarms/<uuid:alarm_id>/call/<uuid:whom>/", ladder.call, name="call"),
    path("alarms/<uuid:alarm_id>/<slug:verb>/", ladder.step, name="step"),
    path("calls/<uuid:call_id>/<slug:result>/", ladder.end_call, name="end_call"),
    path("roster/", roster.roster, name="roster"),
    path("roster/give/<str:code>/", roster.give, name="give_turn"),
    path("roster/<uuid:turn_id>/swap/", roster.swap, name="swap_turn"),
    path("roster/<uuid:turn_id>/end/", roster.take_out, name="end_turn"),
    path("notes/", notes.notes, name="notes"),
    path("notes/<uuid:note_id>/talk/", notes.talk, name="talk"),
    path("notes/<uuid:note_id>/reopen/", notes.reopen, name="reopen_note"),
    path("cuts/", alarms.cut, name="cut"),
    path("pauses/<uuid:pause_id>/end/", alarms.end_pause, name="end_pause"),
    path("homes/<uuid:dwelling_id>/away/", alarms.away, name="away"),
    path("export/", devices.export, name="export"),
    path("bring/", sheets.bring, name="bring"),
    path("devices/<uuid:device_id>/", devices.device, name="device"),
    path("devices/<uuid:device_id>/change/", devices.change, name="change"),
    path("devices/<uuid:device_id>/swap/", devices.swap, name="swap"),
    path("devices/<uuid:device_id>/remove/", devices.remove, name="remove"),
    path("homes/<uuid:dwelling_id>/", homes.home, name="home"),
    path("homes/<uuid:dwelling_id>/install/", devices.install, name="install"),
    path("homes/<uuid:dwelling_id>/consent-form/", homes.consent_form, name="consent_form"),
    path("homes/<uuid:dwelling_id>/consent/<str:kind>/", homes.give, name="give"),
    path("consents/<uuid:consent_id>/withdraw/", homes.withdraw, name="withdraw"),
    path("sources/", sources.sources, name="sources"),
    path("sources/add/", sources.add, name="add_source"),
    path("sources/<uuid:source_id>/key/", sources.rekey, name="rekey"),
    path("sources/<uuid:source_id>/stop/", sources.stop, name="stop"),
    path("sources/<uuid:source_id>/readings/", sources.readings, name="readings"),
    path("troubles/", sources.troubles, name="troubles"),
    path("troubles/<int:trouble_id>/", sources.settle, name="settle"),
]
