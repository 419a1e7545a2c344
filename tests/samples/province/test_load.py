"""The demo province as it is loaded: every step of the training year has something to show, and it adds up."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
from django.db import transaction
from django.db.models import Count, F, Max, Q, Sum
from pytest_django import DjangoDbBlocker

from vun.common.actor import Actor
from vun.common.period import Period
from vun.faces.cli.commands.migrate import prepare
from vun.records.accounts.models import User
from vun.records.admission.models import OfferRequest, SelectionRound, TrainingOffer
from vun.records.approvals.models import Matter
from vun.records.approvals.queries import waiting_for
from vun.records.audit.queries import entries_visible_to
from vun.records.commitments import queries as commitments
from vun.records.commitments.models import CompensationClaim, ServiceCommitment
from vun.records.credentials.queries import compliance_of_units
from vun.records.delivery.domain import CountingRule
from vun.records.delivery.models import Certificate, ClassSession, Enrolment, TrainingClass
from vun.records.needs.models import Need, SurveySheet
from vun.records.orgs.models import Unit, UnitSuccession
from vun.records.orgs.queries import below
from vun.records.outcomes.models import Placement
from vun.records.people.models import Absence, Person
from vun.records.people.queries import actor_of, duplicates
from vun.records.plans.models import (
    CentralQuota,
    CentralQuotaChange,
    PlanLineTerms,
    PlanVersion,
    Quota,
    QuotaMove,
)
from vun.records.plans.queries import places_unallotted
from vun.records.publishing.models import ReportWords, SignedReport
from vun.records.sending.models import Nomination, StandardDebt
from vun.reports.counting.participations import Participations
from vun.reports.freezing import verify
from vun.reports.model import Report, Scope, Units
from vun.reports.registry import get_definition
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
    # Two of the six hundred are recorded twice.
    assert Person.objects.count() == 602
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
    assert set(Nomination.objects.order_by().values_list("state", flat=True)) == {
        "proposed",
        "approved",
        "rejected",
    }
    assert ClassSession.objects.filter(attendance__isnull=False).exists()


def test_something_waits_for_everybody_who_approves() -> None:
    assert Matter.objects.filter(state="waiting", route__isnull=False, step=1).exists()
    for login in ("lanhdaoso", "kehoach", "lanhdao"):
        actor = actor_of(User.objects.get(username=login), TODAY)
        assert waiting_for(actor, TODAY), login


def test_what_must_add_up_adds_up() -> None:
    lent = dict(QuotaMove.objects.filter(left__gt=0).order_by().values_list("terms", "left"))
    of_line = Sum("quotas__learners", filter=Q(quotas__parent=None))
    for terms in PlanLineTerms.objects.annotate(given=of_line).filter(given__isnull=False, line__offers=None):
        assert terms.given + lent.get(terms.pk, 0) == terms.learners
    live = Nomination.objects.filter(state__in=["proposed", "approved"]).count()
    in_force = Quota.objects.filter(terms__version__state="approved")
    assert in_force.aggregate(Sum("taken"))["taken__sum"] == live
    registers = Certificate.objects.order_by().values("register", "year").annotate(Count("pk"), Max("number"))
    assert all(one["pk__count"] == one["number__max"] for one in registers), (
        "a number was skipped or repeated"
    )
    assert not Enrolment.objects.filter(completed_on__lt=F("enrolled_on")).exists()


def test_outside_classes_are_offered_and_answered_and_places_drawn_on_the_centre() -> None:
    assert set(TrainingOffer.objects.values_list("state", flat=True)) == {"open", "closed"}
    states = set(OfferRequest.objects.values_list("state", flat=True))
    assert states == {"asked", "agreed", "declined", "withdrawn"}
    offered = TrainingOffer.objects.get(line__isnull=False)
    terms = PlanLineTerms.objects.get(line=offered.line, version__state="approved")
    assert places_unallotted(terms) == terms.learners - 3
    central = CentralQuota.objects.filter(year__lte=TODAY.year)
    assert central.count() == 8
    assert all(quota.passed_on == quota.learners for quota in central)
    in_force = PlanLineTerms.objects.filter(version__state="approved", origin="central")
    assert not in_force.filter(central=None).exists()
    assert CentralQuotaChange.objects.filter(before__gt=0).count() == 1


def test_one_round_is_decided_by_points_and_one_still_gives_them() -> None:
    decided, still_open = SelectionRound.objects.order_by("pk")
    assert (decided.state, still_open.state) == ("decided", "open")
    outcomes = list(decided.candidates.order_by("rank", "pk").values_list("state", flat=True))
    assert (outcomes[0], outcomes[-1]) == ("admitted", "not_admitted")
    without = still_open.candidates.filter(total=None).count()
    assert 0 < without < still_open.candidates.count()


def test_places_are_passed_on_below_and_one_is_lent_back() -> None:
    holder = Quota.objects.get(passed_on__gt=0)
    children = list(holder.children.all())
    assert holder.passed_on == sum(child.learners for child in children) == 2
    assert {child.unit_id for child in children} <= set(below(holder.unit_id, TODAY))
    lent = QuotaMove.objects.get(kind="lent")
    assert (lent.learners, lent.left) == (1, 1)
    assert lent.from_unit_id != holder.unit_id


def test_some_are_away_for_long_and_some_are_recorded_twice() -> None:
    kinds = Absence.objects.order_by().values_list("kind", flat=True)
    assert sorted(kinds) == ["maternity", "seconded", "sick", "unpaid"]
    away = Absence.objects.get(kind="maternity").person
    assert away.sex == "female"
    assert not Enrolment.objects.filter(person=away, state="studying").exists()
    pairs = duplicates(Actor.system("tests"), TODAY)
    likely = [pair for pair in pairs if pair.pair.likeness in ("exact", "probable")]
    assert [pair.pair.reasons[0] for pair in likely] == ["same_number", "number_slip"]
    left, slip = likely
    numbers = [
        next(iter(values))
        for pk in (left.first.pk, left.second.pk)
        if (values := [text for text in Person.objects.get(pk=pk).custom.values() if str(text).isdigit()])
    ]
    assert numbers[0] == f"0{numbers[1]}"
    assert left.first.unit != left.second.unit
    assert slip.first.unit == slip.second.unit


def test_service_owed_after_study_has_every_fate_and_a_part_is_overdue() -> None:
    by = Actor.system("tests")
    states = set(ServiceCommitment.objects.values_list("state", flat=True))
    assert states == {"studying", "serving", "served", "broken"}
    laws = set(ServiceCommitment.objects.filter(state="serving").values_list("law__multiple", flat=True))
    assert laws == {2, 3}, "on both sides of July 2025"
    assert len(commitments.leaving_early(by, TODAY)) == 1
    assert sorted(CompensationClaim.objects.values_list("state", "case")) == [
        ("computed", "no_diploma"),
        ("decided", "left_early"),
    ]
    (overdue,) = commitments.overdue(by, TODAY)
    paid = overdue.claim.instalments.exclude(paid_on=None).count()
    assert (paid, overdue.claim.instalments.count()) == (2, 6)


def test_somebody_leads_below_standard_and_is_to_make_up_for_it() -> None:
    debt = StandardDebt.objects.get()
    assert debt.appointment is not None
    assert debt.lacking
    assert debt.due_on > TODAY


def test_last_year_is_reported_in_words_and_signed() -> None:
    signed = SignedReport.objects.get()
    words = ReportWords.objects.get()
    assert (signed.first_day, signed.last_day) == (words.first_day, words.last_day)
    assert (signed.last_day, signed.unit_id) == (date(2025, 12, 31), None)
    assert verify(signed) == ()
    assert "[" not in "".join(section["read"] for section in signed.words)
    assert not any(one["holding"] == "unknown" for one in signed.relations)


def test_units_merged_in_july_2025_leave_every_total_and_move_figures_only_along_links() -> None:
    then = Scope(Actor.system("tests"), Period.year(2024))
    now = replace(then, units=Units.NOW, now=TODAY)
    for name in ("don-vi-cu", "bieu-10-btctw", "plan-unit"):
        run = get_definition(name).run
        assert (name, _totals(run(then))) == (name, _totals(run(now)))

    heirs = dict(
        UnitSuccession.objects.filter(is_main=True).values_list("predecessor__code", "successor__code")
    )
    expected: dict[str, set[int]] = {}
    for code, turns in _by_unit(then).items():
        last = code
        while last in heirs:
            last = heirs[last]
        expected.setdefault(last, set()).update(turns)
    assert _by_unit(now) == expected
    assert len(expected) < len(_by_unit(then))


def _totals(report: Report) -> dict[str, object]:
    last = report.total or report.rows[-1]
    return {key: figure.value for key, figure in last.figures.items()}


def _by_unit(scope: Scope) -> dict[str, set[int]]:
    """The participations counted directly with each unit."""
    facts = Participations(scope, CountingRule.ADMITTED).facts(["own_unit"], with_ids=True)
    return {atom.values[0]: set(atom.ids.array().tolist()) for atom in facts.atoms}


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
