"""Files: what is taken, under what name, and once."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.orgs import TESTS
from vun.common.errors import Problem
from vun.records.registers.domain import MAX_FILE_BYTES, check_file, safe_name
from vun.records.registers.models import StoredFile
from vun.records.registers.operations import store_file

PDF = b"%PDF-1.7 "


@pytest.mark.django_db
def test_the_same_bytes_are_kept_once() -> None:
    first = store_file(name="Quyết định 12.pdf", content=PDF + b"a", by=TESTS)
    again = store_file(name="bản sao.pdf", content=PDF + b"a", by=TESTS)
    other = store_file(name="Quyết định 12.pdf", content=PDF + b"b", by=TESTS)
    assert (again.pk, again.name) == (first.pk, "Quyết định 12.pdf")
    assert other.pk != first.pk
    assert StoredFile.objects.count() == 2
    with first.content.open() as content:
        assert content.read() == PDF + b"a"
    assert (first.content_type, first.size, len(first.sha256)) == ("application/pdf", 10, 64)
    assert first.content.name == f"{first.sha256[:2]}/{first.sha256}.pdf"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("virus.exe", b"MZ", "registers.file_type"),
        ("page.html", b"<html>", "registers.file_type"),
        ("none", PDF, "registers.file_type"),
        ("empty.pdf", b"", "registers.file_empty"),
        ("page.pdf", b"<html><script>", "registers.file_is_not"),
        ("sheet.xlsx", PDF, "registers.file_is_not"),
    ],
)
@pytest.mark.django_db
def test_what_is_not_a_known_kind_of_document_is_refused(name: str, content: bytes, code: str) -> None:
    with pytest.raises(Problem) as caught:
        store_file(name=name, content=content, by=TESTS)
    assert (caught.value.code, caught.value.field) == (code, "file")


def test_a_file_may_be_as_big_as_the_limit_and_no_bigger() -> None:
    assert check_file("a.pdf", MAX_FILE_BYTES, PDF) == ("a.pdf", "application/pdf")
    with pytest.raises(Problem) as caught:
        check_file("a.pdf", MAX_FILE_BYTES + 1, PDF)
    assert (caught.value.code, caught.value.params["most"]) == ("registers.file_too_big", 20)


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Quyết định số 12.PDF", "Quyết định số 12.PDF"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\tệp\\báo cáo.docx", "báo cáo.docx"),
        ('a"b\r\nX: y.pdf', "abX y.pdf"),
        ("....pdf", "pdf"),
        ("..", "tep"),
    ],
)
def test_a_name_keeps_its_letters_and_loses_what_could_mean_something_else(
    given_name: str, kept: str
) -> None:
    assert safe_name(given_name) == kept


@given(st.text(max_size=400))
def test_no_name_leaves_its_folder_or_breaks_a_header(name: str) -> None:
    kept = safe_name(name)
    assert not set(kept) & set('/\\"\r\n\x00<>:|?*')
    assert len(kept) <= 131
    assert safe_name(kept) == kept
