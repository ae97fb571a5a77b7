"""Addresses of the register."""

from django.urls import path

from linli.web.pages.door import home

app_name = "registry"
urlpatterns = [
    path("people/", home, name="people"),
    path("people/<uuid:person_id>/", home, name="person"),
    path("places/", home, name="places"),
    path("x/<uuid:x>/", home, name="dwelling"),
    path("p/", home, name="premises"),
    path("r/", home, name="registers"),
    path("i/", home, name="imports"),
    path("d/", home, name="duplicates"),
    path("g/", home, name="grids"),
]
