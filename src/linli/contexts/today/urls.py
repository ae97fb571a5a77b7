"""Addresses of Today."""

from django.urls import path

from linli.contexts.today.views import acts, day

app_name = "today"
urlpatterns = [
    path("", day.today_page, name="today"),
    path("week/", day.week, name="week"),
    path("order/", day.order, name="order"),
    path("door/<uuid:household>/later/", acts.postpone, name="postpone"),
    path("door/<uuid:household>/hand-over/", acts.hand_over, name="hand_over"),
    path("door/<uuid:household>/hand-back/", acts.hand_back, name="hand_back"),
    path("postponed/<uuid:postponement_id>/", acts.take_back, name="take_back"),
    path("cover/", acts.covers, name="covers"),
    path("cover/<int:area_id>/", acts.plan_leave, name="plan_leave"),
    path("cover/ended/<uuid:leave_id>/", acts.end_leave, name="end_leave"),
]
