"""Every address of the site, asked for by everybody, rightly and wrongly: nobody ever meets a fault (500),
sees what is not theirs, or changes what they may not.

The addresses are read out of the site itself, so that a new one is asked for too; a new kind of id needs a row
in `_things`.
"""

from __future__ import annotations

import re
import traceback
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from html.parser import HTMLParser
from typing import Any

import pytest
from django.db import transaction
from django.db.models import F
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse
from django.utils import timezone
from django.utils.http import urlencode
from pytest_django import DjangoDbBlocker

from tests.factories.abroad import make_rules as make_trip_rules
from tests.factories.abroad import make_trip
from tests.factories.allocation import answer_scenario, make_scenario
from tests.factories.approvals import make_route
from tests.factories.commitments import make_commitment
from tests.factories.custom import make_field
from tests.factories.measures import make_rule as make_measure_rule
from tests.factories.people import make_person
from tests.factories.registers import make_decision, make_file
from tests.factories.statements import make_statement
from vun.common.actor import Actor, Permission
from vun.common.period import Period
from vun.exchange.kinds import KINDS
from vun.exchange.out.exports import EXPORTS
from vun.faces.cli.commands.migrate import prepare
from vun.records.abroad.models import TripReport, TripReportRule
from vun.records.accounts.models import Delegation, RoleGrant, User
from vun.records.admission.models import (
    OfferRequest,
    SelectionCandidate,
    SelectionRound,
    TrainingOffer,
)
from vun.records.allocation import operations as planning
from vun.records.allocation.domain import PolicyTerm, VenueKind
from vun.records.allocation.models import LecturerPool, Scenario, Venue
from vun.records.allocation.queries import budget_of
from vun.records.approvals.models import Matter
from vun.records.audit.models import AuditEntry
from vun.records.commitments.models import CommitmentLaw, CompensationClaim, Instalment
from vun.records.credentials.models import Credential
from vun.records.custom.domain import Subject, ValueKind
from vun.records.custom.models import CustomField
from vun.records.delivery.models import Certificate, ClassCost, ClassSession, Enrolment, TrainingClass
from vun.records.eligibility.models import EligibilityRule
from vun.records.funding.models import FundSource
from vun.records.imports.models import Import
from vun.records.measures.models import Measure
from vun.records.needs.models import Need, SurveySheet
from vun.records.orgs.models import Unit
from vun.records.people import operations as people
from vun.records.people.models import Absence, Appointment, Person, SuccessionMembership, Title, Trait
from vun.records.people.queries import actor_of, visible_to
from vun.records.plans.models import CentralQuota, PlanLineTerms, PlanVersion, Quota, QuotaMove
from vun.records.publishing import operations as publishing
from vun.records.publishing.models import SubmittedReport
from vun.records.registers.models import Job
from vun.records.registers.operations import enqueue_job
from vun.records.sending.models import (
    Nomination,
    PaperSignature,
    PaperTemplate,
    SendingPaper,
    StandardDebt,
)
from vun.records.standards.models import Programme, ProgrammeGroup, Requirement
from vun.reports.model import Scope
from vun.reports.registry import definitions, freeze, get_data
from vun.samples import province

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_loaded")]
TODAY = date(2026, 11, 22)
LOGINS = [
    "kehoach",
    "canbo",
    "giaovu",
    "giangvien",
    "ketoan",
    "lanhdao",
    "nguoihoc",
    "thanhtra",
    "quantri",
]
NOBODY = [999_999_999, 10**30]
"""Ids that do not exist, the last beyond what either database can hold."""

JUNK_QUERIES: list[dict[str, str]] = [
    {"page": "abc", "sort": "nonsense", "on": "99/99/9999", "export": "exe", "size": "7", "columns": "none"},
    {
        "page": "9" * 5000,
        "q": "a\x00b",
        "year": "0000",
        "on": "0001-01-01",
        "week": "9999-12-31",
        "line": "x",
    },
    {"page": "-1", "sort": "-", "q": "%_'\"\\ 😀 \u202eعربى" * 500}
    | dict.fromkeys(
        ["unit", "line", "survey", "depth", "version", "from", "to", "round", "parent", "ids"], "9" * 30
    ),
]
JUNK_OF_FILTERS = ["a\x00b", "9" * 30, "-1"]
JUNK_OF_FIELDS: list[dict[str, str]] = [
    {"text": "ạ" * 5000, "day": "31/02/2026", "choice": "nonsense", "pick": "nonsense"},
    {"text": "a\x00b", "day": "a\x00b", "choice": "\x00", "pick": "9" * 30, "number": "9" * 5000},
    {"text": "😀 \u202eعربى <b>&", "number": "32768"},
    {"number": "2147483648"},
    {"number": "99999999999999999999"},
    {"day": "31/12/9999"},
    {"day": "01/01/0001", "number": "-1"},
]
"""What is typed into all fields of a kind at once; kinds not named are filled in sensibly."""

KNOWN = (200, 302, 400, 403, 404, 405)


@pytest.fixture(scope="module")
def _loaded(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A small province, loaded once for all tests of this module and gone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        prepare()
        province.load(people=200, say=lambda _text: None, today=TODAY)
        _add_what_the_sample_lacks()
        yield
        _things.cache_clear()
        _first_option.cache_clear()
        _scenarios.cache_clear()
        transaction.set_rollback(True)


def _add_what_the_sample_lacks() -> None:
    by = Actor.system("tests")
    enqueue_job(kind="tests.none", params={}, by=by)
    Import.objects.create(
        kind="people",
        file_name="nguoi.xlsx",
        permission="person_edit",
        counts=dict.fromkeys(["rows_read", "new", "changed", "unchanged", "conflict", "refused"], 1),
        actor_user_id=User.objects.get(username="canbo").pk,
        actor_name="canbo",
        applied_at=timezone.now(),
    )
    for subject in Subject:
        make_field("Khu vực", ValueKind.CHOICE, subject, choices=["Đông", "Tây"])
        make_field("Hệ số", ValueKind.NUMBER, subject)
        make_field("Từ ngày", ValueKind.DATE, subject)
        make_field("Số hiệu", ValueKind.TEXT, subject)
    file = make_file()
    make_decision("1/QĐ-THU", file=file)
    learner = Person.objects.get(user__username="nguoihoc")
    Credential.objects.filter(person=learner).update(file=file)
    Trait.objects.create(
        person=learner, kind="expert", evidence="Quyết định", start_on=date(2025, 1, 1), file=file
    )
    person = Person.objects.get(user__username="canbo")
    unit = Unit.objects.get(role_grants__user__username="canbo")
    SuccessionMembership.objects.create(
        person=person, unit=unit, title=Title.objects.all()[0], term="2025-2030", start_on=date(2025, 1, 1)
    )


@dataclass(frozen=True, slots=True)
class Address:
    """One named address and the names of its arguments."""

    name: str
    arguments: tuple[str, ...]
    view: Callable[..., HttpResponseBase]

    def url(self, values: Mapping[str, Any]) -> str:
        return reverse(self.name, kwargs={name: values[name] for name in self.arguments})


def addresses() -> list[Address]:
    def walk(resolver: URLResolver, space: str = "") -> Iterator[Address]:
        for entry in resolver.url_patterns:
            if isinstance(entry, URLResolver):
                yield from walk(entry, f"{entry.namespace}:" if entry.namespace else space)
            elif isinstance(entry, URLPattern):
                names = tuple(re.findall(r"<(?:\w+:)?(\w+)>", str(entry.pattern)))
                yield Address(f"{space}{entry.name}", names, entry.callback)

    return list(walk(get_resolver()))


@cache
def _things() -> dict[frozenset[str], list[dict[str, Any]]]:
    """Real values of the arguments of an address, by the names of those arguments; several where states differ."""

    def ids(name: str, rows: Any, **more: str) -> list[dict[str, Any]]:
        return [{name: row.pk, **{key: getattr(row, path) for key, path in more.items()}} for row in rows]

    def one_a_state(rows: Any, key: str = "state") -> list[Any]:
        return list({getattr(row, key): row for row in rows.order_by("pk")}.values())

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
    quota = Quota.objects.filter(is_in_force=True)[0]
    requirement = Requirement.objects.all()[0]
    terms = [PlanLineTerms.objects.filter(version=version)[0] for version in versions]
    membership = SuccessionMembership.objects.all()[:1]
    return {
        frozenset(names): values
        for names, values in [
            (["unit_id"], ids("unit_id", Unit.objects.filter(role_grants__user__username="canbo"))),
            (["person_id"], [{"person_id": person.pk}]),
            (
                ["person_id", "absence_id"],
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
                ["person_id", "credential_id"],
                ids("credential_id", Credential.objects.filter(person=person)[:1], person_id="person_id"),
            ),
            (
                ["person_id", "appointment_id"],
                ids("appointment_id", Appointment.objects.filter(person=person)[:1], person_id="person_id"),
            ),
            (
                ["person_id", "trait_id"],
                ids("trait_id", Trait.objects.filter(person=person), person_id="person_id"),
            ),
            (["person_id", "membership_id"], ids("membership_id", membership, person_id="person_id")),
            *_things_of_merging(),
            (["plan_id"], [{"plan_id": version.plan_id} for version in versions]),
            (
                ["plan_id", "decision_id"],
                [{"plan_id": versions[0].plan_id, "decision_id": versions[0].plan.bases.all()[0].pk}],
            ),
            (["version_id"], ids("version_id", versions)),
            (["version_id", "annex"], [{**row, "annex": "2"} for row in ids("version_id", versions)]),
            (["terms_id"], ids("terms_id", terms)),
            (["source_code", "year"], [{"source_code": FundSource.objects.all()[0].pk, "year": TODAY.year}]),
            (["line_id", "unit_id"], [{"line_id": quota.terms.line_id, "unit_id": quota.unit_id}]),
            (["nomination_id"], ids("nomination_id", one_a_state(Nomination.objects))),
            *_things_of_sending(quota),
            *_things_after_study(quota),
            (["class_id"], ids("class_id", classes)),
            (["class_id", "session_id"], ids("session_id", sessions, class_id="training_class_id")),
            (["class_id", "cost_id"], ids("cost_id", costs, class_id="training_class_id")),
            (["enrolment_id"], ids("enrolment_id", one_a_state(Enrolment.objects))),
            (["certificate_id"], ids("certificate_id", Certificate.objects.order_by("pk")[:1])),
            (["round_id"], [{"round_id": SurveySheet.objects.all()[0].round_id}]),
            (["sheet_id"], ids("sheet_id", one_a_state(SurveySheet.objects))),
            (["need_id"], ids("need_id", Need.objects.order_by("pk")[:1])),
            (["decision_id"], [{"decision_id": make_decision(file=make_file()).pk}]),
            (["user_id"], ids("user_id", User.objects.filter(username="canbo"))),
            (
                ["user_id", "grant_id"],
                ids("grant_id", RoleGrant.objects.filter(user__username="canbo"), user_id="user_id"),
            ),
            (["kind"], [{"kind": kind.name} for kind in KINDS]),
            (["export_name"], [{"export_name": export.name} for export in EXPORTS]),
            (["import_id"], ids("import_id", Import.objects.all())),
            (["field_id"], ids("field_id", CustomField.objects.order_by("pk"))),
            (["entry_id"], ids("entry_id", AuditEntry.objects.all()[:1])),
            (["job_id"], ids("job_id", Job.objects.all()[:1])),
            (["requirement_id"], ids("requirement_id", [requirement])),
            (["programme_id"], ids("programme_id", Programme.objects.all()[:1])),
            (["noun", "row_id"], [{"noun": "requirement", "row_id": requirement.pk}]),
            (
                ["statement_id"],
                [{"statement_id": make_statement(Unit.objects.get(role_grants__user__username="canbo")).pk}],
            ),
            (["scenario_id"], ids("scenario_id", _scenarios())),
            (["scenario_id", "person_id"], [{"scenario_id": _scenarios()[0].pk, "person_id": person.pk}]),
            (["scenario_id", "place"], [{"scenario_id": _scenarios()[0].pk, "place": 0}]),
            (["scenario_id", "preset"], [{"scenario_id": _scenarios()[0].pk, "preset": "more_money"}]),
            (
                ["scenario_id", "item", "choice"],
                [{"scenario_id": _scenarios()[0].pk, "item": 0, "choice": "go"}],
            ),
            (["term"], [{"term": "leader"}, {"term": "priority_group"}, {"term": "mandatory"}]),
            (["venue_id"], ids("venue_id", Venue.objects.all()[:1])),
            (["pool_id"], ids("pool_id", LecturerPool.objects.all()[:1])),
            (["year"], [{"year": TODAY.year + 1}]),
            (["source_code"], [{"source_code": FundSource.objects.all()[0].pk}]),
            (["name"], [{"name": name} for name in _report_names()]),
            (["name", "asked", "row", "column"], [_figure()]),
            *_things_signed(),
            *_things_drafted(),
            *_things_of_approval(),
        ]
    }


def _things_of_approval() -> list[tuple[list[str], list[dict[str, Any]]]]:
    """Matters on their way, a route, power the leader has delegated to the planner."""
    leader, planner = User.objects.get(username="lanhdao"), User.objects.get(username="kehoach")
    given = Delegation.objects.create(
        from_user=leader,
        to_user=planner,
        start_on=TODAY,
        end_on=TODAY + timedelta(days=9),
        document="05/UQ",
    )
    matters = [Matter.objects.filter(kind=kind).order_by("pk").first() for kind in ("plan", "nomination")]
    return [
        (["matter_id"], [{"matter_id": matter.pk} for matter in matters if matter]),
        (["route_id"], [{"route_id": make_route().pk}]),
        (["delegation_id"], [{"delegation_id": given.pk}]),
        (["report_id"], [{"report_id": _submitted_report().pk}]),
    ]


def _submitted_report() -> SubmittedReport:
    """A report on its way to being signed."""
    by = Actor.system("tests")
    root = Unit.objects.filter(states__parent=None)[0]
    frozen = freeze("plan-programme", Scope(by, Period.year(TODAY.year), root.pk))
    explanations = {one.name: "Đã rà soát" for one in frozen.relations}
    return publishing.submit_report(frozen=frozen, explanations=explanations, by=by)


def _things_of_merging() -> list[tuple[list[str], list[dict[str, Any]]]]:
    """Two records alike, and two that were merged: of the unit the officer has."""
    unit = Unit.objects.get(role_grants__user__username="canbo")
    one, two, three, four = (make_person("Hà Thị Sen", unit=unit) for _ in range(4))
    Appointment.objects.filter(person__in=(two, four)).delete()
    merge = people.merge_persons(survivor=three, merged=four, reason="Trùng", by=Actor.system("tests"))
    return [
        (["survivor_id", "merged_id"], [{"survivor_id": one.pk, "merged_id": two.pk}]),
        (["merge_id"], [{"merge_id": merge.pk}]),
    ]


def _things_of_sending(quota: Quota) -> list[tuple[list[str], list[dict[str, Any]]]]:
    """A rule, a commitment with its claim, a paper, places lent back, a debt: of the unit that has the quota."""
    nominations = list(Nomination.objects.order_by("pk")[:2])
    commitment = make_commitment(nominations[0].person, unit=nominations[0].unit, sent_on=date(2025, 8, 15))
    claim = CompensationClaim.objects.create(
        commitment=commitment, case="no_diploma", happened_on=TODAY, cost=9, owed=9, served=0, amount=9
    )
    instalment = Instalment.objects.create(claim=claim, due_on=TODAY, amount=9)
    paper = SendingPaper.objects.create(
        kind="send",
        decision=make_decision(),
        layout="state",
        organ="Sở Nội vụ",
        sign="SNV",
        place="Lạng Sơn",
        course="lớp",
        capacity="GIÁM ĐỐC",
        signer="An",
    )
    move = QuotaMove.objects.create(
        terms=quota.terms, kind="lent", from_unit=quota.unit, learners=1, left=1, reason="Thừa", on=TODAY
    )
    central = CentralQuota.objects.create(year=2026, name="Cao cấp", issuer="Học viện", learners=9)
    post = Appointment.objects.filter(unit=nominations[0].unit)[0]
    debt = StandardDebt.objects.create(person=post.person, title=post.title, appointment=post, due_on=TODAY)
    offer = TrainingOffer.objects.create(
        unit=quota.unit,
        line=quota.terms.line,
        name="Lãnh đạo cấp sở",
        organiser="Học viện",
        audience="Giám đốc sở",
        places=9,
        deadline_on=date(2099, 1, 1),
        published_on=TODAY,
        published_by="x",
    )
    asked = OfferRequest.objects.create(
        offer=offer, unit=quota.unit, reason="Cần", asked_on=TODAY, asked_by="x"
    )
    selection = SelectionRound.objects.create(
        line=nominations[0].line, name="Đợt 1", places=1, opened_on=TODAY, closes_on=date(2099, 1, 1)
    )
    candidate = SelectionCandidate.objects.create(round=selection, nomination=nominations[0])
    verbs = ("accept", "reject", "withdraw", "eat")
    return [
        (["rule_id"], [{"rule_id": EligibilityRule.objects.all()[0].pk}]),
        (["commitment_id"], [{"commitment_id": commitment.pk}]),
        (
            ["commitment_id", "instalment_id"],
            [{"commitment_id": commitment.pk, "instalment_id": instalment.pk}],
        ),
        (["nomination_id", "verb"], [{"nomination_id": nominations[1].pk, "verb": verb} for verb in verbs]),
        (["paper_id"], [{"paper_id": paper.pk}]),
        (["paper_id", "suffix"], [{"paper_id": paper.pk, "suffix": suffix} for suffix in ("docx", "exe")]),
        (["move_id"], [{"move_id": move.pk}]),
        (["quota_id"], [{"quota_id": central.pk}]),
        (["line_id"], [{"line_id": quota.terms.line_id}]),
        (["offer_id"], [{"offer_id": offer.pk}]),
        (["offer_id", "verb"], [{"offer_id": offer.pk, "verb": verb} for verb in ("close", "eat")]),
        (["request_id"], [{"request_id": asked.pk}]),
        (["round_id"], [{"round_id": selection.pk}]),
        (["candidate_id"], [{"candidate_id": candidate.pk}]),
        (["debt_id"], [{"debt_id": debt.pk}]),
    ]


def _things_after_study(quota: Quota) -> list[tuple[list[str], list[dict[str, Any]]]]:
    """A law, a template, a trip with what hangs on it, a measure and a proposal: of the unit that has the quota."""
    law = CommitmentLaw.objects.order_by("pk")[0]
    template = PaperTemplate.objects.create(
        kind="send",
        layout="state",
        file=make_file("mau.docx", b"PK\x03\x04"),
        put_at=timezone.now(),
        put_by="An",
    )
    signature = PaperSignature.objects.create(
        paper=SendingPaper.objects.all()[0],
        file=make_file(),
        signer="An",
        issuer="CA",
        signed_at=timezone.now(),
        signed_by="An",
    )
    make_trip_rules()
    trip = make_trip(unit=quota.unit)
    member = trip.members.all()[0]
    report = TripReport.objects.create(trip=trip, rule=TripReportRule.objects.all()[0], due_on=TODAY)
    rule = make_measure_rule()
    nomination = Nomination.objects.order_by("pk")[0]
    measure = Measure.objects.create(
        person=nomination.person,
        unit=quota.unit,
        rule=rule,
        kind="reward",
        form="Giấy khen",
        nomination=nomination,
        decision=make_decision(),
        decided_on=TODAY,
    )
    on_trip = {"trip_id": trip.pk}
    return [
        (["law_id"], [{"law_id": law.pk}]),
        (["template_id"], [{"template_id": template.pk}]),
        (["paper_id", "signature_id"], [{"paper_id": signature.paper_id, "signature_id": signature.pk}]),
        (["kind", "layout"], [{"kind": "send", "layout": "party"}, {"kind": "x", "layout": "y"}]),
        (["trip_id"], [on_trip]),
        (["trip_id", "member_id"], [on_trip | {"member_id": member.pk}]),
        (["trip_id", "report_id"], [on_trip | {"report_id": report.pk}]),
        (
            ["trip_id", "verb"],
            [on_trip | {"verb": verb} for verb in ("submit", "permit", "come_back", "fly")],
        ),
        (["rule_id", "cause_id"], [{"rule_id": rule.pk, "cause_id": 1}]),
        (["measure_id"], [{"measure_id": measure.pk}]),
    ]


def _things_drafted() -> list[tuple[list[str], list[dict[str, Any]]]]:
    """A definition being changed, with one of its rows and columns; a layout of the province's own."""
    by = Actor.system("tests")
    draft = publishing.begin_draft(data=get_data("bieu-10-btctw"), by=by)
    layout = publishing.keep_layout(name="party.typ", file_name="x.typ", content=b"#data.organ", by=by)
    sides = [{"draft_id": draft.pk, "side": side, "place": "0.0"} for side in ("rows", "columns")]
    return [
        (["draft_id"], [{"draft_id": draft.pk}]),
        (["draft_id", "side", "place"], sides),
        (["layout_id"], [{"layout_id": layout.pk}]),
        (["file_name"], [{"file_name": name} for name in ("party.docx", "state.typ")]),
    ]


def _things_signed() -> list[tuple[list[str], list[dict[str, Any]]]]:
    """A report to sign, one signed, and a relation that is checked before."""
    by, name = Actor.system("tests"), "bieu-10-btctw"
    scope = Scope(by, Period.year(TODAY.year))
    frozen = freeze(name, scope)
    explanations = {one.name: "Đã rà soát" for one in frozen.relations}
    signed = publishing.sign(frozen=frozen, explanations=explanations, by=by)
    relation = publishing.write_relation(report=name, name="Thử", formula="[I/c3] = [I/c4]", by=by)
    return [
        (["name", "asked"], [{"name": name, "asked": "2026-01-01_2026-12-31_then_all"}]),
        (["name", "relation_id"], [{"name": name, "relation_id": relation.pk}]),
        (["signed_id"], [{"signed_id": signed.pk}]),
        (["signed_id", "row", "column"], [{"signed_id": signed.pk, "row": "II", "column": "c3"}]),
    ]


@cache
def _scenarios() -> list[Scenario]:
    """One that has been answered and one that has not, with a venue and lecturers to plan with."""
    by = Actor.system("tests")
    group = ProgrammeGroup.objects.all()[0]
    planning.keep_venue(
        name="Trường",
        kind=VenueKind.SCHOOL,
        unit=Unit.objects.all()[0],
        rooms=[9] * 12,
        start_on=TODAY,
        by=by,
    )
    planning.keep_pool(name="Khoa", groups=[group], hours=[900] * 12, start_on=TODAY, by=by)
    planning.set_weight(term=PolicyTerm.CLASS_MIN, value=Decimal(5), start_on=TODAY, by=by)
    asked = make_scenario(budget=budget_of(TODAY.year + 1)[0], on=TODAY, year=TODAY.year + 1)
    return [answer_scenario(asked, work=5), make_scenario(budget=asked.budget, on=TODAY, year=asked.year)]


def _report_names() -> list[str]:
    return [definition.name for definition in definitions()]


def _figure() -> dict[str, str]:
    """A figure of the first report that opens into names."""
    client = signed_in("kehoach")
    for name in _report_names():
        page = client.get(reverse("reports:detail", args=[name])).content.decode()
        found = re.search(rf'href="{reverse("reports:list")}{name}/([^/"]+)/([^/"]+)/([^/"?]+)/', page)
        if found:
            return {"name": name, "asked": found[1], "row": found[2], "column": found[3]}
    raise AssertionError("no report has a figure that opens")


def values_of(address: Address) -> list[dict[str, Any]]:
    if not address.arguments:
        return [{}]
    try:
        found = _things()[frozenset(address.arguments)]
    except KeyError:
        raise AssertionError(
            f"{address.name} takes {address.arguments}: add real values of these to _things()"
        ) from None
    assert found, f"the sample has nothing for {address.arguments} of {address.name}"
    return found


def signed_in(username: str) -> Client:
    client = Client()
    client.force_login(
        User.objects.get(username=username), backend="django.contrib.auth.backends.ModelBackend"
    )
    return client


@dataclass(slots=True)
class Answer:
    """What came back: the code, the page, where it failed, and how many operations went through."""

    code: int
    page: str = ""
    place: str = ""
    target: str = ""
    entries: list[AuditEntry] = field(default_factory=list)


def ask(client: Client, url: str, data: Mapping[str, Any] | None = None) -> Answer:
    """GET ``url``, or POST ``data`` to it; whatever it changes is undone."""
    with transaction.atomic():
        before = AuditEntry.objects.count()
        try:
            with transaction.atomic():
                response = client.get(url) if data is None else client.post(url, data)
                is_text = response.headers.get("Content-Type", "").startswith("text/html")
                content = response.getvalue()
                page = content.decode() if is_text else ""
                answer = Answer(response.status_code, page, target=response.headers.get("Location", ""))
        except Exception as fault:
            last = traceback.extract_tb(fault.__traceback__)
            own = [frame for frame in last if "/vun/" in frame.filename][-1:]
            place = " < ".join(f"{frame.filename.split('/vun/')[-1]}:{frame.lineno}" for frame in own)
            answer = Answer(500, place=f"{type(fault).__name__}: {str(fault)[:120]} ({place})")
        answer.entries = list(AuditEntry.objects.all()[: AuditEntry.objects.count() - before])
        transaction.set_rollback(True)
    return answer


class _Forms(HTMLParser):
    """The fields of the forms a page answers itself, as (name, kind, value), parted by method.

    Those of the frame (signing out, the language, the day) go elsewhere and are left out.
    """

    def __init__(self, page: str, url: str) -> None:
        super().__init__()
        self._own = ("", url)
        self.fields: dict[str, list[tuple[str, str, str]]] = {"get": [], "post": []}
        self._method: str | None = None
        self._select: str | None = None
        self._pick = ""
        self._chosen = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            is_own = given.get("action", "").partition("?")[0] in self._own
            self._method = given.get("method", "get").lower() if is_own else None
        elif "data-pick" in given:
            self._pick = given["data-pick"]
        elif self._method and tag == "select":
            self._select, self._chosen = given.get("name", ""), ""
        elif self._select is not None and tag == "option":
            if given.get("value") and ("selected" in given or not self._chosen):
                self._chosen = given["value"]
        elif self._method and tag in ("input", "textarea") and given.get("name"):
            self._add(given)

    def _add(self, given: dict[str, str]) -> None:
        kind = "day" if "data-date" in given else given.get("type", "text")
        if given.get("inputmode") in ("numeric", "decimal") and kind == "text":
            kind = "number"
        if kind == "hidden" and self._pick:
            kind, self._pick = f"pick {self._pick}", ""
        assert self._method is not None
        self.fields[self._method].append((given["name"], kind, given.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._method = None
        elif tag == "select" and self._select is not None and self._method:
            self.fields[self._method].append((self._select, "choice", self._chosen))
            self._select = None


_SENSIBLE = {"text": "abc", "number": "1", "day": "15/10/2026", "choice": ""}


@cache
def _first_option(client: Client, url: str) -> str:
    """What a field that is found by typing offers first."""
    found = client.get(url, {"q": "a"}).json()["options"]
    return str(found[0]["value"]) if found else ""


def filled(
    client: Client, fields: list[tuple[str, str, str]], junk: Mapping[str, str]
) -> dict[str, list[str]]:
    """The fields of a form filled in; where ``junk`` has something for the kind of a field, with that."""
    typed: dict[str, list[str]] = {}
    for name, kind, value in fields:
        if name == "csrfmiddlewaretoken":
            continue
        kind = "text" if kind in ("text", "email", "tel", "search", "textarea", "password") else kind
        typed.setdefault(name, [])
        if kind.startswith("pick "):
            kind, value = "pick", value or _first_option(client, kind.removeprefix("pick "))
        if kind in ("checkbox", "radio"):
            if value not in typed[name] and (kind == "checkbox" or not typed[name]):
                typed[name].append(junk.get("choice", value))
        else:
            typed[name] = [junk.get(kind, value or _SENSIBLE.get(kind, ""))]
    return typed


def asked_by(address: Address) -> bool:
    """Whether the address is of the site's own pages; signing in and out would end the visit."""
    return address.name not in ("sign-in", "sign-out", "health")


def told(found: set[str]) -> str:
    return "\n" + "\n".join(sorted(found))


# --- Reading --------------------------------------------------------------------------------------------------


def pages(*, in_every_state: bool = True) -> list[tuple[Address, dict[str, Any]]]:
    return [
        (one, values)
        for one in addresses()
        if asked_by(one)
        for values in values_of(one)[: None if in_every_state else 1]
    ]


def test_a_visitor_is_sent_to_sign_in_whatever_they_ask_for() -> None:
    public = {"health", "sign-in", "sign-out", "language"}
    wrong = set()
    for address in addresses():
        values = values_of(address)[0]
        for data in (None, {"name": "x"}):
            answer = ask(Client(), address.url(values), data)
            is_sent = answer.code == 302 and answer.target.startswith(reverse("sign-in"))
            if answer.code == 500 or (address.name not in public and not is_sent) or answer.entries:
                wrong.add(f"{address.name} {answer.code} {answer.place}")
    assert not wrong, told(wrong)


def may_open(actor: Actor, address: Address) -> bool:
    permissions = getattr(address.view, "vun_permission", ())
    return not permissions or any(actor.may(one) for one in permissions)


@pytest.mark.parametrize("login", LOGINS)
def test_every_page_answers_everybody_who_may_open_it(login: str) -> None:
    client, actor = signed_in(login), actor_named(login)
    wrong = set()
    for address, values in pages(in_every_state=login == "kehoach"):
        if may_open(actor, address):
            answer = ask(client, address.url(values))
            # Looking changes nothing; who took which list out is written down.
            done = {entry.action for entry in answer.entries} - {"list.exported"}
            if answer.code not in KNOWN or done:
                wrong.add(f"{address.name} {values} {answer.code} {answer.place} {sorted(done)}")
    assert not wrong, told(wrong)


@pytest.mark.parametrize("login", ["kehoach", "canbo", "giaovu", "nguoihoc", "quantri"])
def test_what_does_not_exist_is_not_found_by_whoever_may_open_the_page(login: str) -> None:
    client, actor = signed_in(login), actor_named(login)
    wrong = set()
    for address in addresses():
        if not asked_by(address) or not address.arguments or not may_open(actor, address):
            continue
        numbers = [name for name, value in values_of(address)[0].items() if isinstance(value, int)]
        if not numbers:
            continue
        for unknown in NOBODY:
            url = address.url(values_of(address)[0] | dict.fromkeys(numbers, unknown))
            for data in (None, {}):
                answer = ask(client, url, data)
                if answer.code not in (404, 405) or answer.entries:
                    wrong.add(f"{address.name} {unknown} {answer.code} {answer.place}")
    assert not wrong, told(wrong)


def actor_named(login: str) -> Actor:
    return actor_of(User.objects.get(username=login), TODAY)


Reader = tuple[Address, str, Client, Answer]


@pytest.fixture(scope="module")
def readers(_loaded: None) -> list[Reader]:
    """Every page with somebody who may open it, as it stands before anything is asked of it."""
    return list(_read())


def _read() -> Iterator[Reader]:
    clients = {login: signed_in(login) for login in LOGINS}
    actors = {login: actor_named(login) for login in LOGINS}
    for address, values in pages():
        for login, client in clients.items():
            if not may_open(actors[login], address):
                continue
            answer = ask(client, address.url(values))
            if answer.code == 200:
                yield address, address.url(values), client, answer
            if answer.code in (200, 405):
                break


def test_a_nonsensical_query_is_no_fault(readers: list[Reader]) -> None:
    wrong, seen = set(), set()
    for address, url, client, answer in readers:
        if address.name in seen:
            continue
        seen.add(address.name)
        asked = {name for name, _kind, _value in _Forms(answer.page, url).fields["get"]}
        queries = JUNK_QUERIES + [dict.fromkeys(asked, junk) for junk in JUNK_OF_FILTERS if asked]
        for query in queries:
            found = ask(client, f"{url}?{urlencode(query)}")
            if found.code not in (200, 302, 400, 404):
                wrong.add(f"{address.name} {str(query)[:60]} {found.code} {found.place}")
    assert not wrong, told(wrong)


# --- Writing --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("login", ["kehoach", "canbo", "giaovu", "lanhdao", "nguoihoc"])
def test_an_empty_form_is_no_fault_and_who_may_not_changes_nothing(login: str) -> None:
    client, actor = signed_in(login), actor_named(login)
    wrong = set()
    for address, values in pages(in_every_state=login == "kehoach"):
        answer = ask(client, address.url(values), {})
        permissions = getattr(address.view, "vun_permission", ())
        may = may_open(actor, address)
        if answer.code not in KNOWN or (not may and answer.code not in (403, 405)):
            wrong.add(f"{address.name} {values} {answer.code} {answer.place}")
        if answer.entries and (not may or answer.code in (403, 404, 405)):
            wrong.add(f"{address.name} {values} wrote {[entry.action for entry in answer.entries]}")
        for entry in answer.entries:
            if entry.unit_id is not None and not any(
                actor.may(permission, entry.unit_id) for permission in permissions
            ):
                wrong.add(f"{address.name} {values} wrote {entry.action} on a unit of others")
    assert not wrong, told(wrong)


def test_whatever_is_typed_is_no_fault(readers: list[Reader]) -> None:
    wrong, seen = set(), set()
    for address, url, client, answer in readers:
        fields = _Forms(answer.page, url).fields["post"]
        form = (address.name, frozenset(re.sub(r"\d+", "", name) for name, _kind, _value in fields))
        if len(fields) <= 1 or form in seen:
            continue
        seen.add(form)
        for junk in JUNK_OF_FIELDS:
            found = ask(client, url, filled(client, fields, junk))
            if found.code not in KNOWN:
                wrong.add(f"{address.name} {str(junk)[:60]} {found.code} {found.place}")
    assert not wrong, told(wrong)


# --- What belongs to others -----------------------------------------------------------------------------------


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
def test_what_belongs_to_others_does_not_exist_for_an_officer_or_a_cadre(login: str) -> None:
    client, actor = signed_in(login), actor_named(login)
    others = _of_others(actor_named("canbo"))
    wrong, asked = set(), 0
    for address in addresses():
        values = others.get(frozenset(address.arguments))
        if values is None:
            continue
        asked += 1
        may = may_open(actor, address)
        for data in (None, {}):
            answer = ask(client, address.url(values), data)
            if answer.code not in ((404, 405) if may else (403,)) or answer.entries:
                wrong.add(f"{address.name} {values} {'GET' if data is None else 'POST'} {answer.code}")
    assert not wrong, told(wrong)
    assert asked > 50


def test_a_cadre_sees_their_own_record_and_nobody_elses() -> None:
    client, actor = signed_in("nguoihoc"), actor_named("nguoihoc")
    colleague = Person.objects.get(user__username="canbo")
    for name in ("detail", "credentials", "standards", "study"):
        codes = [
            ask(client, reverse(f"people:{name}", args=[person_id])).code
            for person_id in (actor.person_id, colleague.pk)
        ]
        assert (name, codes) == (name, [200, 404])


# --- Pressed twice --------------------------------------------------------------------------------------------


def twice(login: str, url: str, data: Mapping[str, Any]) -> tuple[list[int], list[str]]:
    """The codes of the same POST sent twice, and the actions that went through; undone afterwards."""
    client = signed_in(login)
    with transaction.atomic():
        before = AuditEntry.objects.count()
        codes = [client.post(url, data).status_code for _ in range(2)]
        written = AuditEntry.objects.order_by("-pk")[: AuditEntry.objects.count() - before]
        actions = [entry.action for entry in written]
        transaction.set_rollback(True)
    return codes, sorted(actions)


_DECISION = {"number": "99/QĐ", "issued_on": "22/11/2026", "issuer": "UBND tỉnh", "subject": "Về đào tạo"}


def test_a_plan_is_approved_once() -> None:
    version = PlanVersion.objects.get(state="submitted")
    codes, actions = twice("lanhdao", reverse("plans:approve", args=[version.pk]), _DECISION)
    assert (codes, actions) == ([302, 400], ["decision.registered", "matter.approved", "plan.approved"])


def test_a_sheet_is_signed_once() -> None:
    waiting = SurveySheet.objects.exclude(state="accepted").values("above_id")
    sheet = SurveySheet.objects.filter(state="filling", round__state="open").exclude(
        pk__in=waiting.filter(above__isnull=False)
    )[0]
    codes, actions = twice("kehoach", reverse("needs:sign", args=[sheet.pk]), {})
    assert (codes, actions) == ([302, 302], ["survey_sheet.signed"])


def test_a_class_is_opened_once() -> None:
    planned = TrainingClass.objects.filter(state="planned")[0]
    RoleGrant.objects.filter(user__username="giaovu").update(unit=planned.host)
    codes, actions = twice("giaovu", reverse("classes:open", args=[planned.pk]), _DECISION)
    assert (codes, actions) == ([302, 400], ["class.opened", "decision.registered"])


def test_certificates_are_issued_once() -> None:
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


def test_somebody_is_nominated_once() -> None:
    quota = Quota.objects.filter(is_in_force=True, taken__lt=F("learners"))[0]
    person = Person.objects.filter(appointments__end_on=None, appointments__isnull=False).exclude(
        nominations__line=quota.terms.line_id
    )[0]
    url = reverse("sending:nominate", args=[quota.terms.line_id, quota.unit_id])
    data = {"ids": [person.pk], f"reason-{person.pk}": "Theo yêu cầu của tỉnh"}
    codes, actions = twice("kehoach", url, data)
    assert (codes, actions) == ([302, 400], ["nomination.proposed"])


# --- Ways out -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)", "\x00"],
)
def test_nobody_is_led_to_another_site(elsewhere: str) -> None:
    client = signed_in("kehoach")
    day = ask(client, f"{reverse('day')}?{urlencode({'next': elsewhere, 'day': '01/06/2026'})}")
    language = ask(client, reverse("language"), {"language": "en", "next": elsewhere})
    version = PlanVersion.objects.filter(state="draft")[0]
    spread = ask(client, reverse("plans:spread", args=[version.terms.all()[0].pk]), {"back": elsewhere})
    landed = ask(
        Client(),
        f"{reverse('sign-in')}?{urlencode({'next': elsewhere})}",
        {"username": "kehoach", "password": province.PASSWORD},
    )
    for answer in (day, language, spread, landed):
        assert answer.code == 302, answer.place
        assert re.match(r"/(?![/\\])", answer.target), answer.target
