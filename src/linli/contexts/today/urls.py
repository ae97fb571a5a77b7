"""Addresses of Today."""

from django.urls import path

from linli.contexts.today import views

app_name = "today"
urlpatterns = [path("", views.today_page, name="today")]
