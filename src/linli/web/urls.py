"""Addresses of the pages that belong to no context."""

from django.urls import path

from linli.web.pages import bell, door, finding, house, jobs, me, staff, sync

app_name = "web"
urlpatterns = [
    path("", door.home, name="home"),
    path("sign-in/", door.sign_in, name="sign_in"),
    path("sign-out/", door.sign_out, name="sign_out"),
    path("reading/", door.reading, name="reading"),
    path("bell/", bell.bell, name="bell"),
    path("search/", finding.search, name="search"),
    path("me/", me.me, name="me"),
    path("me/password/", me.password, name="password"),
    path("me/second-factor/", me.second_factor, name="second_factor"),
    path("me/second-factor/off/", me.second_factor_off, name="second_factor_off"),
    path("me/keys/", me.make_key, name="make_key"),
    path("me/keys/<int:key_id>/withdraw/", me.withdraw_key, name="withdraw_key"),
    path("jobs/<uuid:job_id>/", jobs.job, name="job"),
    path("notices/", me.notices, name="notices"),
    path("suggestions/", me.suggest, name="suggest"),
    path("sync/", sync.page, name="devices"),
    path("sync/devices/", sync.add_device, name="add_device"),
    path("sync/devices/<uuid:device_id>/key/", sync.key, name="device_key"),
    path("sync/devices/<uuid:device_id>/revoke/", sync.revoke, name="revoke_device"),
    path("sync/acts/", sync.take_acts, name="take_acts"),
    path("sync/chunks/<str:digest>/", sync.held_chunks, name="held_chunks"),
    path("sync/chunks/<str:digest>/<int:number>/", sync.take_chunk, name="take_chunk"),
    path("sync/asides/<uuid:aside_id>/", sync.settle, name="settle_aside"),
    path("privacy/", house.privacy, name="privacy"),
    path("accounts/", staff.accounts, name="accounts"),
    path("accounts/new/", staff.new_account, name="new_account"),
    path("accounts/<int:account_id>/", staff.account, name="account"),
    path("accounts/<int:account_id>/grant/", staff.grant, name="grant"),
    path("accounts/<int:account_id>/reset-password/", staff.reset_password, name="reset_password"),
    path("accounts/<int:account_id>/switch/", staff.switch, name="switch"),
    path("grants/<int:grant_id>/withdraw/", staff.withdraw, name="withdraw_grant"),
    path("audit/", house.audit, name="audit"),
    path("audit/verify/", house.verify, name="verify"),
    path("workdays/", house.workdays, name="workdays"),
    path("workdays/<int:row_id>/clear/", house.clear_workday, name="clear_workday"),
    path("house/", house.house, name="house"),
    path("house/facts/<int:fact_id>/again/", house.tell_again, name="tell_again"),
    path("house/suggestions/<int:suggestion_id>/answer/", house.answer, name="answer_suggestion"),
]
