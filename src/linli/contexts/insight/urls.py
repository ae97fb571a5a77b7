"""Addresses of Insight."""

from django.urls import path

from linli.contexts.insight import views

app_name = "insight"
urlpatterns = [path("", views.figures_page, name="figures")]
