"""What is pressed twice is done once."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.db.models import F
from django.urls import reverse

from tests.faces.addresses.asking import twice
from tests.faces.addresses.site import Site
from vun.records.accounts.models import RoleGrant
from vun.records.delivery.models import Enrolment, TrainingClass
from vun.records.needs.models import SurveySheet
from vun.records.people.models import Person
from vun.records.plans.models import PlanVersion, Quota

pytestmark = pytest.mark.django_db

_DECISION = {"number": "99/QĐ", "issued_on": "22/11/2026", "issuer": "UBND tỉnh", "subject": "Về đào tạo"}


def test_a_plan_is_approved_once(site: Site) -> None:
    version = PlanVersion.objects.get(state="submitted")
    codes, actions = twice("lanhdao", reverse("plans:approve", args=[version.pk]), _DECISION)
    assert (codes, actions) == ([302, 400], ["decision.registered", "matter.approved", "plan.approved"])


def test_a_sheet_is_signed_once(site: Site) -> None:
    waiting = SurveySheet.objects.exclude(state="accepted").values("above_id")
    sheet = SurveySheet.objects.filter(state="filling", round__state="open").exclude(
        pk__in=waiting.filter(above__isnull=False)
    )[0]
    codes, actions = twice("kehoach", reverse("needs:sign", args=[sheet.pk]), {})
    assert (codes, actions) == ([302, 302], ["survey_sheet.signed"])


def test_a_class_is_opened_once(site: Site) -> None:
    planned = TrainingClass.objects.filter(state="planned")[0]
    RoleGrant.objects.filter(user__username="giaovu").update(unit=planned.host)
    codes, actions = twice("giaovu", reverse("classes:open", args=[planned.pk]), _DECISION)
    assert (codes, actions) == ([302, 400], ["class.opened", "decision.registered"])


def test_certificates_are_issued_once(site: Site) -> None:
    enrolment = Enrolment.objects.filter(certificate__isnull=False, training_class__state="finished")[0]
    with transaction.atomic():
        enrolment.certificate.delete()
        RoleGrant.objects.filter(user__username="giaovu").update(unit=enrolment.training_class.host)
        url = reverse("classes:issue", args=[enrolment.training_class_id])
        codes, actions = twice("giaovu", url, _DECISION)
        transaction.set_rollback(True)
    assert (codes, actions) == (
        [302, 400],
        ["class.certificates_issued", "credential.recorded_many", "decision.registered"],
    )


def test_somebody_is_nominated_once(site: Site) -> None:
    quota = Quota.objects.filter(is_in_force=True, taken__lt=F("learners"))[0]
    person = Person.objects.filter(appointments__end_on=None, appointments__isnull=False).exclude(
        nominations__line=quota.terms.line_id
    )[0]
    url = reverse("sending:nominate", args=[quota.terms.line_id, quota.unit_id])
    data = {"ids": [person.pk], f"reason-{person.pk}": "Theo yêu cầu của tỉnh"}
    codes, actions = twice("kehoach", url, data)
    assert (codes, actions) == ([302, 400], ["nomination.proposed"])
