"""What the sample province has."""

from __future__ import annotations

from datetime import date

from tests.faces.addresses.asking import TODAY
from tests.faces.addresses.things.thing import Thing, ids, one_a_state
from tests.factories.registers import make_decision, make_file
from tests.factories.statements import make_statement
from vun.exchange.kinds import KINDS
from vun.exchange.out.exports import EXPORTS
from vun.records.accounts.models import RoleGrant, User
from vun.records.audit.models import AuditEntry
from vun.records.credentials.models import Credential
from vun.records.custom.models import CustomField
from vun.records.delivery.models import Certificate, ClassCost, ClassSession, Enrolment, TrainingClass
from vun.records.funding.models import FundSource
from vun.records.imports.models import Import
from vun.records.needs.models import Need, SurveySheet
from vun.records.orgs.models import Unit
from vun.records.people.models import Absence, Appointment, JobPosition, Person, SuccessionMembership, Trait
from vun.records.plans.models import PlanLineTerms, PlanVersion, Quota
from vun.records.registers.models import Job
from vun.records.sending.models import (
    Nomination,
)
from vun.records.standards.models import Programme, Requirement


def of_the_sample(quota: Quota) -> list[Thing]:
    """Units, people, plans, classes, needs, registers; ``quota`` is one in force."""

    person = Person.objects.get(user__username="nguoihoc")
    versions = one_a_state(PlanVersion.objects)
    classes = one_a_state(TrainingClass.objects)
    sessions = ClassSession.objects.filter(attendance__isnull=False).order_by("pk")[:1]
    costs = [
        ClassCost.objects.create(
            training_class=classes[0],
            source=FundSource.objects.all()[0],
            kind="estimate",
            item="Tài liệu",
            amount=1,
            on=TODAY,
        )
    ]
    requirement = Requirement.objects.all()[0]
    terms = [PlanLineTerms.objects.filter(version=version)[0] for version in versions]
    membership = SuccessionMembership.objects.all()[:1]
    return [
        ("unit_id", ids("unit_id", Unit.objects.filter(role_grants__user__username="canbo"))),
        (
            "unit_id position_id",
            ids(
                "position_id",
                JobPosition.objects.filter(unit__role_grants__user__username="canbo").order_by("pk")[:1],
                unit_id="unit_id",
            ),
        ),
        ("person_id", [{"person_id": person.pk}]),
        (
            "person_id absence_id",
            [
                {
                    "person_id": person.pk,
                    "absence_id": Absence.objects.create(
                        person=person, kind="sick", start_on=date(2020, 1, 1), end_on=date(2020, 2, 1)
                    ).pk,
                }
            ],
        ),
        (
            "person_id credential_id",
            ids("credential_id", Credential.objects.filter(person=person)[:1], person_id="person_id"),
        ),
        (
            "person_id appointment_id",
            ids("appointment_id", Appointment.objects.filter(person=person)[:1], person_id="person_id"),
        ),
        (
            "person_id trait_id",
            ids("trait_id", Trait.objects.filter(person=person), person_id="person_id"),
        ),
        ("person_id membership_id", ids("membership_id", membership, person_id="person_id")),
        ("plan_id", [{"plan_id": version.plan_id} for version in versions]),
        (
            "plan_id decision_id",
            [{"plan_id": versions[0].plan_id, "decision_id": versions[0].plan.bases.all()[0].pk}],
        ),
        ("version_id", ids("version_id", versions)),
        ("version_id annex", [{**row, "annex": "2"} for row in ids("version_id", versions)]),
        ("terms_id", ids("terms_id", terms)),
        ("source_code year", [{"source_code": FundSource.objects.all()[0].pk, "year": TODAY.year}]),
        ("line_id unit_id", [{"line_id": quota.terms.line_id, "unit_id": quota.unit_id}]),
        ("nomination_id", ids("nomination_id", one_a_state(Nomination.objects))),
        ("class_id", ids("class_id", classes)),
        ("class_id session_id", ids("session_id", sessions, class_id="training_class_id")),
        ("class_id cost_id", ids("cost_id", costs, class_id="training_class_id")),
        ("enrolment_id", ids("enrolment_id", one_a_state(Enrolment.objects))),
        ("certificate_id", ids("certificate_id", Certificate.objects.order_by("pk")[:1])),
        ("round_id", [{"round_id": SurveySheet.objects.all()[0].round_id}]),
        ("sheet_id", ids("sheet_id", one_a_state(SurveySheet.objects))),
        ("need_id", ids("need_id", Need.objects.order_by("pk")[:1])),
        ("decision_id", [{"decision_id": make_decision(file=make_file()).pk}]),
        ("user_id", ids("user_id", User.objects.filter(username="canbo"))),
        (
            "user_id grant_id",
            ids("grant_id", RoleGrant.objects.filter(user__username="canbo"), user_id="user_id"),
        ),
        ("kind", [{"kind": kind.name} for kind in KINDS]),
        ("export_name", [{"export_name": export.name} for export in EXPORTS]),
        ("import_id", ids("import_id", Import.objects.all())),
        ("field_id", ids("field_id", CustomField.objects.order_by("pk"))),
        ("entry_id", ids("entry_id", AuditEntry.objects.all()[:1])),
        ("job_id", ids("job_id", Job.objects.all()[:1])),
        ("requirement_id", ids("requirement_id", [requirement])),
        ("programme_id", ids("programme_id", Programme.objects.all()[:1])),
        ("noun row_id", [{"noun": "requirement", "row_id": requirement.pk}]),
        (
            "statement_id",
            [{"statement_id": make_statement(Unit.objects.get(role_grants__user__username="canbo")).pk}],
        ),
        ("year", [{"year": TODAY.year + 1}]),
        ("source_code", [{"source_code": FundSource.objects.all()[0].pk}]),
    ]
