"""The guide inside the program: it is whole, opens for everybody at what concerns them, and is found by its words."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

import vun
from vun.faces.web.guide.chapters import NAMES, read
from vun.records.accounts.domain import Role

SignIn = Callable[..., Client]
WEB = Path(vun.__file__).parent / "faces" / "web"


def test_every_text_is_a_chapter() -> None:
    assert sorted(NAMES) == sorted(path.stem for path in (WEB / "guide" / "texts").iterdir())


@pytest.mark.parametrize("name", NAMES)
def test_a_chapter_s_links_and_pictures_lead_somewhere(name: str) -> None:
    html = read(name).html
    for address in re.findall(r'href="([^"]+)"', html):
        assert address.removeprefix("/guide/").rstrip("/") in NAMES
    for picture in re.findall(r'src="/static/([^"]+)"', html):
        assert (WEB / "static" / picture).is_file()
    assert html.count("<table") == html.count('<div class="table-frame">')
    anchors = [part.anchor for part in read(name).sections if part.anchor]
    assert anchors == re.findall(r'<h[23] id="([^"]+)"', html)
    assert len(set(anchors)) == len(anchors)


@pytest.mark.django_db
def test_a_page_s_help_is_the_reader_s_own_chapter_at_what_it_says_of_the_page(signed_in: SignIn) -> None:
    def leads(client: Client, area: str) -> str:
        return str(client.get(f"/guide/?of={area}")["Location"])

    planner, officer = signed_in(Role.PLANNER), signed_in(Role.UNIT_OFFICER)
    assert leads(planner, "needs") == "/guide/ke-hoach/#2-mo-dot-khao-sat-thang-9-10"
    assert leads(officer, "sending") == "/guide/don-vi/#truoc-khai-giang-mot-thang-de-cu"
    assert leads(officer, "papers") == "/guide/van-ban-sau-hoc/"
    assert leads(signed_in(), "nowhere") == "/guide/"
    assert 'href="/guide/?of=home"' in planner.get("/").content.decode()


@pytest.mark.django_db
def test_the_guide_opens_for_everybody_who_is_signed_in(signed_in: SignIn, client: Client) -> None:
    reader = signed_in()
    assert "Hướng dẫn sử dụng cho một năm đào tạo" in reader.get("/guide/").content.decode()
    assert '<h2 id="mot-nguoi-co-hai-ho-so">' in reader.get("/guide/don-vi/").content.decode()
    assert reader.get("/guide/khong-co/").status_code == 404
    assert reader.get("/guide/muc-luc/")["Location"] == "/guide/"
    assert client.get("/guide/")["Location"].startswith("/sign-in/")


@pytest.mark.django_db
def test_the_search_box_finds_the_guide_s_sections_headings_first(signed_in: SignIn) -> None:
    page = signed_in().get("/search/?q=ho so hai nguoi").content.decode()
    assert "/guide/don-vi/#mot-nguoi-co-hai-ho-so" in page
    page = signed_in().get("/search/?q=don vi dang giu danh sach").content.decode()
    found = re.findall(r'<a href="(/guide/[^"]+)"', page)
    assert [address for address in found if "?of=" not in address] == ["/guide/nhap/"]
