"""Addresses of the board."""

from django.urls import path

from linli.contexts.bulletin.views import desk, funds, groups, papers, public, receipts

app_name = "bulletin"
NOTICE, FUND = "notices/<uuid:notice_id>/", "funds/<uuid:fund_id>/"
urlpatterns = [
    path("", desk.register, name="register"),
    path("new/", desk.new, name="new"),
    path(NOTICE, desk.notice, name="notice"),
    path(f"{NOTICE}edit/", desk.edit, name="edit"),
    path(f"{NOTICE}correct/", desk.correct, name="correct"),
    path(f"{NOTICE}attach/", desk.attach, name="attach"),
    path(f"{NOTICE}files/<uuid:attachment_id>/", desk.file, name="desk_file"),
    path(f"{NOTICE}files/<uuid:attachment_id>/remove/", desk.detach, name="detach"),
    path(f"{NOTICE}steps/<slug:verb>/", desk.step, name="step"),
    path(f"{NOTICE}poster-<slug:paper>.pdf", papers.poster, name="poster"),
    path(f"{NOTICE}broadcast.txt", papers.spoken, name="spoken"),
    path(f"{NOTICE}receipts/", receipts.reach, name="reach"),
    path(f"{NOTICE}receipts/export/", receipts.export, name="export_receipts"),
    path(f"{NOTICE}receipts/slips.pdf", receipts.slips, name="receipt_slips"),
    path(f"{NOTICE}receipts/doors/<uuid:dwelling_id>/", receipts.enter, name="enter_receipt"),
    path(f"{NOTICE}receipts/<uuid:receipt_id>/take-back/", receipts.take_back, name="take_receipt_back"),
    path("read/<uuid:notice_id>/receipt/<uuid:dwelling_id>/", public.answer, name="answer"),
    path("groups/", groups.groups_page, name="groups"),
    path("groups/join/", groups.join, name="join_group"),
    path("groups/<uuid:group_id>/try/", groups.try_out, name="try_group"),
    path("groups/<uuid:group_id>/leave/", groups.leave, name="leave_group"),
    path("groups/sendings/<uuid:sending_id>/again/", groups.again, name="send_again"),
    path("funds/", funds.funds_page, name="funds"),
    path("funds/new/", funds.open_fund, name="open_fund"),
    path(FUND, funds.fund, name="fund"),
    path(f"{FUND}enter/", funds.enter, name="enter"),
    path(f"{FUND}import/", funds.bring, name="bring"),
    path(f"{FUND}export/", funds.export, name="export_fund"),
    path(f"{FUND}show/", funds.show, name="show_fund"),
    path(f"{FUND}entries/<uuid:entry_id>/reverse/", funds.reverse_entry, name="reverse_entry"),
    path("board/<slug:code>/funds/", funds.open_funds, name="open_funds"),
    path("board/<slug:code>/funds/<uuid:fund_id>.xlsx", funds.open_export, name="open_export"),
    path("board/", public.boards, name="boards"),
    path("board/<slug:code>/", public.board, name="board"),
    path("board/<slug:code>/feed.xml", public.feed, name="feed"),
    path("read/<uuid:notice_id>/", public.notice, name="read"),
    path("read/<uuid:notice_id>/files/<uuid:attachment_id>/", public.file, name="file"),
]
