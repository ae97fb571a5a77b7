"""Addresses of guard."""

from django.urls import path

from linli.contexts.guard.views import alarms, devices, homes, notes, sheets, sources

app_name = "guard"
urlpatterns = [
    path("", devices.devices, name="devices"),
    path("alarms/", alarms.alarms, name="alarms"),
    path("alarms/printed/", alarms.printed, name="printed"),
    path("alarms/<uuid:alarm_id>/", alarms.alarm, name="alarm"),
    path("alarms/<uuid:alarm_id>/close/", alarms.close, name="close"),
    path("alarms/<uuid:alarm_id>/<str:verb>/", alarms.step, name="step"),
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
