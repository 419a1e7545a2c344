"""The shipped rules, on both sides of the days on which the law changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.factories.accounts import clerk_of, planner
from tests.factories.credentials import make_credential
from tests.factories.orgs import make_unit
from tests.factories.people import make_appointment, make_ethnic_group, make_person
from vun.common.errors import Refused
from vun.records.eligibility import catalogue, queries
from vun.records.eligibility.domain import Finding, Outcome, Subject, Verdict, stem_of, verdict_of
from vun.records.eligibility.models import EligibilityRule
from vun.records.people import catalogue as people
from vun.records.people.domain import ManagementTier, StaffKind
from vun.records.people.models import Person, Rating, SuccessionMembership, Title
from vun.records.standards import catalogue as standards
from vun.records.standards.models import ScaleLevel

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("_catalogues")]
LAST_OF_101, FIRST_OF_171 = date(2025, 6, 30), date(2025, 7, 1)
LAST_OF_57, FIRST_OF_350 = date(2025, 8, 28), date(2025, 8, 29)


@pytest.fixture(scope="module")
def _catalogues(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """The shipped catalogues, loaded once for all tests of this module and gone afterwards."""
    with django_db_blocker.unblock(), transaction.atomic():
        people.load_catalogues(planner())
        standards.load_catalogues(planner())
        catalogue.load_catalogues(planner())
        yield
        transaction.set_rollback(True)


def subject(code: str, on: date) -> Subject:
    (found,) = [each for each in queries.subjects_on(on) if stem_of(each.code) == code]
    return found


def somebody(
    title: str = "expert",
    kind: StaffKind = StaffKind.CIVIL_SERVANT,
    levels: tuple[str, ...] = ("CM-DH",),
    rated: str = "good",
    **columns: Any,
) -> Person:
    """A civil servant recruited in 2015, well rated since 2022."""
    person = make_person(**{"recruited_on": date(2015, 1, 1), **columns})
    make_appointment(person, make_unit(), Title.objects.get(pk=title), kind=kind)
    for year in range(2022, 2026):
        Rating.objects.create(person=person, year=year, grade=rated)
    for code in levels:
        make_credential(person, ScaleLevel.objects.get(code=code), earned_on=date(2010, 6, 1))
    return person


def verdict(person: Person, code: str, on: date) -> Verdict:
    return verdict_of(queries.findings_for([person.pk], subject(code, on), on)[person.pk])


def refusals(person: Person, code: str, on: date) -> set[str]:
    findings = queries.findings_for([person.pk], subject(code, on), on)[person.pk]
    return {each.rule.stem for each in findings if each.verdict is not Verdict.MAY}


def test_every_rule_says_where_it_comes_from_and_loading_again_changes_nothing() -> None:
    before = list(EligibilityRule.objects.order_by("pk").values())
    assert all(row["legal_basis"] and row["name"] for row in before)
    catalogue.load_catalogues(planner())
    assert list(EligibilityRule.objects.order_by("pk").values()) == before
    with pytest.raises(Refused):
        catalogue.load_catalogues(clerk_of(make_unit()))


def test_what_rules_speak_of_exists() -> None:
    levels = set(ScaleLevel.objects.values_list("code", flat=True))
    titles = set(Title.objects.values_list("code", flat=True))
    groups = set(Title.objects.values_list("group", flat=True))
    stems = {stem_of(row.code) for row in EligibilityRule.objects.all()}
    for row in EligibilityRule.objects.all():
        terms = queries.as_rule(row).terms
        assert set(terms.programmes.grants) <= levels
        assert terms.excuses in stems | {""}
        for each in terms.conditions:
            assert {*each.held_groups, *each.planned_groups} <= groups
            assert {*each.held_titles, *each.planned_titles} <= titles
            assert each.before is not None or set(each.codes) <= levels


# --- 30 June and 1 July 2025 --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("born", "under_101", "under_171"),
    [
        (date(1985, 7, 2), Verdict.MAY, Verdict.MAY),
        (date(1984, 7, 1), Verdict.MAY, Verdict.MAY),
        (date(1984, 6, 30), Verdict.REFUSED, Verdict.MAY),
        (date(1979, 7, 2), Verdict.REFUSED, Verdict.MAY),
        (date(1979, 7, 1), Verdict.REFUSED, Verdict.REFUSED),
    ],
)
def test_a_civil_servant_may_go_later_in_life_from_1_july_2025(
    born: date, under_101: Verdict, under_171: Verdict
) -> None:
    person = somebody(birth_on=born)
    found = [verdict(person, "CM-THS-TN", day) for day in (LAST_OF_101, FIRST_OF_171)]
    assert found == [under_101, under_171]


@pytest.mark.parametrize("kind", [StaffKind.CADRE, StaffKind.PUBLIC_EMPLOYEE])
def test_nothing_changes_that_day_for_whom_the_new_decree_is_not(kind: StaffKind) -> None:
    person = somebody(kind=kind, birth_on=date(1983, 1, 1))
    found = {day: refusals(person, "CM-THS-TN", day) for day in (LAST_OF_101, FIRST_OF_171)}
    assert found[LAST_OF_101] == found[FIRST_OF_171]


def test_the_comparison_of_the_two_days_says_which_rules_differ() -> None:
    person = somebody(birth_on=date(1983, 1, 1))
    master = subject("CM-THS-TN", FIRST_OF_171)

    def found(on: date) -> list[Finding]:
        return queries.findings_for([person.pk], master, on)[person.pk]

    changed = queries.differences(found(LAST_OF_101), found(FIRST_OF_171))
    age = next(each for each in changed if each.before[0].rule.stem == "sdh-cc-tuoi")
    assert (age.before[0].rule.legal_basis, age.before[0].rule.clause) == (
        "Nghị định 101/2017/NĐ-CP",
        "Điều 6, khoản 1, điểm b",
    )
    assert (age.before[0].outcome, age.after[0].outcome) == (Outcome.FAILS, Outcome.HOLDS)
    assert age.after[0].rule.legal_basis == "Nghị định 171/2025/NĐ-CP"
    assert queries.differences(found(FIRST_OF_171), found(date(2025, 9, 1))) == []


def test_probation_does_not_count_under_the_old_decree_and_service_is_counted_to_the_day() -> None:
    person = somebody(birth_on=date(1990, 1, 1), recruited_on=date(2022, 7, 1))
    assert refusals(person, "CM-THS-TN", LAST_OF_101) == {"sdh-cc-congtac"}
    assert refusals(person, "CM-THS-TN", FIRST_OF_171) == set()
    person.recruited_on = date(2022, 7, 2)
    person.save()
    assert refusals(person, "CM-THS-TN", FIRST_OF_171) == {"sdh-cc-congtac"}


# --- 28 and 29 August 2025 ----------------------------------------------------------------------------------


def member(**columns: Any) -> Person:
    joined = {"party_joined_on": date(2020, 1, 1), "party_official_on": date(2021, 1, 1)}
    return somebody(**{"title": "division-deputy-head", **joined, **columns})


@pytest.mark.parametrize(
    ("sex", "born", "stands"),
    [
        ("female", date(1997, 8, 29), set()),
        ("female", date(1997, 8, 30), {"llct-tc-tuoi-ktt"}),
        ("male", date(1995, 8, 29), set()),
        ("male", date(1995, 8, 30), {"llct-tc-tuoi-ktt"}),
    ],
)
def test_part_time_theory_is_open_from_28_and_30_years_of_age(sex: str, born: date, stands: set[str]) -> None:
    person = member(sex=sex, birth_on=born)
    assert refusals(person, "LLCT-TC-KTT", FIRST_OF_350) == stands
    assert refusals(person, "LLCT-TC-KTT", LAST_OF_57) == {"llct-tc-tuoi-ktt"}
    assert refusals(person, "LLCT-TC-TT", FIRST_OF_350) == set()


def test_two_good_years_are_asked_for_from_29_august() -> None:
    person = member(rated="completed", birth_on=date(1985, 1, 1))
    assert verdict(person, "LLCT-TC-TT", LAST_OF_57) is Verdict.MAY
    assert verdict(person, "LLCT-TC-TT", FIRST_OF_350) is Verdict.REFUSED


def test_titles_and_planned_posts_open_theory() -> None:
    expert = member(title="expert", birth_on=date(1985, 1, 1))
    assert refusals(expert, "LLCT-TC-TT", FIRST_OF_350) == {"llct-tc-chucdanh"}
    SuccessionMembership.objects.create(
        person=expert,
        unit=make_unit(),
        title=Title.objects.get(pk="division-deputy-head"),
        term="2025-2030",
        start_on=date(2025, 1, 1),
    )
    assert refusals(expert, "LLCT-TC-TT", FIRST_OF_350) == set()
    school_head = member(title="school-head", birth_on=date(1985, 1, 1))
    assert refusals(school_head, "LLCT-TC-TT", LAST_OF_57) == {"llct-tc-chucdanh"}
    assert refusals(school_head, "LLCT-TC-TT", FIRST_OF_350) == set()


def test_whoever_is_of_a_minority_may_need_secondary_school_only() -> None:
    """The source breaks off in the middle of the sentence: until it is compared, it is looked at."""
    person = member(levels=("GD-THPT",), birth_on=date(1985, 1, 1), ethnic_group=make_ethnic_group())
    assert verdict(person, "LLCT-TC-TT", FIRST_OF_350) is Verdict.LOOK
    kinh = member(levels=("GD-THPT",), birth_on=date(1985, 1, 1))
    assert verdict(kinh, "LLCT-TC-TT", FIRST_OF_350) is Verdict.REFUSED


def test_who_is_no_member_is_refused_by_clause_and_law() -> None:
    person = somebody(title="division-deputy-head", birth_on=date(1985, 1, 1))
    findings = queries.findings_for([person.pk], subject("LLCT-TC-TT", FIRST_OF_350), FIRST_OF_350)[person.pk]
    (refused,) = [each.rule for each in findings if each.verdict is Verdict.REFUSED]
    assert (refused.clause, refused.legal_basis) == (
        "Tiêu chuẩn trung cấp",
        "Quy định 350-QĐ/TW ngày 29/8/2025 của Ban Bí thư",
    )


# --- Other programmes ---------------------------------------------------------------------------------------


def test_defence_groups_go_by_management_tier() -> None:
    on = date(2026, 1, 5)
    person = somebody()
    person.appointments.update(management_tier=ManagementTier.PROVINCE_STANDING)
    found = {code: verdict(person, code, on) for code in ("QPAN-1", "QPAN-2", "QPAN-3", "QPAN-4")}
    assert found == {
        "QPAN-1": Verdict.REFUSED,
        "QPAN-2": Verdict.MAY,
        "QPAN-3": Verdict.LOOK,
        "QPAN-4": Verdict.LOOK,
    }


def test_a_deputy_of_the_provincial_council_is_of_group_2_beside_any_post() -> None:
    on = date(2026, 1, 5)
    person = somebody()
    person.appointments.update(management_tier=ManagementTier.UNIT)
    assert verdict(person, "QPAN-2", on) is Verdict.REFUSED
    make_appointment(
        person,
        make_unit(),
        Title.objects.get(pk="council-deputy-province"),
        kind=StaffKind.COUNCIL_DEPUTY,
        is_primary=False,
    )
    assert verdict(person, "QPAN-2", on) is Verdict.MAY


def test_what_the_new_decree_is_not_about_stays_with_the_old_one() -> None:
    """Forty periods a year, and first degrees of cadres of communes."""
    days = (LAST_OF_101, FIRST_OF_171)
    laws = {}
    for kind in (StaffKind.CIVIL_SERVANT, StaffKind.CADRE, StaffKind.PUBLIC_EMPLOYEE):
        person = somebody(kind=kind)
        for day in days:
            findings = queries.findings_for([person.pk], subject("VTVL", day), day)[person.pk]
            (forty,) = [each.rule for each in findings if each.condition.periods == 40]
            laws[kind, day] = forty.legal_basis.partition(",")[0]
    assert {where for where, law in laws.items() if law == "Nghị định 171/2025/NĐ-CP"} == {
        (StaffKind.CIVIL_SERVANT, FIRST_OF_171)
    }
    assert set(laws.values()) == {"Nghị định 101/2017/NĐ-CP", "Nghị định 171/2025/NĐ-CP"}
    found = {
        kind: [refusals(somebody(kind=kind), "CM-DH-TN", day) for day in days]
        for kind in (StaffKind.COMMUNE_CIVIL_SERVANT, StaffKind.COMMUNE_CADRE)
    }
    assert found == {
        StaffKind.COMMUNE_CIVIL_SERVANT: [{"dtd-xa-cc"}, set()],
        StaffKind.COMMUNE_CADRE: [{"dtd-xa-cb"}, {"dtd-xa-cb"}],
    }


def test_a_paper_from_before_its_cut_off_day_excuses() -> None:
    on, cut_off = date(2026, 1, 5), date(2022, 6, 30)
    person = somebody(title="division-head", levels=("CM-DH",))
    person.appointments.update(is_leader=True)
    paper = make_credential(
        person, ScaleLevel.objects.get(code="LLCT-CCHC"), earned_on=cut_off - timedelta(days=1)
    )
    assert refusals(person, "QLNN-CVCC", on) == set()
    paper.earned_on = cut_off
    paper.save()
    assert refusals(person, "QLNN-CVCC", on) == {"qlnn-cvcc-dauvao"}


def test_the_rank_held_before_its_cut_off_day_excuses() -> None:
    on = date(2026, 1, 5)
    person = somebody(levels=())
    assert refusals(person, "QLNN-CVCC", on) == {"qlnn-cvcc-dauvao"}
    person.appointments.update(rank="01.002")
    assert refusals(person, "QLNN-CVCC", on) == set()
    person.appointments.update(start_on=date(2022, 8, 1))
    assert refusals(person, "QLNN-CVCC", on) == {"qlnn-cvcc-dauvao"}
