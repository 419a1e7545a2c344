"""The demo province as it is loaded: every step of the training year has something to show, and it adds up."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction
from django.db.models import Count, F, Max, Sum
from pytest_django import DjangoDbBlocker

from vun.common.actor import Actor
from vun.faces.cli.commands.migrate import prepare
from vun.records.accounts.models import User
from vun.records.approvals.models import Matter
from vun.records.approvals.queries import waiting_for
from vun.records.audit.queries import entries_visible_to
from vun.records.credentials.queries import compliance_of_units
from vun.records.delivery.models import Certificate, ClassSession, Enrolment, TrainingClass
from vun.records.needs.models import Need, SurveySheet
from vun.records.orgs.models import Unit
from vun.records.outcomes.models import Placement
from vun.records.people.models import Person
from vun.records.people.queries import actor_of
from vun.records.plans.models import PlanLineTerms, PlanVersion, Quota
from vun.records.sending.models import Nomination
from vun.samples import province

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_loaded")]
TODAY = date(2026, 11, 22)


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The province, loaded once for all tests of this module and gone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        prepare()
        province.load(people=600, say=lambda _text: None, today=TODAY)
        yield
        transaction.set_rollback(True)


def test_the_province_has_a_past_a_present_and_a_next_year() -> None:
    assert province.is_loaded()
    assert Person.objects.count() == 600
    assert Unit.objects.filter(level="district", end_on=date(2025, 7, 1)).count() > 100
    states = dict(PlanVersion.objects.order_by().values_list("state").annotate(Count("pk")))
    # Two plans for each of four years, one of them amended; for next year one drafted and one submitted.
    assert states == {"approved": 8, "superseded": 1, "draft": 1, "submitted": 1}
    assert set(TrainingClass.objects.order_by().values_list("state", flat=True)) == {
        "planned",
        "open",
        "finished",
    }
    assert set(Enrolment.objects.order_by().values_list("state", flat=True)) >= {
        "studying",
        "completed",
        "failed",
    }
    assert Certificate.objects.exists()
    assert Placement.objects.exists()
    assert Need.objects.exists()
    assert set(SurveySheet.objects.order_by().values_list("state", flat=True)) == {"filling", "signed"}
    assert set(Nomination.objects.order_by().values_list("state", flat=True)) == {"proposed", "approved"}
    assert ClassSession.objects.filter(attendance__isnull=False).exists()


def test_something_waits_for_everybody_who_approves() -> None:
    assert Matter.objects.filter(state="waiting", route__isnull=False, step=1).exists()
    for login in ("lanhdaoso", "kehoach", "lanhdao"):
        actor = actor_of(User.objects.get(username=login), TODAY)
        assert waiting_for(actor, TODAY), login


def test_what_must_add_up_adds_up() -> None:
    for terms in PlanLineTerms.objects.annotate(given=Sum("quotas__learners")).filter(given__isnull=False):
        assert terms.given == terms.learners
    live = Nomination.objects.filter(state__in=["proposed", "approved"]).count()
    in_force = Quota.objects.filter(terms__version__state="approved")
    assert in_force.aggregate(Sum("taken"))["taken__sum"] == live
    registers = Certificate.objects.order_by().values("register", "year").annotate(Count("pk"), Max("number"))
    assert all(one["pk__count"] == one["number__max"] for one in registers), (
        "a number was skipped or repeated"
    )
    assert not Enrolment.objects.filter(completed_on__lt=F("enrolled_on")).exists()


def test_training_raises_the_share_at_standard() -> None:
    start, end = compliance_of_units(None, date(2023, 1, 1)).share, compliance_of_units(None, TODAY).share
    assert start is not None
    assert end is not None
    assert end > start


def test_every_role_has_a_login_that_works() -> None:
    for login in province.logins():
        user = User.objects.get(username=login.username)
        assert user.check_password(province.PASSWORD)
        assert user.grants.exists()


def test_loading_is_audited_as_the_demo() -> None:
    assert {entry.actor_name for entry in entries_visible_to(Actor.system("tests"))[:50]} <= {
        "vun demo",
        "vun migrate",
    }
