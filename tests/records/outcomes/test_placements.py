"""Placements: suggested from posts, recorded, counted before and after."""

from __future__ import annotations

from datetime import date

import pytest

from tests.factories.accounts import clerk_of, outsider, planner, registrar_of
from tests.factories.delivery import class_row, make_graduate, make_learner
from tests.factories.orgs import make_tree, make_unit
from tests.factories.outcomes import make_placement
from tests.factories.people import make_appointment, make_person, make_title
from tests.factories.plans import SYSTEM
from tests.factories.problems import problem
from tests.factories.standards import make_programme
from vun.common.errors import NotFound, Refused
from vun.common.period import Period
from vun.records.audit.models import AuditEntry
from vun.records.delivery import operations as delivery
from vun.records.delivery.domain import LearnerRow, Snapshot
from vun.records.delivery.models import Enrolment
from vun.records.orgs.domain import Block, Place, UnitLevel
from vun.records.orgs.operations import reclassify
from vun.records.outcomes import operations, queries
from vun.records.outcomes.domain import PlacementGroup, PlacementMatrix, PlacementRow
from vun.records.outcomes.models import Placement
from vun.records.people.domain import EndReason, PostGroup, Sex, StaffKind
from vun.records.standards.domain import Branch

pytestmark = pytest.mark.django_db
DAY = date(2025, 6, 2)


def trained(person=None, **columns) -> Enrolment:
    """Somebody who completed training (đào tạo) on 14 March 2025."""
    return make_graduate(person, make_programme(branch=Branch.TRAINING), **columns)


# --- Suggesting -----------------------------------------------------------------------------------------------


def test_the_post_of_the_day_is_suggested() -> None:
    tree = make_tree()
    graduate = trained(make_person())
    title = make_title("Công chức văn hoá – xã hội", kind=StaffKind.COMMUNE_CIVIL_SERVANT)
    post = make_appointment(graduate.person, tree.commune, title, start_on=date(2025, 5, 1))
    suggestion = queries.suggest_placement(graduate, DAY)
    assert (suggestion.group, suggestion.appointment, suggestion.post_name) == (
        PlacementGroup.COMMUNE_CIVIL_SERVANT,
        post,
        "Công chức văn hoá – xã hội, Xã Quốc Khánh",
    )
    before = queries.suggest_placement(graduate, date(2025, 4, 30))
    assert (before.group, before.appointment) == (PlacementGroup.NOT_PLACED, None)


def test_the_level_is_that_of_the_day_also_where_the_unit_became_another_since() -> None:
    unit = make_unit(level=UnitLevel.DISTRICT)
    reclassify(unit=unit, place=Place(UnitLevel.COMMUNE, Block.STATE, None), on=date(2025, 7, 1), by=SYSTEM)
    graduate = trained(make_person())
    post = make_appointment(
        graduate.person, unit, make_title(kind=StaffKind.CIVIL_SERVANT), start_on=date(2025, 5, 1)
    )
    then, now = (queries.suggest_placement(graduate, day).group for day in (DAY, date(2025, 7, 1)))
    assert (then, now) == (PlacementGroup.DISTRICT_STAFF, PlacementGroup.COMMUNE_CIVIL_SERVANT)
    operations.record_placement(enrolment=graduate, group=then, on=DAY, appointment=post, by=SYSTEM)
    with problem("outcomes.post_of_other_group", "group"):
        operations.record_placement(
            enrolment=graduate, group=then, on=date(2025, 7, 2), appointment=post, by=SYSTEM
        )


def test_how_the_last_post_ended_tells_a_departure() -> None:
    graduate = trained(make_person())
    make_appointment(graduate.person, end_on=date(2025, 5, 1), end_reason=EndReason.RETIRED.value)
    assert queries.suggest_placement(graduate, DAY).group is PlacementGroup.DEPARTED


@pytest.mark.parametrize("number", [1, 8])
def test_suggesting_costs_the_same_for_one_and_for_eight(number: int, django_assert_num_queries) -> None:
    graduates = [trained(make_person(unit=make_unit())) for _ in range(number)] + [trained()]
    with django_assert_num_queries(3):
        queries.suggest_placements(graduates, DAY)


# --- Recording ------------------------------------------------------------------------------------------------


def test_a_placement_is_recorded_by_the_unit_the_learner_came_from() -> None:
    unit = make_unit()
    graduate = trained(make_person(unit=unit))
    (post,) = graduate.person.appointments.all()
    operations.record_placement(
        enrolment=graduate, group=PlacementGroup.PROVINCE_STAFF, on=DAY, appointment=post, by=clerk_of(unit)
    )
    placement = Placement.objects.get()
    assert (placement.group, placement.on, placement.appointment, placement.post_name) == (
        PlacementGroup.PROVINCE_STAFF,
        DAY,
        post,
        f"Chuyên viên, {unit}",
    )
    for actor in (clerk_of(make_unit()), registrar_of(), outsider()):
        with pytest.raises(Refused):
            operations.record_placement(enrolment=graduate, group=PlacementGroup.DECLINED, on=DAY, by=actor)


def test_recording_again_replaces_and_the_audit_keeps_both() -> None:
    graduate = trained()
    make_placement(graduate, PlacementGroup.NOT_PLACED)
    make_placement(graduate, PlacementGroup.COMMUNE_CADRE)
    assert Placement.objects.get().group == PlacementGroup.COMMUNE_CADRE
    entry = AuditEntry.objects.filter(action="placement.recorded").first()
    assert entry is not None
    assert (entry.before["group"], entry.after["group"]) == ("not_placed", "commune_cadre")


def test_what_is_recorded_must_fit_the_class_and_the_post() -> None:
    unit = make_unit()
    graduate = trained(make_person(unit=unit))
    (post,) = graduate.person.appointments.all()
    told = {"enrolment": graduate, "group": PlacementGroup.PROVINCE_STAFF, "on": DAY, "by": planner()}
    with problem("outcomes.before_completion", "on"):
        operations.record_placement(**(told | {"on": date(2025, 3, 13)}))
    with problem("outcomes.post_of_other_person", "appointment"):
        operations.record_placement(**told, appointment=make_appointment())
    with problem("outcomes.post_of_other_group", "group"):
        operations.record_placement(**(told | {"group": PlacementGroup.COMMUNE_CADRE}), appointment=post)
    with problem("outcomes.no_post_expected", "appointment"):
        operations.record_placement(**(told | {"group": PlacementGroup.DECLINED}), appointment=post)
    with problem("outcomes.not_completed"):
        operations.record_placement(**(told | {"enrolment": make_learner()}))
    assert Placement.objects.count() == 0


def test_suggestions_are_accepted_all_or_none() -> None:
    unit = make_unit()
    one, other = (trained(make_person(unit=unit)) for _ in range(2))
    stranger = trained(make_person(unit=make_unit()))
    with pytest.raises(NotFound):
        operations.accept_suggestions(enrolment_ids=[one.pk, stranger.pk], on=DAY, by=clerk_of(unit))
    with problem("outcomes.nobody_chosen"):
        operations.accept_suggestions(enrolment_ids=[], on=DAY, by=clerk_of(unit))
    assert Placement.objects.count() == 0
    assert operations.accept_suggestions(enrolment_ids=[one.pk, other.pk], on=DAY, by=clerk_of(unit)) == 2
    assert set(Placement.objects.values_list("group", flat=True)) == {PlacementGroup.PROVINCE_STAFF}


def test_placements_of_the_past_are_loaded() -> None:
    graduate = trained()
    row = PlacementRow(graduate.pk, PlacementGroup.DECLINED, DAY, note="Đi làm nơi khác")
    assert operations.load_placements(rows=[row], by=SYSTEM) == 1
    assert Placement.objects.values_list("enrolment", "group", "note").get() == (
        graduate.pk,
        "declined",
        "Đi làm nơi khác",
    )
    with pytest.raises(Refused):
        operations.load_placements(rows=[], by=clerk_of(make_unit()))


# --- Waiting and counting -------------------------------------------------------------------------------------


def test_who_is_followed_waits_until_a_placement_is_recorded() -> None:
    unit = make_unit()
    after_training = trained(make_person(unit=unit))
    student = make_graduate(make_person())
    fostered = make_graduate(make_person(unit=unit))
    assert set(queries.waiting_for_placement(planner())) == {after_training, student}
    assert list(queries.waiting_for_placement(clerk_of(unit))) == [after_training]
    assert list(queries.waiting_for_placement(outsider())) == []
    make_placement(after_training, PlacementGroup.PROVINCE_STAFF)
    make_placement(fostered, PlacementGroup.PROVINCE_STAFF)
    assert list(queries.waiting_for_placement(planner())) == [student]
    assert set(queries.visible_to(clerk_of(unit))) == {after_training, fostered}
    with pytest.raises(NotFound):
        queries.get_followed(clerk_of(unit), student.pk)


def test_the_matrix_counts_before_and_after_and_each_cell_opens_its_names() -> None:
    programme, host = make_programme(branch=Branch.TRAINING), make_unit()
    before = [PostGroup.NO_POST, PostGroup.NO_POST, PostGroup.NO_POST, PostGroup.COMMUNE_CADRE]
    learners = [
        LearnerRow(
            make_person(name).pk, snapshot=Snapshot(Sex.MALE, is_minority=False, age=25, post_group=group)
        )
        for name, group in zip(("Lê Ba", "Lê An", "Lê Tư", "Lê Năm"), before, strict=True)
    ]
    (loaded,) = delivery.load_history(rows=[class_row(programme, host, learners)], by=SYSTEM)
    groups = [PlacementGroup.COMMUNE_CIVIL_SERVANT] * 2 + [None, PlacementGroup.COMMUNE_CADRE]
    rows = [
        PlacementRow(pk, group, date(2024, 9, 1))
        for pk, group in zip(loaded.enrolment_ids, groups, strict=True)
        if group
    ]
    operations.load_placements(rows=rows, by=SYSTEM)
    counted = queries.completed_in(planner(), Period.year(2024), programme_id=programme.pk)
    assert queries.placement_matrix(counted) == PlacementMatrix(
        {
            (PostGroup.NO_POST, PlacementGroup.COMMUNE_CIVIL_SERVANT): 2,
            (PostGroup.NO_POST, None): 1,
            (PostGroup.COMMUNE_CADRE, PlacementGroup.COMMUNE_CADRE): 1,
        }
    )
    assert queries.completed_in(planner(), Period.year(2025)).count() == 0
    assert queries.completed_in(planner(), Period.year(2024), class_id=loaded.class_id).count() == 4
