"""The pages of reports kept by hand."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import make_user
from tests.factories.orgs import make_unit
from tests.factories.statements import make_statement
from vun.engines.figures import read_file
from vun.records.accounts.domain import Role
from vun.records.audit.models import AuditEntry
from vun.records.orgs.models import Unit
from vun.records.statements.models import KeptStatement

pytestmark = pytest.mark.django_db
FIELDS = {
    "title": "Kết quả năm 2009",
    "first_day": "01/01/2009",
    "last_day": "31/12/2009",
    "outline": "Tổng số: 1.110 lượt người (một phần)\n  Tại tỉnh: trên 1.000 lượt người",
    "source": "Báo tỉnh",
    "stated_on": "21/01/2010",
}
FILE = b"""case: 2009-tinh
figures:
- {id: a, vi: T\xe1\xba\xa5t c\xe1\xba\xa3, value: 10, unit: l\xe1\xbb\x9bp, qualifier: exact}
- {id: b, vi: M\xe1\xbb\x9f m\xe1\xbb\x9bi, value: 12, unit: l\xe1\xbb\x9bp, qualifier: exact}
relations:
- {id: R1, type: subset, whole: a, part: b}
"""


def signed_in(role: Role, unit: Unit) -> Client:
    client = Client()
    client.force_login(make_user(role=role, unit=unit), backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_an_officer_puts_a_report_down_and_reads_it_beside_the_records() -> None:
    unit = make_unit(name="Huyện Bình Gia")
    client = signed_in(Role.UNIT_OFFICER, unit)

    answer = client.post(reverse("statements:add"), {**FIELDS, "unit": unit.pk})

    kept = KeptStatement.objects.get()
    assert answer.status_code == 302
    assert answer.headers["Location"] == reverse("statements:detail", args=[kept.pk])
    assert (kept.title, kept.unit, kept.figure_count, kept.fault_count) == ("Kết quả năm 2009", unit, 2, 0)
    page = client.get(reverse("statements:detail", args=[kept.pk])).content.decode()
    for text in ("trên 1.000", "Chỉ liệt kê một phần", "21/01/2010", "Không có hồ sơ nào của đơn vị này"):
        assert text in page
    listed = client.get(reverse("statements:list")).content.decode()
    assert "Kết quả năm 2009" in listed


def test_a_file_is_taken_in_place_of_lines_and_given_back() -> None:
    unit = make_unit()
    client = signed_in(Role.UNIT_OFFICER, unit)
    fields = {**FIELDS, "unit": unit.pk, "outline": ""}

    client.post(reverse("statements:add"), {**fields, "file": SimpleUploadedFile("so-lieu.yaml", FILE)})

    kept = KeptStatement.objects.get()
    # 12 of 10 does not hold.
    assert (kept.figure_count, kept.fault_count) == (2, 1)
    assert (
        "<strong>Không khớp</strong>"
        in client.get(reverse("statements:detail", args=[kept.pk])).content.decode()
    )
    back = client.get(reverse("statements:file", args=[kept.pk]))
    assert back.headers["Content-Disposition"] == f'attachment; filename="bao-cao-{kept.pk}.yaml"'
    assert read_file(back.content, "x") == read_file(FILE, "x")


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"outline": ""}, "Chưa có số nào."),
        ({"outline": "Tổng số 1.110"}, "Dòng 1 “Tổng số 1.110” chưa đúng."),
        ({"last_day": "31/12/2008"}, "Ngày cuối kỳ sớm hơn ngày đầu kỳ."),
        ({"file": FILE.replace(b"value: 12", b"value: mot")}, "figures[1].value: “mot” không phải số."),
        ({"title": ""}, "Tên báo cáo"),
    ],
)
def test_what_cannot_be_kept_is_told_beside_its_field(changed: dict[str, object], said: str) -> None:
    unit = make_unit()
    client = signed_in(Role.UNIT_OFFICER, unit)
    fields: dict[str, object] = {**FIELDS, "unit": unit.pk, **changed}
    if isinstance(fields.get("file"), bytes):
        fields["file"] = SimpleUploadedFile("so-lieu.yaml", FILE.replace(b"value: 12", b"value: mot"))

    answer = client.post(reverse("statements:add"), fields)

    assert answer.status_code == 400
    assert said in answer.content.decode()
    assert not KeptStatement.objects.exists()


def test_a_report_is_corrected_line_by_line_and_removed() -> None:
    unit = make_unit()
    kept = make_statement(unit)
    client = signed_in(Role.UNIT_OFFICER, unit)
    address = reverse("statements:correct", args=[kept.pk])
    page = client.get(address).content.decode()
    assert "Tại tỉnh: 1.050 lượt người [1.2]" in page

    outline = "Tổng số: 1.110 lượt người [1]\n  Tại Trung ương: 40 lượt người [1.1]\n  Tại tỉnh: 1.070 lượt người [1.2]"
    sent = {**FIELDS, "unit": unit.pk, "outline": outline, "revision": kept.revision}
    client.post(address, sent)
    late = client.post(address, {**sent, "note": "của người đến sau"})

    assert (late.status_code, "vừa được người khác sửa" in late.content.decode()) == (400, True)
    kept.refresh_from_db()
    assert kept.note == ""
    assert (kept.figure_count, kept.fault_count) == (3, 0)
    assert AuditEntry.objects.get(action="statement.corrected").before["figures"] == [
        "1.2: 1050 lượt người", "2: over 9000000000 đồng",
    ]  # fmt: skip
    client.post(reverse("statements:remove", args=[kept.pk]))
    assert not KeptStatement.objects.exists()


def test_told_that_another_changed_it_meanwhile_one_may_save_over_it() -> None:
    unit = make_unit()
    kept = make_statement(unit)
    client = signed_in(Role.UNIT_OFFICER, unit)
    address = reverse("statements:correct", args=[kept.pk])
    outline = "Tổng số: 1.110 lượt người [1]\n  Tại Trung ương: 40 lượt người [1.1]\n  Tại tỉnh: 1.070 lượt người [1.2]"
    sent = {**FIELDS, "unit": unit.pk, "outline": outline, "revision": kept.revision}
    assert client.post(address, sent).status_code == 302

    late = client.post(address, {**sent, "note": "của người đến sau"})

    [revision] = re.findall(r'name="revision" value="([^"]*)"', late.content.decode())
    assert (late.status_code, revision) == (400, str(kept.revision + 1))
    assert (
        client.post(address, {**sent, "note": "của người đến sau", "revision": revision}).status_code == 302
    )
    kept.refresh_from_db()
    assert kept.note == "của người đến sau"


def test_each_sees_and_changes_only_what_is_theirs() -> None:
    own, other = make_unit(), make_unit()
    kept = make_statement(own)
    names = ("detail", "file", "correct")
    reader, stranger = signed_in(Role.INSPECTOR, own), signed_in(Role.UNIT_OFFICER, other)
    assert [reader.get(reverse(f"statements:{name}", args=[kept.pk])).status_code for name in names] == [
        200,
        200,
        403,
    ]
    assert [stranger.get(reverse(f"statements:{name}", args=[kept.pk])).status_code for name in names] == [
        404
    ] * 3
    assert reader.post(reverse("statements:remove", args=[kept.pk])).status_code == 403
    assert stranger.post(reverse("statements:remove", args=[kept.pk])).status_code == 404
    assert stranger.post(reverse("statements:add"), {**FIELDS, "unit": own.pk}).status_code in (400, 403)
    assert KeptStatement.objects.get() == kept


@pytest.mark.parametrize("count", [3, 30])
def test_a_list_asks_the_same_for_few_and_for_many(count: int, django_assert_num_queries) -> None:
    unit = make_unit()
    for number in range(count):
        make_statement(unit, title=f"Báo cáo {number}")
    client = signed_in(Role.UNIT_OFFICER, unit)
    client.get(reverse("statements:list"))
    with django_assert_num_queries(9):
        client.get(reverse("statements:list"))


def test_the_same_figures_of_a_unit_stand_side_by_side_over_the_years() -> None:
    unit, other = make_unit(name="Huyện Bình Gia"), make_unit(name="Huyện Văn Lãng")
    first = make_statement(unit, year=2009)
    make_statement(
        unit, year=2010, outline="Tổng số: trên 1.200 lượt người\n  Tại tỉnh: 900 lượt người\nLớp: 3 lớp"
    )
    make_statement(other, year=2011)

    client = signed_in(Role.UNIT_OFFICER, unit)
    page = client.get(reverse("statements:detail", args=[first.pk])).content.decode()
    section = page.split('id="years-title"')[1].split("</section>")[0]

    assert "Tổng số: 1.110 lượt người (2009), trên 1.200 lượt người (2010)" in section
    table = section.split('<table class="list">')[-1]
    rows = [
        [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in re.findall(r"<t[hd].*?</t[hd]>", row)]
        for row in table.split("<tr>")[1:]
    ]
    assert rows == [
        ["Nội dung", "Đơn vị tính", "2009", "2010"],
        ["Tổng số", "lượt người", "1.110", "trên 1.200"],
        ["Tại tỉnh", "lượt người", "1.050", "900"],
    ]


def test_a_single_report_has_no_years_beside_it() -> None:
    unit = make_unit()
    page = signed_in(Role.UNIT_OFFICER, unit).get(
        reverse("statements:detail", args=[make_statement(unit).pk])
    )
    assert "years-title" not in page.content.decode()
