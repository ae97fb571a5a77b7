"""Addresses of visits."""

from django.urls import path

from linli.contexts.visits.views import (
    checklists,
    doors,
    handing,
    left,
    left_open,
    pocket,
    printing,
    register,
    sheets,
    withdrawing,
)

app_name = "visits"
urlpatterns = [
    path("", register.register, name="register"),
    path("door/<uuid:dwelling_id>/", doors.door, name="door"),
    path("door/<uuid:dwelling_id>/history/", register.history, name="history"),
    path("door/<uuid:dwelling_id>/card/", printing.door_card, name="door_card"),
    path("door/<uuid:dwelling_id>/checklist/<uuid:book_id>/", checklists.fill, name="fill"),
    path("checklists/", checklists.books, name="checklists"),
    path("checklists/adopt/", checklists.adopt, name="adopt_checklist"),
    path("checklists/<uuid:book_id>/", checklists.book, name="checklist"),
    path("checklists/<uuid:book_id>/switch/", checklists.switch, name="switch_checklist"),
    path("door/<uuid:dwelling_id>/how-often/", handing.choose, name="how_often"),
    path("left/", left.left, name="left"),
    path("left/export/", left.export, name="export_left"),
    path("hand-over/", handing.pack, name="pack"),
    path("findings/", left_open.findings, name="findings"),
    path("findings/<uuid:finding_id>/", left_open.close, name="close_finding"),
    path("findings/<uuid:finding_id>/visit/", left_open.visit_of, name="visit_of_finding"),
    path("promises/", left_open.promises, name="promises"),
    path("promises/<uuid:promise_id>/kept/", left_open.keep, name="keep_promise"),
    path("promises/<uuid:promise_id>/later/", left_open.move, name="move_promise"),
    path("conflicts/", left_open.conflicts, name="conflicts"),
    path("conflicts/<uuid:conflict_id>/", left_open.decide, name="decide"),
    path("round-sheet/", printing.round_sheet, name="round_sheet"),
    path("bulk/", sheets.bulk, name="bulk"),
    path("export/", register.export, name="export"),
    path("pocket/", pocket.page, name="pocket"),
    path("pocket/helper.js", pocket.helper, name="pocket_helper"),
    path("pocket/hello/", pocket.hello, name="pocket_hello"),
    path("pocket/load/", pocket.load, name="pocket_load"),
    path("<uuid:visit_id>/", register.visit, name="visit"),
    path("<uuid:visit_id>/withdraw/", withdrawing.withdraw_visit, name="withdraw"),
    path("<uuid:visit_id>/photos/<uuid:file_id>/", register.photo, name="photo"),
]
