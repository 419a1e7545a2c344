"""What belongs to others does not exist."""

from __future__ import annotations

from typing import Any

import pytest
from django.urls import reverse

from tests.faces.addresses.asking import TODAY, actor_named, ask, signed_in, told
from tests.faces.addresses.site import Site
from vun.common.actor import Actor, Permission
from vun.records.accounts.models import User
from vun.records.audit.models import AuditEntry
from vun.records.delivery.models import ClassSession, Enrolment, TrainingClass
from vun.records.needs.models import Need
from vun.records.orgs.models import Unit
from vun.records.people.models import Person
from vun.records.people.queries import visible_to
from vun.records.plans.models import PlanVersion, Quota
from vun.records.registers.models import Job
from vun.records.sending.models import (
    Nomination,
)

pytestmark = pytest.mark.django_db


def _of_others(actor: Actor) -> dict[frozenset[str], dict[str, Any]]:
    """By the names of an address's arguments, real ids of something that is no business of an officer of one unit."""
    own = actor.unit_ids(Permission.UNIT_VIEW)
    person = Person.objects.exclude(
        pk__in=[one.pk for one in visible_to(actor, TODAY)] + [actor.person_id]
    ).filter(appointments__isnull=False, credentials__isnull=False)[0]
    draft = PlanVersion.objects.filter(state="draft")[0]
    classes = TrainingClass.objects.exclude(host_id__in=own).exclude(enrolments__unit_then__in=own)
    enrolments = Enrolment.objects.exclude(unit_then__in=own).exclude(person=actor.person_id)
    session = ClassSession.objects.filter(training_class__in=classes)[0]
    need = Need.objects.exclude(sheet__unit__in=own).exclude(person=actor.person_id)[0]
    quota = Quota.objects.filter(is_in_force=True).exclude(unit__in=own)[0]
    nomination = Nomination.objects.exclude(unit__in=own)[0]
    return {
        frozenset(values): values
        for values in (
            {"person_id": person.pk},
            {"person_id": person.pk, "credential_id": person.credentials.all()[0].pk},
            {"person_id": person.pk, "appointment_id": person.appointments.all()[0].pk},
            {"unit_id": Unit.objects.exclude(pk__in=own).filter(end_on=None, level="commune")[0].pk},
            {"plan_id": draft.plan_id},
            {"version_id": draft.pk},
            {"version_id": draft.pk, "annex": "2"},
            {"terms_id": draft.terms.all()[0].pk},
            {"class_id": classes[0].pk},
            {"class_id": session.training_class_id, "session_id": session.pk},
            {"enrolment_id": enrolments.filter(training_class__in=classes)[0].pk},
            {"nomination_id": nomination.pk},
            {"line_id": quota.terms.line_id, "unit_id": quota.unit_id},
            {"sheet_id": need.sheet_id},
            {"need_id": need.pk},
            {"user_id": User.objects.get(username="kehoach").pk},
            {"entry_id": AuditEntry.objects.all()[0].pk},
            {"job_id": Job.objects.all()[0].pk},
        )
    }


@pytest.mark.parametrize("login", ["canbo", "nguoihoc"])
def test_what_belongs_to_others_does_not_exist_for_an_officer_or_a_cadre(site: Site, login: str) -> None:
    client, actor = signed_in(login), actor_named(login)
    others = _of_others(actor_named("canbo"))
    wrong, asked = set(), 0
    for address in site.addresses:
        values = others.get(frozenset(address.arguments))
        if values is None:
            continue
        asked += 1
        may = address.is_open_to(actor)
        for data in (None, {}):
            answer = ask(client, address.url(values), data)
            if answer.code not in ((404, 405) if may else (403,)) or answer.entries:
                wrong.add(f"{address.name} {values} {'GET' if data is None else 'POST'} {answer.code}")
    assert not wrong, told(wrong)
    assert asked > 50


def test_a_cadre_sees_their_own_record_and_nobody_elses(site: Site) -> None:
    client, actor = signed_in("nguoihoc"), actor_named("nguoihoc")
    colleague = Person.objects.get(user__username="canbo")
    for name in ("detail", "credentials", "standards", "study"):
        codes = [
            ask(client, reverse(f"people:{name}", args=[person_id])).code
            for person_id in (actor.person_id, colleague.pk)
        ]
        assert (name, codes) == (name, [200, 404])
