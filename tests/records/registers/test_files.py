"""Files: what is taken, under what name, and once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.storage import default_storage
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from tests.factories.orgs import TESTS
from tests.factories.plans import make_decision
from vun.common.errors import Problem
from vun.records.registers.domain import MAX_FILE_BYTES, check_file, safe_name
from vun.records.registers.models import Job, StoredFile
from vun.records.registers.operations import enqueue_job, remove_old_files, store_file

PDF = b"%PDF-1.7 "


@pytest.mark.django_db
def test_the_same_bytes_stand_on_the_disk_once_and_each_sender_reads_their_own_name() -> None:
    first = store_file(name="Kỷ luật ông An.pdf", content=PDF + b"a", by=TESTS)
    renamed = store_file(name="bản sao.pdf", content=PDF + b"a", by=TESTS)
    other = store_file(name="Kỷ luật ông An.pdf", content=PDF + b"b", by=TESTS)
    assert store_file(name="bản sao.pdf", content=PDF + b"a", by=TESTS) == renamed
    assert (renamed.name, renamed.content.name) == ("bản sao.pdf", first.content.name)
    assert len({first.pk, renamed.pk, other.pk}) == StoredFile.objects.count() == 3
    with first.content.open() as content:
        assert content.read() == PDF + b"a"
    assert (first.content_type, first.size, len(first.sha256)) == ("application/pdf", 10, 64)
    assert first.content.name == f"{first.sha256[:2]}/{first.sha256}.pdf"


@pytest.mark.django_db
def test_old_files_that_only_jobs_refer_to_are_removed(django_capture_on_commit_callbacks: Any) -> None:
    compared, marked, kept, waited_for, fresh = (
        store_file(name=f"{number}.pdf", content=PDF + bytes([number]), by=TESTS) for number in range(1, 6)
    )
    now = timezone.now()
    StoredFile.objects.exclude(pk=fresh.pk).update(stored_at=now - timedelta(days=31))
    done = enqueue_job(kind="check", params={"file_id": compared.pk}, by=TESTS)
    Job.objects.filter(pk=done.pk).update(state="done", file=marked)
    waiting = enqueue_job(kind="export", params={}, by=TESTS)
    Job.objects.filter(pk=waiting.pk).update(file=waited_for)
    make_decision(file=kept)

    with django_capture_on_commit_callbacks(execute=True):
        assert remove_old_files(now=now) == 2
    assert remove_old_files(now=now) == 0

    assert set(StoredFile.objects.all()) == {kept, waited_for, fresh}
    assert Job.objects.get(pk=done.pk).file is None
    there = [default_storage.exists(file.content.name) for file in (compared, marked, kept, fresh)]
    assert there == [False, False, True, True]


@pytest.mark.django_db
def test_the_bytes_of_an_old_file_stay_while_they_are_kept_under_another_name(
    django_capture_on_commit_callbacks: Any,
) -> None:
    old, kept = (store_file(name=name, content=PDF + b"twice", by=TESTS) for name in ("a.pdf", "b.pdf"))
    now = timezone.now() + timedelta(days=31)
    decision = make_decision(file=kept)
    with django_capture_on_commit_callbacks(execute=True):
        assert remove_old_files(now=now) == 1
    assert (StoredFile.objects.get(), default_storage.exists(old.content.name)) == (kept, True)
    decision.delete()
    with django_capture_on_commit_callbacks(execute=True):
        assert remove_old_files(now=now) == 1
    assert not default_storage.exists(old.content.name)


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
