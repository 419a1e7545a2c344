"""Attendance and nominations in the browser: by keyboard, on a phone, and readable by everybody."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.urls import reverse
from playwright.sync_api import Page, expect

from tests.factories.accounts import make_user
from tests.factories.credentials import make_credential
from tests.factories.delivery import (
    FIRST_DAY,
    finish,
    make_class,
    make_learner,
    make_open_class,
    make_session,
    mark,
)
from tests.factories.orgs import make_root, make_unit
from tests.factories.outcomes import make_placement
from tests.factories.people import make_person
from tests.factories.plans import ApprovedLine, approved_plan_with_line
from tests.factories.sending import approve, make_nomination
from tests.factories.standards import make_programme, make_scale
from tests.journeys.conftest import DESK, PHONE, let_in
from vun.records.accounts.domain import Role
from vun.records.delivery.domain import DayPart, Mark
from vun.records.delivery.models import Attendance, TrainingClass
from vun.records.outcomes.domain import PlacementGroup
from vun.records.standards.domain import Branch

pytestmark = pytest.mark.django_db(transaction=True)
Check = Callable[[], None]
NAMES = ("Hoàng Thị Ánh", "Lý Văn Bình", "Nông Thị Cúc", "Vi Văn Dũng")


@dataclass
class Site:
    """A small province with a class in its second week, one finished, and a line to send people for."""

    address: str
    running: TrainingClass
    finished: TrainingClass
    sent: ApprovedLine


@pytest.fixture
def site(page: Page, live_server) -> Site:
    root = make_root()
    school, unit = make_unit("Trường Chính trị", code="TCT"), make_unit("Sở Nội vụ")
    running = make_open_class(make_programme("Chuyên viên chính"), school)
    for name in NAMES:
        make_learner(running, make_person(name, unit=unit))
    for part in (DayPart.MORNING, DayPart.AFTERNOON):
        make_session(running, FIRST_DAY, part)
    low, middle = make_scale()[:2]
    programme = make_programme(grants=middle, prerequisites=[low], branch=Branch.TRAINING)
    finished = make_open_class(programme, school)
    for place, name in enumerate(NAMES):
        make_learner(finished, make_person(name, unit=unit), score=str(6 + place))
    mark(make_session(finished), dict.fromkeys(finished.enrolments.all(), Mark.PRESENT))
    finish(finished)
    for place, learner in enumerate(finished.enrolments.all()):
        if place:
            make_placement(learner, list(PlacementGroup)[place])
    sent = approved_plan_with_line(
        unit, quota=4, programme=programme, plan_unit=root, first_month=3, last_month=4
    )
    for name in NAMES:
        make_credential(make_person(name, unit=unit), low)
    eligible = make_person("Lâm Văn Em", unit=unit)
    make_credential(eligible, low)
    approve(make_nomination(sent, eligible))
    make_nomination(sent, make_person("Lâm Văn Gấm", unit=unit), exception_reason="Quy hoạch")
    make_class(programme, school, line=sent.line)
    user = make_user(Role.PLANNER, root)
    for role in (Role.REGISTRAR, Role.ACCOUNTANT):
        user.grants.create(role=role.value, unit=root, granted_at=user.date_joined)
    let_in(page, live_server.url, user)
    return Site(live_server.url, running, finished, sent)


def pages(site: Site) -> list[str]:
    """Every page of sending, classes and outcomes."""
    planned = TrainingClass.objects.get(state="planned")
    learner, graduate = site.running.enrolments.first(), site.finished.enrolments.first()
    nomination = site.sent.line.nominations.get(state="proposed")
    tabs = ("detail", "learners", "timetable", "attendance", "grades", "results", "costs")
    return [
        reverse("sending:list"),
        reverse("sending:nominations"),
        reverse("sending:nominate", args=[site.sent.line.pk, site.sent.unit.pk]),
        reverse("sending:detail", args=[nomination.pk]),
        reverse("sending:step", args=[nomination.pk, "reject"]),
        reverse("classes:list"),
        reverse("classes:add"),
        *(reverse(f"classes:{name}", args=[site.running.pk]) for name in tabs),
        reverse("classes:results", args=[site.finished.pk]),
        reverse("classes:open", args=[planned.pk]),
        *(
            reverse(f"classes:{name}", args=[site.running.pk])
            for name in ("cancel", "finish", "enrol", "add-session", "add-cost")
        ),
        reverse("classes:issue", args=[site.finished.pk]),
        reverse("classes:session", args=[site.running.pk, site.running.sessions.first().pk]),
        reverse("classes:drop-out", args=[learner.pk]),
        reverse("outcomes:list"),
        reverse("outcomes:placements"),
        f"{reverse('outcomes:matrix')}?year=2025",
        reverse("outcomes:record", args=[graduate.pk]),
    ]


def test_every_page_is_readable_by_everybody_and_no_wider_than_a_phone(
    page: Page, site: Site, assert_accessible: Check
) -> None:
    for path in pages(site):
        page.set_viewport_size(DESK)
        page.goto(f"{site.address}{path}")
        assert_accessible()
        page.set_viewport_size(PHONE)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], path


def test_attendance_is_typed_by_keyboard_alone(page: Page, site: Site) -> None:
    page.goto(f"{site.address}{reverse('classes:attendance', args=[site.running.pk])}")
    page.locator("table[data-grid] input").first.focus()
    for letter in "cmpv":
        page.keyboard.type(letter)
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.get_by_role("button", name="Lưu điểm danh").press("Enter")
    expect(page.get_by_text("Đã lưu 4 ô điểm danh.")).to_be_visible()
    assert list(
        Attendance.objects.filter(session__training_class=site.running)
        .order_by("enrolment__person__sort_key")
        .values_list("mark", flat=True)
    ) == [Mark.PRESENT, Mark.LATE, Mark.EXCUSED, Mark.ABSENT]


def test_a_class_is_called_on_a_phone(page: Page, site: Site) -> None:
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"{site.address}{reverse('classes:attendance', args=[site.running.pk])}")
    page.locator(".session-links a").first.click()
    absent = page.get_by_role("group", name="Lý Văn Bình").get_by_text("Vắng không phép")
    box = absent.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    absent.click()
    page.get_by_role("button", name="Người còn lại có mặt, lưu").click()
    expect(page.get_by_text("Đã lưu điểm danh buổi này.")).to_be_visible()
    assert sorted(
        Attendance.objects.filter(session__training_class=site.running).values_list("mark", flat=True)
    ) == [
        Mark.ABSENT,
        *[Mark.PRESENT] * 3,
    ]
