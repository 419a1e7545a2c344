"""The register of decisions: entered, found, read, corrected, and its files."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import make_user
from tests.factories.orgs import make_root, make_unit
from tests.factories.registers import make_decision, make_file
from vun.records.accounts.domain import Role
from vun.records.registers import queries
from vun.records.registers.models import Decision, StoredFile

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
TYPED = {
    "kind": "decision",
    "number": "15/QĐ-UBND",
    "issued_on": "05/01/2026",
    "issuer": "Uỷ ban nhân dân tỉnh",
    "subject": "Phê duyệt kế hoạch đào tạo, bồi dưỡng năm 2026",
}


def url(name: str, *args: object) -> str:
    return reverse(f"admin:{name}", args=args)


def client_of(role: Role | None) -> Client:
    client = Client()
    client.force_login(make_user(role), backend=BACKEND)
    return client


@pytest.fixture
def planner() -> Client:
    make_root()
    return client_of(Role.PLANNER)


def text(response: Any) -> str:
    content: str = response.content.decode()
    return content


def download(client: Client, address: str) -> bytes:
    sent = client.get(address)
    return b"".join(sent.streaming_content)


def test_an_anonymous_visitor_is_sent_to_sign_in(client: Client) -> None:
    decision = make_decision()
    for address in (url("home"), url("decisions"), url("decision", decision.pk), url("decision-add")):
        assert client.get(address).status_code == 302


def test_who_may_read_reads_and_who_may_not_is_refused(planner: Client) -> None:
    decision = make_decision(file=make_file())
    accountant, lecturer = client_of(Role.ACCOUNTANT), client_of(Role.LECTURER)
    for name, args in (("decisions", ()), ("decision", (decision.pk,))):
        assert accountant.get(url(name, *args)).status_code == 200
        assert lecturer.get(url(name, *args)).status_code == 403
    assert lecturer.get(url("decision-file", decision.pk)).status_code == 403
    assert download(accountant, url("decision-file", decision.pk)) == b"%PDF-1.7 test"
    assert accountant.get(url("decision-add")).status_code == 403
    assert accountant.post(url("decision-remove", decision.pk)).status_code == 403
    assert planner.get(url("decision", 999_999)).status_code == 404
    assert planner.get(url("decision-remove", decision.pk)).status_code == 405


def test_a_decision_is_entered_with_its_file_and_bases(planner: Client) -> None:
    basis = make_decision("163/QĐ-TTg")
    file = SimpleUploadedFile("Quyết định 15.pdf", b"%PDF-1.7 x")
    answer = planner.post(url("decision-add"), {**TYPED, "basis_1": basis.pk, "file": file})
    decision = Decision.objects.get(number="15/QĐ-UBND")
    assert answer["Location"] == url("decision", decision.pk)
    assert queries.bases_of(decision) == [basis]
    page = text(planner.get(url("decision", decision.pk)))
    assert ("163/QĐ-TTg" in page, "Quyết định 15.pdf" in page) == (True, True)
    sent = planner.get(url("decision-file", decision.pk))
    assert b"".join(sent.streaming_content) == b"%PDF-1.7 x"
    assert sent["Content-Disposition"].startswith("attachment;")
    assert sent["Content-Type"] == "application/pdf"


def test_a_decision_is_corrected_by_whoever_entered_it_and_for_the_whole_province(planner: Client) -> None:
    school = make_unit("Trường Chính trị")
    own, other = (Client() for _ in range(2))
    for client in (own, other):
        client.force_login(make_user(Role.REGISTRAR, school), backend=BACKEND)
    own.post(url("decision-add"), TYPED)
    decision = Decision.objects.get()
    edit, remove = (url(f"decision-{step}", decision.pk) for step in ("edit", "remove"))
    corrected = {**TYPED, "signer": "Nông Văn Minh"}

    assert [edit in text(one.get(url("decision", decision.pk))) for one in (own, other, planner)] == [
        True,
        False,
        True,
    ]
    assert [other.get(edit).status_code, other.post(edit, corrected).status_code] == [403, 403]
    assert other.post(remove).status_code == 403
    decision.refresh_from_db()
    assert decision.signer == ""
    assert own.post(edit, corrected).status_code == 302
    assert planner.post(edit, {**corrected, "signer": "Triệu Thị Hoa"}).status_code == 302
    decision.refresh_from_db()
    assert decision.signer == "Triệu Thị Hoa"
    assert own.post(remove).status_code == 302
    assert not Decision.objects.exists()


def test_a_mistake_keeps_what_was_typed_and_stores_nothing(planner: Client) -> None:
    file = SimpleUploadedFile("virus.exe", b"MZ")
    answer = planner.post(url("decision-add"), {**TYPED, "file": file})
    assert answer.status_code == 400
    assert "Không nhận tệp virus.exe" in text(answer)
    assert 'value="15/QĐ-UBND"' in text(answer)
    assert not StoredFile.objects.exists()
    later = make_decision(issued_on=Decision._meta.get_field("issued_on").to_python("2026-02-01"))
    refused = planner.post(url("decision-add"), {**TYPED, "basis_2": later.pk})
    assert "sau ngày 05/01/2026 của văn bản" in text(refused)
    planner.post(url("decision-add"), TYPED)
    twice = planner.post(url("decision-add"), TYPED)
    assert twice.status_code == 400
    assert "đã có trong sổ" in text(twice)


def test_a_decision_is_corrected_and_keeps_its_file(planner: Client) -> None:
    decision = make_decision(file=make_file(), bases=[make_decision("1")])
    form = planner.get(url("decision-edit", decision.pk)).context["form"]
    assert form.initial["basis_1"] == decision.bases.get().pk
    answer = planner.post(url("decision-edit", decision.pk), {**TYPED, "signer": "Lê Minh"})
    assert answer["Location"] == url("decision", decision.pk)
    decision.refresh_from_db()
    assert (decision.signer, decision.file is not None, queries.bases_of(decision)) == ("Lê Minh", True, [])


def test_only_what_nothing_rests_on_is_removed(planner: Client) -> None:
    decision = make_decision("1/KH")
    make_decision(bases=[decision])
    assert url("decision-remove", decision.pk) not in text(planner.get(url("decision", decision.pk)))
    refused = planner.post(url("decision-remove", decision.pk), follow=True)
    assert "Đang có 1 mục dựa vào văn bản 1/KH" in text(refused)
    unused = make_decision("2/KH")
    planner.post(url("decision-remove", unused.pk))
    assert not Decision.objects.filter(pk=unused.pk).exists()


@pytest.mark.parametrize("decisions", [3, 30])
def test_the_register_costs_the_same_with_thirty(
    planner: Client, decisions: int, django_assert_num_queries: Any
) -> None:
    for _ in range(decisions):
        make_decision(file=make_file(content=b"%PDF-" + str(_).encode()), bases=[make_decision()])
    with django_assert_num_queries(7):
        planner.get(url("decisions"))


def test_the_search_box_and_the_pick_field_find_decisions(planner: Client) -> None:
    decision = make_decision("163/QĐ-TTg", subject="Đề án đào tạo")
    assert url("decision", decision.pk) in text(planner.get("/search/?q=de an 163"))
    assert url("decision", decision.pk) not in text(client_of(Role.LECTURER).get("/search/?q=de an 163"))
    found = planner.get(url("decision-options") + "?q=de an").json()["options"]
    assert [one["text"] for one in found] == ["163/QĐ-TTg"]


def test_the_first_page_of_the_office_shows_only_the_rooms_one_may_enter(planner: Client) -> None:
    make_unit()
    page = text(planner.get(url("home")))
    assert (url("decisions") in page, url("accounts") in page) == (True, False)
    page = text(client_of(Role.ADMINISTRATOR).get(url("home")))
    assert (url("decisions") in page, url("accounts") in page, url("audit") in page) == (True, True, True)
    assert client_of(Role.LECTURER).get(url("home")).status_code == 403
