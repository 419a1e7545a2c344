"""The words around the figures in the browser: written, quoted, carried on, signed, printed, tampered with."""

from __future__ import annotations

import html
import io
import re
from typing import Any

import docx
import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from tests.factories.accounts import make_user
from tests.factories.plans import SYSTEM
from tests.factories.reports import TrainingYear
from vun.common.period import Period
from vun.records.accounts.domain import Role
from vun.records.publishing.domain import Section
from vun.records.publishing.models import SignedReport
from vun.records.publishing.operations import write_words
from vun.records.publishing.queries import words_of
from vun.reports.freezing import Wrong, verify

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"
FORM = "bieu-10-btctw"
YEAR = {"first_day": "01/01/2026", "last_day": "31/12/2026", "units": "then", "unit": ""}
ASKED = "2026-01-01_2026-12-31_then_all"
WORDS = reverse("reports:words", args=[FORM, ASKED])
SIGN = reverse("reports:sign", args=[FORM, ASKED])


def client_of(role: Role, year: TrainingYear) -> Client:
    client = Client()
    client.force_login(make_user(role, year.tree.root), backend=BACKEND)
    return client


def form(*sections: tuple[str, str, str], do: str = "save") -> dict[str, Any]:
    titles, texts, places = zip(*sections, strict=True)
    return {"title": titles, "text": texts, "place": places, "do": do}


def text_of(answer: HttpResponse) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


def write(text: str, year: int = 2026) -> None:
    write_words(report=FORM, period=Period.year(year), unit_id=None,
                sections=[Section("Kết quả", text, is_before=True)], by=SYSTEM)  # fmt: skip


def test_words_are_written_with_figures_chosen_from_the_table(year: TrainingYear) -> None:
    client = client_of(Role.PLANNER, year)
    page = client.get(WORDS).content.decode()
    assert 'data-quote="[II/c3]"' in page
    assert 'value="Nhiệm vụ, giải pháp"' in page

    saved = client.post(
        WORDS, form(("Kết quả", "Bồi dưỡng [II/c3] người.", "before"), ("Hạn chế", "", "after"))
    )

    assert saved.status_code == 302
    shown = text_of(client.get(reverse("reports:detail", args=[FORM]), YEAR))
    assert "Kết quả Bồi dưỡng 3 người." in shown
    assert words_of(FORM, Period.year(2026), None) == (
        Section("Kết quả", "Bồi dưỡng [II/c3] người.", is_before=True),
        Section("Hạn chế"),
    )


def test_sections_move_and_nothing_typed_is_lost(year: TrainingYear) -> None:
    client = client_of(Role.PLANNER, year)
    two = [("Một", "chữ một", "before"), ("Hai", "chữ hai", "after")]

    def titles(do: str) -> list[str]:
        page = client.post(WORDS, form(*two, do=do)).content.decode()
        assert "chữ một" in page or do == "remove:0"
        return re.findall(r'name="title" value="([^"]*)"', page)

    assert titles("down:0") == ["Hai", "Một"]
    assert titles("up:1") == ["Hai", "Một"]
    assert titles("up:0") == ["Một", "Hai"]
    assert titles("add") == ["Một", "Hai", ""]
    assert titles("remove:0") == ["Hai"]
    assert titles("remove:9") == ["Một", "Hai"]
    assert titles("nonsense") == ["Một", "Hai"]
    assert words_of(FORM, Period.year(2026), None) is None


def test_a_section_without_a_title_keeps_its_words_and_says_so(year: TrainingYear) -> None:
    answer = client_of(Role.PLANNER, year).post(WORDS, form(("", "Chữ không tên", "after")))

    assert answer.status_code == 400
    assert "Chữ không tên" in text_of(answer)
    assert "Đặt tên cho mục" in text_of(answer)


def test_last_years_words_are_where_this_year_begins(year: TrainingYear) -> None:
    write("Năm trước bồi dưỡng [II/c3] người.", 2025)
    page = text_of(client_of(Role.PLANNER, year).get(WORDS))

    assert "Lấy từ lời báo cáo của kỳ kết thúc ngày 31/12/2025" in page
    assert "Năm trước bồi dưỡng 3 người." in page


def test_a_quote_of_a_vanished_cell_is_told_and_stops_the_signature(year: TrainingYear) -> None:
    write("Bồi dưỡng [II/c99] người.")
    planner, leader = client_of(Role.PLANNER, year), client_of(Role.LEADER, year)

    assert "không có số ở: [II/c99]" in text_of(planner.get(WORDS))
    assert "nhắc tới ô không có số trong bảng: [II/c99]" in text_of(
        planner.get(reverse("reports:detail", args=[FORM]), YEAR)
    )
    refused = leader.post(SIGN)
    assert (refused.status_code, SignedReport.objects.count()) == (400, 0)
    assert "[II/c99]" in text_of(refused)


def test_signed_words_stay_and_verify_covers_them(year: TrainingYear) -> None:
    write("Bồi dưỡng [II/c3] người.")
    leader = client_of(Role.LEADER, year)
    leader.post(SIGN)
    write("Viết lại sau khi ký.")
    signed = SignedReport.objects.get()
    address = reverse("reports:signed", args=[signed.pk])
    assert "Bồi dưỡng 3 người." in text_of(leader.get(address))
    assert verify(signed) == ()

    signed.words[0]["read"] = "Bồi dưỡng 900 người."
    SignedReport.objects.update(words=signed.words, digest=signed.seal())

    found = verify(SignedReport.objects.get())
    assert [finding.wrong for finding in found] == [Wrong.WORDS, Wrong.AUDIT, Wrong.MISREAD]
    assert "lời báo cáo không nói đúng số đã ký" in text_of(leader.get(address))


@pytest.mark.one_database
@pytest.mark.parametrize("layout", ["", "state", "party", "nonsense"])
def test_words_are_printed_around_the_table_in_each_layout(year: TrainingYear, layout: str) -> None:
    write("Bồi dưỡng [II/c3] người.")
    client = client_of(Role.PLANNER, year)
    asked = {**YEAR, "export": "docx", "layout": layout}

    made = docx.Document(io.BytesIO(client.get(reverse("reports:detail", args=[FORM]), asked).content))

    lines = [paragraph.text for paragraph in made.paragraphs]
    assert lines.index("I. Kết quả") + 1 == lines.index("Bồi dưỡng 3 người.")
    heads = " ".join(cell.text for row in made.tables[0].rows for cell in row.cells)
    assert ("ĐẢNG CỘNG SẢN VIỆT NAM" in heads, "CỘNG HÒA XÃ HỘI" in heads, "Biểu số 10-BTCTW" in heads) == {
        "state": (False, True, False),
        "party": (True, False, False),
    }.get(layout, (False, False, True))


def test_only_who_may_write_over_the_unit_writes(year: TrainingYear) -> None:
    of_commune = WORDS.replace("_all", f"_{year.tree.commune.pk}")
    assert client_of(Role.INSPECTOR, year).get(WORDS).status_code == 403
    clerk = Client()
    clerk.force_login(make_user(Role.UNIT_OFFICER, year.tree.commune), backend=BACKEND)
    assert clerk.get(of_commune).status_code == 200
    assert clerk.get(WORDS).status_code == 403
    assert clerk.get(WORDS.replace("_all", f"_{year.tree.other_commune.pk}")).status_code == 404
