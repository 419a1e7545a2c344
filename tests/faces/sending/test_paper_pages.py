"""Issuing papers, opening them again, taking them away as docx and PDF."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.factories.orgs import make_unit
from tests.factories.plans import approved_plan_with_line
from tests.factories.sending import make_nomination
from vun.records.accounts.domain import Role
from vun.records.orgs.models import Unit
from vun.records.sending.domain import NominationState
from vun.records.sending.models import Nomination, SendingPaper

pytestmark = pytest.mark.django_db


def html(response: Any) -> str:
    return response.content.decode()


def typed(*ids: int, **more: Any) -> dict[str, Any]:
    return {
        "ids": list(ids),
        "signed": "yes",
        "kind": "send",
        "layout": "state",
        "organ": "Sở Nội vụ",
        "sign": "SNV",
        "place": "Lạng Sơn",
        "issued_on": "02/03/2026",
        "course": "lớp chuyên viên chính",
        "capacity": "GIÁM ĐỐC",
        "signer": "Nguyễn Văn An",
        **more,
    }


def issued(planner: Client, root: Unit, **more: Any) -> SendingPaper:
    sent = approved_plan_with_line(make_unit(), quota=2, plan_unit=root)
    ids = [make_nomination(sent).pk for _ in range(2)]
    assert planner.post(reverse("sending:issue"), typed(*ids, **more)).status_code == 302
    return SendingPaper.objects.order_by("pk")[0]


def test_a_decision_is_issued_for_those_chosen_and_opened(planner: Client, root: Unit) -> None:
    sent = approved_plan_with_line(make_unit(), quota=2, plan_unit=root)
    one, other = make_nomination(sent), make_nomination(sent)
    address = reverse("sending:issue")
    asked = planner.post(address, {"ids": [one.pk, other.pk]})
    assert "cử 2 người của 1 đơn vị" in html(asked)
    wrong = planner.post(address, typed(one.pk, other.pk, signer=""))
    assert wrong.status_code == 400
    assert "lớp chuyên viên chính" in html(wrong)
    done = planner.post(address, typed(one.pk, other.pk), follow=True)
    assert "Đã ban hành 01/QĐ-SNV." in html(done)
    assert set(Nomination.objects.values_list("state", flat=True)) == {NominationState.APPROVED}
    again = planner.post(address, typed(one.pk))
    assert again.status_code == 400
    assert "ở đúng bước" in html(again)
    assert "01/QĐ-SNV" in html(planner.get(reverse("sending:papers"), {"on": "2026-03-02"}))
    follows = html(planner.post(address, {"ids": [one.pk]}))
    assert 'value="Nguyễn Văn An"' in follows
    assert '<option value="enrol" selected>' in follows


@pytest.mark.parametrize(("suffix", "magic"), [("docx", b"PK"), ("pdf", b"%PDF-1.7")])
def test_a_paper_is_taken_away_in_either_format(
    suffix: str, magic: bytes, planner: Client, root: Unit
) -> None:
    paper = issued(planner, root)
    response = planner.get(reverse("sending:paper-file", args=[paper.pk, suffix]), {"on": "2026-03-02"})
    assert response.content.startswith(magic)
    assert "01-Q" in response["Content-Disposition"]
    assert (
        planner.get(reverse("sending:paper-file", args=[paper.pk, "exe"]), {"on": "2026-03-02"}).status_code
        == 404
    )


def test_many_are_taken_away_in_one_archive(planner: Client, root: Unit) -> None:
    issued(planner, root, singly="on")
    ids = list(SendingPaper.objects.values_list("pk", flat=True))
    address = reverse("sending:papers-file")
    response = planner.post(address, {"ids": ids, "suffix": "docx"})
    with zipfile.ZipFile(io.BytesIO(response.content)) as archive:
        assert archive.namelist() == ["2026-03-02 02-QĐ-SNV.docx", "2026-03-02 01-QĐ-SNV.docx"]
    assert "Chưa chọn ai" in html(planner.post(address, {}, follow=True))


def test_a_template_with_a_field_nobody_knows_is_told(
    planner: Client, root: Unit, settings: Any, tmp_path: Path
) -> None:
    paper = issued(planner, root)
    address = reverse("sending:paper-file", args=[paper.pk, "pdf"])
    settings.DATA_DIR = tmp_path
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "state.typ").write_text("#document.truong-la", encoding="utf-8")
    response = planner.get(address, {"on": "2026-03-02"})
    assert response.status_code == 400
    assert "Mẫu văn bản của tỉnh có lỗi" in html(response)


def test_papers_are_issued_by_who_approves_and_seen_in_scope(
    planner: Client, signed_in: Any, root: Unit
) -> None:
    paper = issued(planner, root)
    officer = signed_in(Role.UNIT_OFFICER, make_unit())
    on = {"on": "2026-03-02"}
    assert officer.post(reverse("sending:issue"), typed(1)).status_code == 403
    assert officer.get(reverse("sending:paper", args=[paper.pk]), on).status_code == 404
    assert officer.get(reverse("sending:paper-file", args=[paper.pk, "pdf"]), on).status_code == 404
    assert "01/QĐ-SNV" not in html(officer.get(reverse("sending:papers"), on))
    assert "Chưa chọn ai" in html(planner.post(reverse("sending:issue"), {}, follow=True))
