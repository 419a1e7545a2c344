"""Signing a paper in the browser, and checking it there and from the command line."""

from __future__ import annotations

import logging
import re
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories.certificates import PASSPHRASE, authority, key_file
from tests.factories.orgs import make_unit
from tests.factories.papers import issue
from tests.factories.plans import approved_plan_with_line
from tests.factories.sending import make_nomination
from vun.faces.cli.main import main
from vun.faces.web.papers import signing
from vun.records.accounts.domain import Role
from vun.records.audit.models import AuditEntry
from vun.records.orgs.models import Unit
from vun.records.sending.models import PaperSignature, SendingPaper

pytestmark = pytest.mark.django_db
ON = {"on": "2026-03-02"}


def html(response: Any) -> str:
    return response.content.decode()


def make_paper(root: Unit) -> SendingPaper:
    return issue(make_nomination(approved_plan_with_line(make_unit(), plan_unit=root)))


def sign(client: Client, paper: SendingPaper, passphrase: str = PASSPHRASE, **typed: Any) -> Any:
    sent = {"key": SimpleUploadedFile("an.p12", key_file()), "passphrase": passphrase, **typed}
    return client.post(reverse("papers:sign", args=[paper.pk]), sent)


def test_a_paper_is_signed_and_checked(
    planner: Client,
    root: Unit,
    settings: Any,
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    capsys: pytest.CaptureFixture[str],
) -> None:
    caplog.set_level(logging.DEBUG)
    settings.SIGNATURE_TRUST = tmp_path
    (tmp_path / "ca.pem").write_bytes(authority())
    paper = make_paper(root)
    assert planner.get(reverse("papers:sign", args=[paper.pk]), ON).status_code == 200
    wrong = sign(planner, paper, "sai")
    assert wrong.status_code == 400
    assert "sai mật khẩu" in html(wrong)
    assert sign(planner, paper).status_code == 302
    # Sent again because no answer came: nothing. Asked for anew, by who sees the first: a second signature.
    again = sign(planner, paper, known=0)
    assert again.status_code == 400
    assert "Văn bản đã có chữ ký số này" in html(again)
    page = html(planner.get(reverse("papers:sign", args=[paper.pk]), ON))
    assert "Đã ký số: Nguyễn Văn An, " in page
    (known,) = re.findall(r'name="known" value="(\d+)"', page)
    assert sign(planner, paper, known=known).status_code == 302
    assert "Nguyễn Văn An" in html(planner.get(reverse("papers:detail", args=[paper.pk]), ON))
    last = PaperSignature.objects.order_by("-pk")[0]
    address = reverse("papers:signed-file", args=[paper.pk, last.pk])
    content = b"".join(planner.get(address, ON).streaming_content)  # type: ignore[attr-defined]
    checked = html(planner.post(reverse("papers:verify"), {"file": SimpleUploadedFile("a.pdf", content)}))
    assert checked.count("Nguyên vẹn") == checked.count("Tin cậy") == 2
    file = tmp_path / "signed.pdf"
    file.write_bytes(content)
    assert main(["verify", str(file)]) == 0
    assert "chứng thư tin cậy" in capsys.readouterr().out
    file.write_bytes(content.replace(b"/Producer", b"/Prodocer", 1))
    assert main(["verify", str(file)]) == 1
    assert "nội dung đã bị sửa" in capsys.readouterr().out
    assert main(["verify", str(tmp_path / "ca.pem")]) == 2
    settings.SIGNATURE_TRUST = tmp_path / "none"
    file.write_bytes(content)
    assert main(["verify", str(file)]) == 1
    elsewhere = capsys.readouterr().out
    assert elsewhere.count("nội dung nguyên vẹn") == elsewhere.count("chứng thư chưa rõ nguồn tin cậy") == 2
    file.write_bytes(planner.get(reverse("papers:file", args=[paper.pk, "pdf"]), ON).content)
    assert main(["verify", str(file)]) == 1
    assert "không có chữ ký số nào" in capsys.readouterr().out
    # Neither logs nor the audit hold the passphrase.
    assert PASSPHRASE not in caplog.text
    assert not [entry for entry in AuditEntry.objects.all() if PASSPHRASE in str(entry.after)]


def test_many_papers_are_signed_with_one_key_each_once(planner: Client, root: Unit) -> None:
    papers = [make_paper(root) for _ in range(3)]
    address = reverse("papers:sign-many")
    chosen = {"ids": [paper.pk for paper in papers]}
    assert address in html(planner.get(reverse("papers:list"), ON))
    assert html(planner.post(address, chosen)).count('name="ids"') == 3
    assert sign(planner, papers[0]).status_code == 302

    def key() -> dict[str, Any]:
        return {"key": SimpleUploadedFile("an.p12", key_file()), "passphrase": PASSPHRASE, "signed": "yes"}

    wrong = planner.post(address, chosen | key() | {"passphrase": "sai"})
    assert wrong.status_code == 400
    assert "sai mật khẩu" in html(wrong)
    assert PaperSignature.objects.count() == 1
    done = html(planner.post(address, chosen | key()))
    assert "3 trên 3 văn bản đã có chữ ký." in done
    assert done.count("Đã ký từ trước") == 1
    assert "Chưa chọn văn bản nào" in html(planner.post(address, {}, follow=True))
    planner.post(address, chosen | key())
    assert PaperSignature.objects.count() == 3
    papers[0].signatures.all().delete()
    page = reverse("papers:list")
    found = [
        html(planner.get(page, ON | {"is_signed": value})).count('name="ids"') for value in ("yes", "no")
    ]
    assert found == [2, 1]


def test_one_request_signs_a_few_and_offers_the_rest(
    planner: Client, root: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the script of the page asks again and again, and as a browser without it goes on by hand."""
    monkeypatch.setattr(signing, "MOST_SIGNED", 2)
    sent = approved_plan_with_line(make_unit(), plan_unit=root, quota=3)
    papers = [issue(make_nomination(sent)) for _ in range(3)]
    address = reverse("papers:sign-many")
    chosen = {"ids": [paper.pk for paper in papers], "passphrase": PASSPHRASE, "signed": "yes"}
    done = html(planner.post(address, chosen | {"key": SimpleUploadedFile("an.p12", key_file())}))
    assert done.count("data-is-signed") == PaperSignature.objects.count() == 2
    assert "Ký tiếp 1 văn bản còn lại" in done
    (left,) = set(SendingPaper.objects.filter(signatures=None).values_list("pk", flat=True))
    assert f'name="ids" value="{left}"' in done
    asked = html(planner.post(address, {"ids": [left]}))
    assert (asked.count('name="ids"'), 'data-at-once="2"' in asked) == (1, True)


def test_a_key_is_needed_where_no_token_is_set_up(planner: Client, root: Unit, settings: Any) -> None:
    paper = make_paper(root)
    page = reverse("papers:sign", args=[paper.pk])
    assert "Chưa chọn tệp" in html(planner.post(page, {"passphrase": "1"}))
    settings.PKCS11_MODULE = Path("/no/such/module.so")
    refused = planner.post(page, {"passphrase": "1234"})
    assert refused.status_code == 400
    assert "Không mở được thiết bị ký số" in html(refused)


def test_papers_are_signed_by_who_issues_decisions_and_anybody_checks(signed_in: Any, root: Unit) -> None:
    paper = make_paper(root)
    officer = signed_in(Role.UNIT_OFFICER, make_unit())
    assert sign(officer, paper).status_code == 403
    assert officer.post(reverse("papers:sign-many"), {"ids": paper.pk}).status_code == 403
    bad = officer.post(reverse("papers:verify"), {"file": SimpleUploadedFile("a.pdf", b"no pdf")})
    assert bad.status_code == 400
    assert "không phải PDF" in html(bad)
