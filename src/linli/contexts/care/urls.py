"""Addresses of care."""

from django.urls import path

from linli.contexts.care.views import leaving, proposals, records

app_name = "care"
urlpatterns = [
    path("", records.people, name="people"),
    path("export/", leaving.export, name="export"),
    path("proposals/", proposals.proposals, name="proposals"),
    path("proposals/<uuid:proposal_id>/decline/", proposals.decline, name="decline"),
    path("homes/<uuid:dwelling_id>/", records.home, name="home"),
    path("people/<uuid:person_id>/", records.person, name="person"),
    path("people/<uuid:person_id>/take-up/", records.take_up, name="take_up"),
    path("records/<uuid:record_id>/", records.record, name="record"),
    path("records/<uuid:record_id>/adjust/", records.adjust, name="adjust"),
    path("records/<uuid:record_id>/<str:verb>/", records.step, name="step"),
]
