"""The province's own templates in the browser: sent in, tried on a sample, put to use for reports, put back."""

from __future__ import annotations

import html
import io
import re

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import make_user
from tests.factories.orgs import Tree, make_tree
from vun.engines.documents import NAMES
from vun.records.accounts.domain import Role
from vun.records.publishing.models import LayoutTemplate

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
LIST = reverse("reports:templates")
ADD = reverse("reports:add_template", args=["state.docx"])


@pytest.fixture
def tree() -> Tree:
    return make_tree()


def client_of(role: Role, tree: Tree) -> Client:
    client = Client()
    client.force_login(make_user(role, tree.root), backend=BACKEND)
    return client


def text_of(answer: HttpResponse) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def sent(client: Client, *lines: str) -> HttpResponse:
    file, stream = docx.Document(), io.BytesIO()
    for line in lines:
        file.add_paragraph(line)
    file.save(stream)
    return client.post(ADD, {"file": SimpleUploadedFile("mau-tinh.docx", stream.getvalue())})


def test_a_docx_with_fields_is_tried_put_to_use_and_put_back(tree: Tree) -> None:
    client = client_of(Role.PLANNER, tree)
    assert sent(client, "MẪU CỦA TỈNH", "{{ trich_yeu }}", "{{ noi_dung }}").status_code == 302
    version = LayoutTemplate.objects.get()
    trial = client.get(reverse("reports:template_sample", args=[version.pk]))
    assert docx.Document(io.BytesIO(trial.content)).paragraphs[0].text == "MẪU CỦA TỈNH"

    def first_line() -> str:
        asked = {"first_day": "01/01/2026", "last_day": "31/12/2026", "export": "docx", "layout": "state"}
        made = client.get(reverse("reports:detail", args=["noi-vu-3"]), asked)
        return docx.Document(io.BytesIO(made.content)).paragraphs[0].text

    assert first_line() != "MẪU CỦA TỈNH"
    client.post(reverse("reports:use_template", args=[version.pk]))
    assert first_line() == "MẪU CỦA TỈNH"
    assert "Đang dùng bản 1 của tỉnh" in text_of(client.get(LIST))
    client.post(reverse("reports:use_shipped_template", args=["state.docx"]))
    assert first_line() != "MẪU CỦA TỈNH"


def test_a_field_nobody_knows_is_named_and_the_file_refused(tree: Tree) -> None:
    answer = sent(client_of(Role.PLANNER, tree), "{{ khong_co }}", "{{ noi_dung }}")
    assert answer.status_code == 400
    assert "Mẫu có trường Vun không biết: khong_co" in text_of(answer)
    assert not LayoutTemplate.objects.exists()


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_template_is_there_to_begin_with(tree: Tree, name: str) -> None:
    client = client_of(Role.PLANNER, tree)
    assert client.get(reverse("reports:shipped_template", args=[name])).content
    assert name in client.get(LIST).content.decode()


def test_what_is_sent_in_comes_back_as_it_was(tree: Tree) -> None:
    client = client_of(Role.PLANNER, tree)
    sent(client, "{{ noi_dung }}")
    version = LayoutTemplate.objects.get()
    file = client.get(reverse("reports:template_file", args=[version.pk]))
    assert file.content == bytes(version.content)
    assert "attachment" in file.headers["Content-Disposition"]


def test_templates_are_no_matter_of_readers(tree: Tree) -> None:
    inspector = client_of(Role.INSPECTOR, tree)
    assert inspector.get(LIST).status_code == 403
    assert sent(inspector, "{{ noi_dung }}").status_code == 403
    assert (
        client_of(Role.PLANNER, tree).get(reverse("reports:add_template", args=["x.docx"])).status_code == 404
    )
