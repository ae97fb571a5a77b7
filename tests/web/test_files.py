"""Files on their way to the browser."""

import pytest

from linli.engines.workbooks import NewSheet, build
from linli.kernel.files import store
from linli.kernel.files.kinds import TYPES
from linli.kernel.files.models import StoredFile
from linli.kernel.ids import new_id
from linli.web import files

PDF = b"%PDF-1.7 "


def test_a_file_is_saved_under_its_name_whatever_letters_it_has():
    answer = files.saved(build([NewSheet("名单", ["姓名"], [["沈佳"]])]), "名单 2026.xlsx")
    assert answer.headers["Content-Type"] == TYPES["xlsx"]
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename*=UTF-8''%E5%90%8D%E5%8D%95%202026.xlsx"
    )


@pytest.mark.parametrize(
    ("name", "kind"),
    [("ballots.json", "application/json"), ("2026.pb", "text/plain"), ("a.txt", "text/plain")],
)
def test_words_for_programs_are_saved_as_what_they_are(name, kind):
    answer = files.saved_text("赞成", name)
    assert answer.content.decode() == "赞成"
    assert answer.headers["Content-Type"] == f"{kind}; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f"attachment; filename*=UTF-8''{name}"


@pytest.mark.parametrize("name", ['a"b.pdf', "a\r\nSet-Cookie: b.pdf", "a;b.pdf"])
def test_no_name_breaks_out_of_its_header(name):
    answer = files.shown(PDF, name)
    assert answer.headers["Content-Disposition"].startswith("inline; filename")
    assert "\n" not in answer.headers["Content-Disposition"]
    assert answer.headers["Content-Type"] == "application/pdf"


def test_what_nobody_knows_is_only_ever_saved():
    answer = files.saved(b"<script>alert(1)</script>", "page.html")
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.django_db
def test_a_stored_file_is_shown_in_its_place_or_saved_under_the_name_it_came_with(world):
    handed = store.Handed(PDF, "通知.pdf", "bulletin", world.community.code, ("pdf",))
    row = store.keep(world.actor("grid_worker"), handed)
    answer = files.stored(row.pk)
    assert (answer.content, answer.headers["Content-Type"]) == (PDF, "application/pdf")
    assert "Content-Disposition" not in answer.headers
    assert files.stored_to_save(row.pk).headers["Content-Disposition"].startswith("attachment; filename*=")


@pytest.mark.django_db
def test_a_file_that_is_not_there_is_a_row_that_is_not_there():
    with pytest.raises(StoredFile.DoesNotExist):
        files.stored(new_id())
