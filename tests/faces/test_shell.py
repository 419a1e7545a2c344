"""The frame every page stands in: who gets in, which day and language it speaks, and what it says when it cannot."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from tests.factories.accounts import make_user
from vun.records.accounts.domain import Role
from vun.records.orgs.models import Unit

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.faces.sample_pages")]
SignIn = Callable[..., Client]


def test_a_visitor_is_sent_to_sign_in_and_comes_back(client: Client, root: Unit) -> None:
    response = client.get("/sample/?q=so")
    assert (response.status_code, response["Location"]) == (302, "/sign-in/?next=/sample/%3Fq%3Dso")


def test_a_visitor_who_posts_is_sent_to_sign_in_and_then_to_the_first_page(
    client: Client, root: Unit
) -> None:
    assert client.post("/sample/step/")["Location"] == "/sign-in/?next=/"


def test_a_visitor_asking_by_htmx_is_sent_to_sign_in_as_a_whole_page_and_comes_back(
    client: Client, root: Unit
) -> None:
    asked = {"HX-Request": "true", "referer": "http://testserver/sample/?q=1"}
    response = client.get("/sample/options/", headers=asked)
    assert (response.status_code, response["HX-Redirect"]) == (200, "/sign-in/?next=/sample/%3Fq%3D1")
    assert "chưa được lưu" not in client.get(response["HX-Redirect"]).content.decode()


def test_one_signs_in_with_name_and_password_and_out_again(client: Client, root: Unit) -> None:
    user = make_user(Role.PLANNER, username="ha.nguyen", full_name="Nguyễn Thị Hà")
    user.set_password("mật khẩu đủ dài")
    user.save()
    wrong = client.post("/sign-in/", {"username": "ha.nguyen", "password": "sai"})
    assert wrong.status_code == 200
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in wrong.content.decode()
    right = client.post(
        "/sign-in/", {"username": "ha.nguyen", "password": "mật khẩu đủ dài", "next": "/sample/"}
    )
    assert (right.status_code, right["Location"]) == (302, "/sample/")
    assert "Nguyễn Thị Hà" in client.get("/").content.decode()
    assert client.post("/sign-out/")["Location"] == "/sign-in/"
    assert client.get("/").status_code == 302


def test_the_seventh_wrong_password_is_told_how_long_to_wait(client: Client, root: Unit) -> None:
    make_user(username="ha.nguyen")
    answers = [client.post("/sign-in/", {"username": "ha.nguyen", "password": "sai"}) for _ in range(7)]
    assert [answer.status_code for answer in answers[-2:]] == [429, 429]
    assert "Đợi 15 phút" in answers[-1].content.decode()


def test_one_changes_ones_own_password_and_stays_signed_in(signed_in: SignIn) -> None:
    user = make_user()
    user.set_password("mật khẩu đủ dài")
    user.save()
    client = signed_in(user=user)
    typed = {
        "old_password": "mật khẩu đủ dài",
        "password": "mật khẩu mới hơn",
        "repeated": "mật khẩu mới hơn",
    }
    for wrong, words in (
        ({"old_password": "nhầm"}, "Mật khẩu hiện nay không đúng. Gõ lại."),
        ({"repeated": "gõ khác"}, "Hai lần gõ mật khẩu mới không giống nhau. Gõ lại."),
        ({"password": "1234567890", "repeated": "1234567890"}, "Mật khẩu mới"),
    ):
        response = client.post("/password/", {**typed, **wrong})
        assert (response.status_code, words in response.content.decode()) == (400, True)
    assert client.post("/password/", typed)["Location"] == "/"
    user.refresh_from_db()
    assert user.check_password("mật khẩu mới hơn")
    assert client.get("/").status_code == 200


def test_what_is_sent_after_the_session_ended_is_told_as_lost_and_leads_back_to_its_page(
    client: Client, root: Unit
) -> None:
    form = {"referer": "http://testserver/sample/add/?q=1"}
    answer = client.post("/sample/add/", {"name": "x"}, headers=form)
    assert answer["Location"] == "/sign-in/?next=/sample/add/%3Fq%3D1"
    assert "việc vừa gửi chưa được lưu" in client.get(answer["Location"]).content.decode()
    elsewhere = client.post("/sample/add/", {"name": "x"}, headers={"referer": "http://elsewhere/sample/"})
    assert elsewhere["Location"] == "/sign-in/?next=/"


def test_a_visitor_who_only_asks_whether_a_page_is_there_is_told_of_nothing_lost(
    client: Client, root: Unit
) -> None:
    assert client.head("/sample/")["Location"] == "/sign-in/?next=/sample/"
    assert "chưa được lưu" not in client.get("/sign-in/").content.decode()


def test_a_page_of_another_day_says_that_what_is_done_is_done_today(planner: Client) -> None:
    said = "Đang xem số liệu tính đến ngày 30/06/2025. Việc làm ở đây vẫn ghi ngày hôm nay"
    assert [
        said in planner.get(address).content.decode()
        for address in ("/", "/?on=2025-06-30", "/tasks/?on=2025-06-30")
    ] == [False, True, True]


def test_a_page_shows_only_to_whoever_holds_its_permission(signed_in: SignIn) -> None:
    assert signed_in(Role.PLANNER).get("/sample/add/").status_code == 200
    assert signed_in(Role.LEADER).get("/sample/add/").status_code == 403
    assert signed_in().get("/sample/").status_code == 403


def test_an_action_is_shown_only_to_whoever_may_take_it(signed_in: SignIn) -> None:
    assert 'href="/sample/add/"' in signed_in(Role.PLANNER).get("/sample/").content.decode()
    assert 'href="/sample/add/"' not in signed_in(Role.LEADER).get("/sample/").content.decode()


@pytest.mark.parametrize(
    ("address", "code", "words"),
    [
        ("/sample/problem/", 400, "Không làm được việc này (mã sample.broken)"),
        ("/sample/refused/", 403, "không có quyền"),
        ("/sample/999999/", 404, "Không tìm thấy"),
        ("/nowhere/", 404, "Không tìm thấy"),
    ],
)
def test_each_refusal_has_its_page(planner: Client, address: str, code: int, words: str) -> None:
    response = planner.get(address)
    assert (response.status_code, words in response.content.decode()) == (code, True)
    assert "<html" in response.content.decode()


def test_a_refusal_answers_htmx_with_the_words_alone(planner: Client) -> None:
    response = planner.get("/sample/problem/", headers={"HX-Request": "true"})
    assert response.status_code == 400
    assert response.content.decode().strip() == (
        '<div class="notice notice-error" role="alert"><strong>Chưa làm được việc này.</strong> '
        "Không làm được việc này (mã sample.broken).</div>"
    )


def test_a_bug_shows_a_number_that_the_log_knows_and_no_words_of_the_exception(
    client: Client, root: Unit, caplog: pytest.LogCaptureFixture
) -> None:
    client.raise_request_exception = False
    response = client.get("/sample/broken/")
    page = response.content.decode()
    assert response.status_code == 500
    (record,) = [one for one in caplog.records if one.name == "vun.faces.web.errors"]
    event = record.msg
    assert isinstance(event, dict)
    assert (event["event"], event["view"], event["error"]) == ("page.failed", "sample:broken", "RuntimeError")
    assert event["reference"] in page
    assert "Bí Mật" not in page
    assert "Bí Mật" not in str(event)


def test_the_server_says_it_is_healthy_without_signing_in(client: Client, db: None) -> None:
    response = client.get("/health")
    assert (response.status_code, response.json()) == (200, {"status": "ok"})


def test_vietnamese_is_spoken_whatever_the_browser_prefers(client: Client, db: None) -> None:
    response = client.get("/sign-in/", headers={"Accept-Language": "en-US,en"})
    assert response["Content-Language"] == "vi"
    assert '<html lang="vi">' in response.content.decode()


def test_the_language_chosen_is_kept_and_one_returns_to_the_same_page(client: Client, db: None) -> None:
    chosen = client.post("/language/", {"language": "en", "next": "/sign-in/?next=/sample/"})
    assert chosen["Location"] == "/sign-in/?next=/sample/"
    assert client.get("/sign-in/")["Content-Language"] == "en"
    client.post("/language/", {"language": "vi", "next": "/"})
    assert client.get("/sign-in/")["Content-Language"] == "vi"


def test_an_unknown_language_changes_nothing(client: Client, db: None) -> None:
    client.post("/language/", {"language": "xx"})
    assert client.get("/sign-in/")["Content-Language"] == "vi"


@pytest.mark.parametrize("address", ["/language/", "/day/"])
def test_one_is_never_sent_to_another_site(planner: Client, address: str) -> None:
    elsewhere = {"language": "vi", "day": "", "next": "https://example.org/"}
    send = planner.post if address == "/language/" else planner.get
    assert send(address, elsewhere)["Location"] == "/"


def test_the_day_chosen_is_in_every_address_from_then_on(planner: Client) -> None:
    chosen = planner.get("/day/", {"day": "30/06/2025", "next": "/sample/?q=so"})
    assert chosen["Location"] == "/sample/?q=so&on=2025-06-30"
    assert planner.get("/sample/add/")["Location"] == "/sample/add/?on=2025-06-30"
    assert "Tính đến </span>30/06/2025" in planner.get("/sample/add/?on=2025-06-30").content.decode()


def test_a_day_chosen_sends_nobody_to_another_site(planner: Client) -> None:
    planner.get("/day/", {"day": "30/06/2025"})
    # The client of the tests would read the address as a site of its own.
    response = planner.get("/", PATH_INFO="//example.org/")
    assert response["Location"] == "/%2Fexample.org/?on=2025-06-30"


def test_an_address_with_a_day_shows_a_colleague_that_day(planner: Client) -> None:
    assert planner.get("/sample/?on=2025-06-30").wsgi_request.on.isoformat() == "2025-06-30"  # type: ignore[attr-defined]


def test_one_goes_back_to_today(planner: Client) -> None:
    planner.get("/sample/?on=2025-06-30")
    back = planner.get("/day/", {"next": "/sample/?on=2025-06-30&q=so"})
    assert back["Location"] == "/sample/?q=so"
    assert planner.get("/sample/").wsgi_request.on == timezone.localdate()  # type: ignore[attr-defined]


@pytest.mark.parametrize("typed", ["31/02/2025", "hôm qua", "30/06/1900", "1/1/99999"])
def test_a_day_that_is_none_is_said_and_nothing_changes(planner: Client, typed: str) -> None:
    response = planner.get("/day/", {"day": typed, "next": "/sample/"}, follow=True)
    assert f"Ngày “{typed}” không đúng." in response.content.decode()
    assert response.wsgi_request.on == timezone.localdate()


def test_a_wrong_day_in_the_address_is_said_and_today_shown(planner: Client) -> None:
    response = planner.get("/sample/?on=2025-02-31")
    assert (response.status_code, "Ngày trong địa chỉ không đúng" in response.content.decode()) == (200, True)


def test_what_a_signed_in_reader_saw_is_not_kept_by_the_browser(planner: Client) -> None:
    assert "no-store" in planner.get("/sample/")["Cache-Control"]


def test_every_page_forbids_inline_script_and_style(client: Client, db: None) -> None:
    policy = client.get("/sign-in/")["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe" not in policy


def test_sample_data_is_marked_on_every_page(client: Client, db: None, settings: object) -> None:
    assert "Dữ liệu mẫu" not in client.get("/sign-in/").content.decode()
    settings.IS_SAMPLE = True  # type: ignore[attr-defined]
    assert "Dữ liệu mẫu – không phải số liệu thật" in client.get("/sign-in/").content.decode()
    assert "Dữ liệu mẫu – không phải số liệu thật" in client.get("/nowhere/").content.decode()


def test_the_first_page_and_the_tasks_open_for_whoever_is_signed_in(signed_in: SignIn) -> None:
    client = signed_in()
    assert [
        client.get(address).status_code for address in ("/", "/tasks/", "/search/", "/search/?q=nguyen van")
    ] == [200] * 4


def test_a_search_of_one_letter_asks_for_more(planner: Client) -> None:
    assert "Gõ ít nhất hai chữ" in planner.get("/search/?q=a").content.decode()
    suggestions = planner.get("/search/?q=a", headers={"HX-Request": "true"}).content.decode()
    assert suggestions.strip() == ""


def test_a_page_of_the_frame_costs_only_the_actor(
    planner: Client, django_assert_num_queries: Callable[..., object]
) -> None:
    planner.get("/")
    with django_assert_num_queries(FRAME_QUERIES):  # type: ignore[attr-defined]
        planner.get("/sample/add/")


# Session, user, own record, grants and the root unit.
FRAME_QUERIES = 5
