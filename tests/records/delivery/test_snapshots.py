"""What each event is counted by: as it was on the day of the event, whatever happens later."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.delivery import FIRST_DAY, LAST_DAY, finish, make_class, make_learner, make_open_class
from tests.factories.orgs import TESTS, make_tree
from tests.factories.people import make_person, make_title
from tests.factories.plans import SYSTEM, make_decision
from tests.factories.standards import make_group, make_programme
from vun.common.period import Period
from vun.records.delivery import operations
from vun.records.delivery.domain import CountingRule
from vun.records.delivery.models import Certificate, Completion, TrainingClass
from vun.records.delivery.queries import snapshots
from vun.records.delivery.queries.counted import first_day_counted
from vun.records.orgs.domain import Block, Place, UnitLevel, Zone
from vun.records.orgs.operations import reclassify
from vun.records.people import operations as people
from vun.records.people.domain import PostGroup, StaffKind
from vun.records.standards.domain import Branch

pytestmark = pytest.mark.django_db


def test_enrolment_completion_and_certificate_each_keep_what_somebody_was_that_day() -> None:
    tree = make_tree()
    clerk, chair = make_title(kind=StaffKind.COMMUNE_CIVIL_SERVANT), make_title("Chủ tịch", is_leader=True)
    person = make_person(unit=tree.commune, title=clerk)
    training_class = make_open_class(host=tree.school)
    learner = make_learner(training_class, person, score="8")
    people.transfer(person=person, unit=tree.district, title=chair, on=LAST_DAY, by=TESTS)

    finish(training_class)
    people.transfer(person=person, unit=tree.department, title=chair, on=date(2025, 3, 20), by=TESTS)
    operations.issue_certificates(training_class=training_class, on=date(2025, 3, 21), by=SYSTEM)

    learner.refresh_from_db()
    completion, certificate = Completion.objects.get(), Certificate.objects.get()
    assert [
        (event.unit_then_id, event.level_then, event.title_then_id, event.is_leader_then)
        for event in (learner, completion, certificate)
    ] == [
        (tree.commune.pk, "commune", clerk.pk, False),
        (tree.district.pk, "district", chair.pk, True),
        (tree.department.pk, "province", chair.pk, True),
    ]
    assert (completion.pk, completion.person_id, completion.on) == (learner.pk, person.pk, LAST_DAY)
    assert (certificate.person_id, certificate.training_class_id) == (person.pk, training_class.pk)


def test_a_snapshot_keeps_what_kind_of_place_the_unit_was_that_day() -> None:
    tree = make_tree()
    person = make_person(unit=tree.commune, title=make_title(kind=StaffKind.CIVIL_SERVANT))
    day = date(2025, 3, 1)
    place = Place(UnitLevel.DISTRICT, Block.PARTY, Zone.I)
    reclassify(unit=tree.commune, place=place, on=day, by=TESTS)

    taken = [snapshots([person.pk], on)[person.pk] for on in (date(2025, 2, 28), day)]

    assert [(one.level, one.block, one.zone, one.post_group) for one in taken] == [
        ("commune", "state", "III", PostGroup.COMMUNE_CIVIL_SERVANT),
        ("district", "party", "I", PostGroup.DISTRICT_STAFF),
    ]


def test_a_class_is_counted_by_the_level_its_host_had_when_it_opened() -> None:
    tree = make_tree()
    place = Place(UnitLevel.COMMUNE, Block.STATE, None)
    reclassify(unit=tree.district, place=place, on=date(2026, 7, 1), by=TESTS)
    planned = make_class(host=tree.district)
    assert planned.host_level_then == "district"
    operations.open_class(training_class=planned, decision=make_decision(), on=date(2026, 7, 1), by=SYSTEM)
    planned.refresh_from_db()
    assert planned.host_level_then == "commune"


def test_a_class_is_counted_by_what_its_programme_was_when_it_opened() -> None:
    programme = make_programme(branch=Branch.TRAINING)
    planned = make_class(programme)
    programme.group = make_group("Ngoại ngữ")
    programme.save()
    make_open_class(programme)
    programme.branch = Branch.FOSTERING
    programme.save()
    operations.open_class(training_class=planned, decision=make_decision(), on=FIRST_DAY, by=SYSTEM)

    found = TrainingClass.objects.order_by("pk").values_list("branch_then", "group_then", "host_level_then")
    assert list(found) == [
        ("fostering", programme.group_id, "province"),
        ("training", programme.group_id, "province"),
    ]


def test_whoever_studies_in_a_period_is_looked_for_from_the_day_the_first_of_them_began() -> None:
    make_learner()
    period = Period(date(2026, 1, 1), date(2027, 1, 1))
    assert first_day_counted(period, CountingRule.STUDYING) == period.start
    begun = make_learner(make_open_class(start_on=date(2025, 9, 1), end_on=date(2027, 6, 30)))
    make_learner(make_open_class(start_on=date(2026, 3, 2), end_on=date(2026, 3, 13)))
    assert first_day_counted(period, CountingRule.STUDYING) == begun.enrolled_on == date(2025, 9, 1)
    for rule in set(CountingRule) - {CountingRule.STUDYING}:
        assert first_day_counted(period, rule) == period.start
