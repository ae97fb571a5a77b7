"""Addresses of duties."""

from django.urls import path

from linli.contexts.duties.views import admissions, demands, items, opened, sheets, steps

app_name = "duties"
ITEM, ONE = "items/<uuid:duty_id>/", "admissions/<uuid:admission_id>/"
ASKED = "demands/<uuid:demand_id>/"
urlpatterns = [
    path("", items.items, name="items"),
    path("add/", items.add, name="add"),
    path("example/", items.example, name="example"),
    path("bring/", sheets.bring, name="bring"),
    path("export/", items.export, name="export"),
    path(ITEM, items.item, name="item"),
    path(f"{ITEM}change/", items.change, name="change"),
    path(f"{ITEM}end/", items.end, name="end"),
    path("admissions/", admissions.admissions, name="admissions"),
    path("admissions/apply/", admissions.apply, name="apply"),
    path("admissions/export/", admissions.export, name="export_admissions"),
    path(ONE, admissions.admission, name="admission"),
    path(f"{ONE}revise/", admissions.revise, name="revise"),
    path(f"{ONE}blank/", admissions.blank, name="blank"),
    path(f"{ONE}step/<slug:verb>/", steps.step, name="step"),
    path(f"{ONE}say/<slug:verb>/", steps.worded, name="worded"),
    path(f"{ONE}approve/", steps.approve, name="approve"),
    path(f"{ONE}opinion/<slug:community>/", steps.opinion, name="opinion"),
    path("demands/", demands.demands, name="demands"),
    path("demands/record/", demands.record, name="record"),
    path("demands/export/", demands.export, name="export_demands"),
    path(ASKED, demands.demand, name="demand"),
    path(f"{ASKED}decide/<slug:verb>/", demands.decide, name="decide"),
    path(f"{ASKED}refuse/", demands.refuse, name="refuse"),
    path(f"{ASKED}say/<slug:verb>/", demands.worded, name="demand_worded"),
    path("letters/<uuid:letter_id>/", demands.letter, name="letter"),
    path("open/", opened.places, name="places"),
    path("open/<slug:code>/", opened.place, name="place"),
    path("certificates/", opened.certificates, name="certificates"),
    path("certificates/<slug:key>/", opened.certificate, name="certificate"),
    path("certificates/<slug:key>/pledge/", opened.pledge, name="pledge"),
]
