"""Pages of offers and of selection rounds, from the letter to the list."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.faces.conftest import SignIn
from tests.factories.accounts import make_user
from tests.factories.admission import enter, line_without_quotas, make_offer, make_round
from tests.factories.orgs import make_unit
from tests.factories.people import make_person
from tests.factories.plans import approved_plan_with_line, make_decision
from tests.factories.sending import make_nomination
from vun.records.accounts.domain import Role
from vun.records.admission.models import OfferRequest, SelectionCandidate, SelectionRound, TrainingOffer
from vun.records.orgs.models import Unit
from vun.records.plans.models import Quota
from vun.records.sending.models import Nomination

pytestmark = pytest.mark.django_db
DAY = {"on": "2026-02-02"}
OFFERS_QUERIES, ROUND_QUERIES = 8, 12


def html(response: Any) -> str:
    return response.content.decode()


def day(offset: int) -> str:
    return f"{timezone.localdate() + timezone.timedelta(days=offset):%d/%m/%Y}"


def test_a_letter_is_published_asked_for_and_answered(planner: Client, signed_in: SignIn, root: Unit) -> None:
    terms = line_without_quotas(root, learners=5)
    said = {
        "unit": root.pk,
        "name": "Lãnh đạo cấp sở",
        "organiser": "Học viện Hành chính",
        "audience": "Giám đốc sở",
        "places": "4",
        "deadline_on": day(30),
        "cost": "12.000.000",
        "line": terms.pk,
    }
    add = reverse("admission:offer-add")
    assert planner.post(add, said | {"deadline_on": day(-1)}).status_code == 400
    assert planner.post(add, said).status_code == 302
    offer = TrainingOffer.objects.get()
    unit = make_unit("Sở Y tế")
    officer = signed_in(Role.UNIT_OFFICER, unit)
    page = reverse("admission:offer", args=[offer.pk])
    ask = reverse("admission:offer-ask-unit", args=[offer.pk])
    assert ask in html(officer.get(page))
    assert 'value="Sở Y tế"' in html(officer.get(ask)), "the one unit they nominate for is filled in"
    refused = officer.post(ask, {"unit": unit.pk, "learners": "5", "reason": "Cần"})
    assert "chỉ có 4 chỗ" in html(refused)
    assert officer.post(ask, {"unit": unit.pk, "learners": "3", "reason": "Cần"}).status_code == 302
    request = OfferRequest.objects.get()
    agree = reverse("admission:request-agree", args=[request.pk])
    assert "Đăng ký chiêu sinh chờ trả lời" in html(planner.get(reverse("home:show")))
    assert officer.post(agree, {"learners": "3"}).status_code == 403
    assert "còn 5 học viên chưa giao" in html(planner.get(agree))
    assert planner.post(agree, {"learners": "2", "answer": "Giao 2"}).status_code == 302
    assert Quota.objects.get().learners == 2
    assert "Giao 2" in html(officer.get(page))
    closing = reverse("admission:offer-step", args=[offer.pk, "close"])
    assert "Đã đóng" in html(planner.post(closing, follow=True))
    change = reverse("admission:offer-change", args=[offer.pk])
    assert planner.post(change, said).status_code == 400
    cancel = reverse("admission:offer-cancel", args=[offer.pk])
    planner.post(cancel, {"reason": "Học viện hoãn"})
    assert "Học viện hoãn" in html(planner.get(page))


def test_somebody_asks_for_themself_and_takes_it_back(root: Unit) -> None:
    offer = make_offer(root)
    TrainingOffer.objects.update(deadline_on=timezone.localdate())
    user = make_user(Role.CADRE)
    person = make_person(unit=make_unit())
    person.user = user
    person.save()
    cadre = Client()
    cadre.force_login(user)
    page = reverse("admission:offer", args=[offer.pk])
    ask = reverse("admission:offer-ask", args=[offer.pk])
    main = f'<a class="btn btn-primary" href="{ask}">Xin học lớp này</a>'
    assert main in html(cadre.get(page)), "what they can do stands before all else"
    cadre.post(ask, {"reason": "Nâng cao năng lực"})
    assert "Lãnh đạo" not in html(cadre.get(reverse("admission:offers")))
    assert "Tôi đã đăng ký" in html(cadre.get(reverse("admission:offers")))
    request = OfferRequest.objects.get()
    assert request.person == person
    cadre.post(reverse("admission:request-withdraw", args=[request.pk]))
    request.refresh_from_db()
    assert request.state == "withdrawn"


def test_a_round_from_opening_to_the_list(planner: Client, signed_in: SignIn, root: Unit) -> None:
    sent = approved_plan_with_line(make_unit("Sở Y tế"), quota=5, plan_unit=root)
    nominations = [make_nomination(sent, make_person(name, unit=sent.unit)) for name in ("An", "Bình")]
    address = reverse("admission:round-open", args=[sent.line.pk])
    said = {"name": "Cao học 2026", "places": "1", "closes_on": day(10), "criteria": "Bài thi; mười"}
    assert "chưa đúng dạng" in html(planner.post(address, said))
    planner.post(address, said | {"criteria": "Bài thi; 10\nHồ sơ; 5"})
    selection = SelectionRound.objects.get()
    page = reverse("admission:round", args=[selection.pk])
    assert "Đã được đề cử, chưa vào đợt" in html(planner.get(page))
    planner.post(reverse("admission:round-enter", args=[selection.pk]), {"ids": [n.pk for n in nominations]})
    first, second = SelectionCandidate.objects.order_by("nomination_id")
    exam, file = selection.criteria.all()
    points = {
        f"p-{first.pk}-{exam.pk}": "7,5",
        f"p-{first.pk}-{file.pk}": "4",
        f"p-{second.pk}-{exam.pk}": "9",
        f"p-{second.pk}-{file.pk}": "11",
    }
    wrong = planner.post(page, points)
    assert wrong.status_code == 400
    assert f"Điểm phải từ 0 đến {file.most:.0f}. Sửa lại." in html(wrong)
    assert 'value="7,5"' in html(wrong)
    assert planner.post(page, points | {f"p-{second.pk}-{file.pk}": "3"}).status_code == 302
    assert 'value="7,5' in html(planner.get(page))
    for past_the_committee in ("sending:approve", "papers:issue"):
        held = planner.post(reverse(past_the_committee), {"ids": nominations[1].pk}, follow=True)
        assert "Bình đang được xét ở đợt “Cao học 2026”" in html(held)
    decide = reverse("admission:round-decide", args=[selection.pk])
    outcome = {
        f"o-{first.pk}": "admitted",
        f"o-{second.pk}": "waiting",
        "told": "Không trúng tuyển",
        "decision": make_decision().pk,
    }
    refused = planner.post(decide, outcome)
    assert "nhiều điểm hơn người trúng tuyển" in html(refused)
    right = outcome | {f"o-{first.pk}": "waiting", f"o-{second.pk}": "admitted"}
    done = planner.post(decide, right, follow=True)
    assert "1 trúng tuyển, 1 chờ" in html(done)
    over = planner.get(decide, follow=True)
    assert (over.request["PATH_INFO"], "đã kết thúc hoặc đã huỷ" in html(over)) == (page, True)
    assert Nomination.objects.get(pk=nominations[1].pk).state == "approved"
    out = reverse("admission:candidate-out", args=[second.pk])
    assert "An trong danh sách chờ được gọi thay" in html(
        planner.post(out, {"reason": "Chuyển công tác"}, follow=True)
    )
    officer = signed_in(Role.UNIT_OFFICER, sent.unit)
    assert "Trúng tuyển" in html(officer.get(page))
    for suffix, magic in (("docx", b"PK"), ("pdf", b"%PDF")):
        taken = officer.get(reverse("admission:round-list", args=[selection.pk, suffix]))
        assert taken.content.startswith(magic)
    assert officer.get(reverse("admission:round-list", args=[selection.pk, "exe"])).status_code == 404
    assert officer.get(decide).status_code == 403
    stranger = signed_in(Role.UNIT_OFFICER, make_unit())
    assert stranger.get(page).status_code == 404


@pytest.mark.parametrize("count", [3, 12])
def test_offers_and_candidates_cost_the_same_with_few_and_many(
    count: int, planner: Client, root: Unit, django_assert_num_queries: Any
) -> None:
    for _ in range(count):
        make_offer(root)
    sent = approved_plan_with_line(make_unit(), quota=20, plan_unit=root)
    selection = make_round(sent)
    enter(selection, sent, *[(5, 5)] * count)
    for address, queries in (
        (reverse("admission:offers"), OFFERS_QUERIES),
        (reverse("admission:round", args=[selection.pk]), ROUND_QUERIES),
    ):
        planner.get(address)
        with django_assert_num_queries(queries):
            assert planner.get(address).status_code == 200
