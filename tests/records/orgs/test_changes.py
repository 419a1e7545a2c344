"""What decisions do to units, and what stays true of the days before."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import transaction
from django.db.models import Q

from tests.factories.accounts import clerk_of, leader, outsider, planner
from tests.factories.orgs import LONG_AGO, TESTS, make_root, make_tree, make_unit
from vun.common.errors import Problem, Refused
from vun.records.audit.queries import entries_of
from vun.records.orgs import operations, queries
from vun.records.orgs.domain import Block, NewUnit, ParentSpan, Place, UnitLevel, Zone, ancestry
from vun.records.orgs.models import Unit, UnitAncestor, UnitState
from vun.records.orgs.operations.states import all_spans
from vun.records.registers.domain import DecisionKind
from vun.records.registers.models import Decision
from vun.records.registers.operations import register_decision

pytestmark = pytest.mark.django_db

BEFORE, MARCH, JULY = date(2024, 6, 1), date(2025, 3, 1), date(2025, 7, 1)
PLANNER = planner()


def make_decision(number: str = "04/NQ-HĐND") -> Decision:
    return register_decision(
        kind=DecisionKind.RESOLUTION,
        number=number,
        issued_on=date(2025, 2, 18),
        issuer="Hội đồng nhân dân tỉnh",
        subject="Tổ chức lại các cơ quan",
        by=TESTS,
    )


def new(name: str, parent: Unit, code: str, level: UnitLevel = UnitLevel.PROVINCE) -> NewUnit:
    return NewUnit(code=code, name=name, level=level, block=Block.STATE, parent_id=parent.pk)


def states(unit: Unit) -> list[tuple[str, str | None, date, date | None]]:
    return [
        (state.name, state.parent.name if state.parent else None, state.start_on, state.end_on)
        for state in queries.states_of(unit.pk)
    ]


def below(unit: Unit, on: date) -> set[str]:
    return set(Unit.objects.filter(pk__in=queries.below(unit.pk, on)).values_list("code", flat=True))


def ancestry_is_true() -> bool:
    """Whether the stored ancestry is what the states say, unit by unit."""
    stored = set(UnitAncestor.objects.values_list("unit_id", "ancestor_id", "depth", "start_on", "end_on"))
    computed = {
        (link.unit_id, link.ancestor_id, link.depth, link.period.start, link.period.end)
        for link in ancestry(all_spans())
    }
    return stored == computed and len(stored) == UnitAncestor.objects.count()


@pytest.fixture(autouse=True)
def _stored_ancestry_stays_true() -> object:
    yield
    assert ancestry_is_true()


def rows_of(unit: Unit) -> list[object]:
    """All columns of the unit, its states and its place in the tree, without ids of their own."""
    own = ("id", "unit_id")
    rows = [
        *Unit.objects.filter(pk=unit.pk).values(),
        *UnitState.objects.filter(unit=unit).values(),
        *UnitAncestor.objects.filter(unit=unit, depth__gt=0).order_by("depth").values(),
    ]
    return [{name: value for name, value in row.items() if name not in own} for row in rows]


def test_a_unit_made_for_tests_stands_as_one_that_was_established() -> None:
    tree = make_tree()
    named = NewUnit("PTC", "Phòng Tổ chức", UnitLevel.COMMUNE, Block.PARTY, tree.office.pk, "P. TC", Zone.II)
    with transaction.atomic():
        established = rows_of(operations.establish(new=named, on=MARCH, by=TESTS))
        transaction.set_rollback(True)
    made = make_unit(
        "Phòng Tổ chức",
        code="PTC",
        short_name="P. TC",
        parent=tree.office,
        level=UnitLevel.COMMUNE,
        block=Block.PARTY,
        zone=Zone.II,
        start_on=MARCH,
    )
    assert rows_of(made) == established
    assert len(established) == 5
    assert ancestry_is_true()


def test_a_unit_exists_from_the_day_it_is_established() -> None:
    root = make_root()
    decision = make_decision()
    unit = operations.establish(new=new("Sở Nội vụ", root, "SNV"), on=MARCH, decision=decision, by=PLANNER)
    assert states(unit) == [("Sở Nội vụ", "Tỉnh Mẫu Sơn", MARCH, None)]
    assert queries.nearest_state(unit.pk, MARCH).decision == decision
    assert list(queries.units_on(BEFORE)) == [root]
    assert set(queries.units_on(MARCH)) == {root, unit}
    assert [(c.kind, c.on, c.decision) for c in queries.changes_of(unit.pk)] == [
        ("established", MARCH, decision)
    ]
    assert [entry.action for entry in entries_of(unit)] == ["unit.established"]


def test_a_renamed_unit_keeps_its_old_name_on_the_days_before() -> None:
    unit = make_unit("Ban Dân tộc", code="BDT")
    operations.rename(unit=unit, name="Sở Dân tộc và Tôn giáo", on=MARCH, by=PLANNER)
    assert states(unit) == [
        ("Ban Dân tộc", "Tỉnh Mẫu Sơn", LONG_AGO, MARCH),
        ("Sở Dân tộc và Tôn giáo", "Tỉnh Mẫu Sơn", MARCH, None),
    ]
    assert queries.names_on([unit.pk], BEFORE) == {unit.pk: "Ban Dân tộc"}
    assert queries.names_on([unit.pk], MARCH) == {unit.pk: "Sở Dân tộc và Tôn giáo"}
    assert [hit.code for hit in queries.search(PLANNER, "ban dan toc", 5)] == ["BDT"]
    assert [hit.name for hit in queries.search(PLANNER, "so dan toc", 5)] == ["Sở Dân tộc và Tôn giáo"]


def test_a_moved_unit_takes_everything_below_it_along_from_that_day() -> None:
    tree = make_tree()
    operations.move(unit=tree.department, parent=tree.party, on=MARCH, by=PLANNER)
    assert below(tree.party, BEFORE) == {"TU"}
    assert below(tree.party, MARCH) == {"TU", "SNV", "VPSNV"}
    assert [unit.code for unit in queries.ancestors(tree.office.pk, MARCH)] == ["MS", "TU", "SNV"]
    assert [unit.code for unit in queries.ancestors(tree.office.pk, BEFORE)] == ["MS", "SNV"]


def test_two_changes_on_one_day_make_one_state() -> None:
    tree = make_tree()
    operations.move(unit=tree.office, parent=tree.party, on=MARCH, by=PLANNER)
    operations.rename(unit=tree.office, name="Văn phòng mới", on=MARCH, by=PLANNER)
    assert states(tree.office) == [
        ("Văn phòng Sở Nội vụ", "Sở Nội vụ", LONG_AGO, MARCH),
        ("Văn phòng mới", "Tỉnh uỷ", MARCH, None),
    ]


def test_a_unit_of_another_zone_and_level_from_a_day_stays_what_it_was_before() -> None:
    tree = make_tree()
    decision = make_decision("861/QĐ-TTg")
    now = Place(UnitLevel.PROVINCE, Block.SERVICE, Zone.I)
    operations.reclassify(unit=tree.commune, place=now, on=MARCH, decision=decision, by=PLANNER)
    before = Place(UnitLevel.COMMUNE, Block.STATE, Zone.III)
    assert [queries.places_on(day)[tree.commune.pk] for day in (BEFORE, MARCH)] == [before, now]
    assert queries.places_on(MARCH, [tree.commune.pk]) == {tree.commune.pk: now}
    assert queries.nearest_state(tree.commune.pk, MARCH).decision == decision
    assert states(tree.commune) == [
        ("Xã Quốc Khánh", "Huyện Tràng Định", LONG_AGO, MARCH),
        ("Xã Quốc Khánh", "Huyện Tràng Định", MARCH, None),
    ]
    tree.commune.refresh_from_db()
    assert (tree.commune.level, tree.commune.block) == ("province", "service")
    (entry,) = entries_of(tree.commune).filter(action="unit.reclassified")
    assert (entry.before, entry.after["zone"]) == (
        {"level": "commune", "block": "state", "zone": "III"},
        "I",
    )
    assert [change.kind for change in queries.changes_of(tree.commune.pk)] == ["reclassified"]


def test_a_place_is_kept_by_what_happens_to_the_unit_afterwards() -> None:
    tree = make_tree()
    now = Place(UnitLevel.COMMUNE, Block.STATE, None)
    operations.reclassify(unit=tree.commune, place=now, on=MARCH, by=PLANNER)
    operations.rename(unit=tree.commune, name="Xã Tràng Định", on=MARCH, by=PLANNER)
    operations.move(unit=tree.commune, parent=tree.root, on=JULY, by=PLANNER)
    assert [queries.places_on(day)[tree.commune.pk] for day in (MARCH, JULY)] == [now, now]
    assert states(tree.commune)[1:] == [
        ("Xã Tràng Định", "Huyện Tràng Định", MARCH, JULY),
        ("Xã Tràng Định", "Tỉnh Mẫu Sơn", JULY, None),
    ]


def test_a_place_that_does_not_change_or_lies_in_the_past_is_refused() -> None:
    tree = make_tree()
    same, other = (Place(UnitLevel.COMMUNE, Block.STATE, zone) for zone in (Zone.III, Zone.II))
    change = operations.reclassify
    assert problem(change, unit=tree.commune, place=same, on=MARCH) == ("orgs.same_place", "zone")
    operations.reclassify(unit=tree.commune, place=other, on=MARCH, by=PLANNER)
    assert problem(change, unit=tree.commune, place=same, on=BEFORE) == ("orgs.later_change", "on")
    for by in (clerk_of(tree.commune), leader(), outsider()):
        with pytest.raises(Refused):
            operations.reclassify(unit=tree.commune, place=same, on=JULY, by=by)


def test_merged_units_end_and_what_hangs_under_them_moves_under_the_new_one() -> None:
    tree = make_tree()
    labour = make_unit("Sở Lao động", code="SLD")
    merged = operations.merge(
        units=[tree.department, labour],
        into=new("Sở Nội vụ mới", tree.root, "SNV2"),
        on=MARCH,
        decision=make_decision(),
        by=PLANNER,
    )
    assert states(tree.department) == [("Sở Nội vụ", "Tỉnh Mẫu Sơn", LONG_AGO, MARCH)]
    assert states(tree.office)[-1] == ("Văn phòng Sở Nội vụ", "Sở Nội vụ mới", MARCH, None)
    assert below(tree.root, BEFORE) >= {"SNV", "SLD"}
    assert below(merged, MARCH) == {"SNV2", "VPSNV"}
    assert queries.successors_now([tree.department.pk, labour.pk, tree.office.pk], MARCH) == {
        tree.department.pk: merged.pk,
        labour.pk: merged.pk,
        tree.office.pk: tree.office.pk,
    }
    assert queries.successors_now([labour.pk], BEFORE) == {labour.pk: labour.pk}
    assert {link.predecessor for link in queries.predecessors(merged.pk)} == {tree.department, labour}


def test_a_unit_can_be_merged_into_one_that_exists_together_with_one_below_it() -> None:
    tree = make_tree()
    operations.merge(units=[tree.department, tree.office], into=tree.party, on=MARCH, by=PLANNER)
    assert below(tree.party, MARCH) == {"TU"}
    assert [unit.end_on for unit in Unit.objects.filter(code__in=["SNV", "VPSNV"])] == [MARCH, MARCH]


def test_a_divided_unit_is_counted_under_its_main_successor() -> None:
    tree = make_tree()
    north, south = operations.split(
        unit=tree.commune,
        into=[
            new("Xã Bắc", tree.district, "B", UnitLevel.COMMUNE),
            new("Xã Nam", tree.district, "N", UnitLevel.COMMUNE),
        ],
        main=1,
        on=MARCH,
        by=PLANNER,
    )
    tree.commune.refresh_from_db()
    assert tree.commune.end_on == MARCH
    assert queries.successors_now([tree.commune.pk], MARCH) == {tree.commune.pk: south.pk}
    assert [(link.successor, link.is_main) for link in queries.successors(tree.commune.pk)] == [
        (south, True),
        (north, False),
    ]


def test_a_unit_another_is_taken_out_of_goes_on() -> None:
    tree = make_tree()
    (part,) = operations.split(
        unit=tree.department, into=[new("Sở mới", tree.root, "SM")], main=None, on=MARCH, by=PLANNER
    )
    assert below(tree.root, MARCH) >= {"SNV", "SM", "VPSNV"}
    assert queries.successors_now([tree.department.pk], MARCH) == {tree.department.pk: tree.department.pk}
    assert [link.predecessor for link in queries.predecessors(part.pk)] == [tree.department]


def test_a_dissolved_unit_is_there_until_the_day_before() -> None:
    tree = make_tree()
    operations.dissolve(unit=tree.office, successor=tree.party, on=MARCH, by=PLANNER)
    assert below(tree.department, date(2025, 2, 28)) == {"SNV", "VPSNV"}
    assert below(tree.department, MARCH) == {"SNV"}
    assert queries.successors_now([tree.office.pk], MARCH) == {tree.office.pk: tree.party.pk}


def problem(call: object, **params: object) -> tuple[str, str | None]:
    with pytest.raises(Problem) as caught:
        call(**params, by=PLANNER)  # type: ignore[operator]
    return caught.value.code, caught.value.field


def test_nonsense_is_refused_with_its_reason() -> None:
    tree = make_tree()
    ended = make_unit("Đã giải thể", code="X")
    operations.dissolve(unit=ended, on=BEFORE, by=PLANNER)
    young = make_unit("Mới lập", code="Y", start_on=JULY)
    operations.rename(unit=tree.front, name="Hội Nông dân", on=JULY, by=PLANNER)
    o = operations
    assert problem(o.establish, new=new("A", tree.root, "SNV"), on=MARCH) == ("orgs.code_taken", "code")
    assert problem(o.establish, new=new(" ", tree.root, "A"), on=MARCH) == ("orgs.name_missing", "name")
    assert problem(o.establish, new=new("A", tree.root, " "), on=MARCH) == ("orgs.code_missing", "code")
    assert problem(o.establish, new=new("A", young, "A"), on=MARCH) == ("orgs.not_yet_established", "parent")
    assert problem(o.establish, new=new("A", ended, "A"), on=MARCH) == ("orgs.already_ended", "parent")
    rootless = NewUnit(code="A", name="A", level=UnitLevel.PROVINCE, block=Block.STATE)
    assert problem(o.establish, new=rootless, on=MARCH) == ("orgs.parent_missing", "parent")
    for day in (MARCH, young.start_on):
        assert problem(o.rename, unit=young, name="B", on=day) == ("orgs.not_after_establishment", "on")
    assert problem(o.rename, unit=ended, name="B", on=MARCH) == ("orgs.already_ended", "unit")
    assert problem(o.rename, unit=tree.front, name="B", on=MARCH) == ("orgs.later_change", "on")
    assert problem(o.rename, unit=tree.party, name=" ", on=MARCH) == ("orgs.name_missing", "name")
    assert problem(o.rename, unit=tree.party, name="Tỉnh uỷ", on=MARCH) == ("orgs.same_name", "name")
    assert problem(o.move, unit=tree.office, parent=tree.department, on=MARCH) == (
        "orgs.same_parent",
        "parent",
    )
    assert problem(o.move, unit=tree.department, parent=tree.office, on=MARCH) == ("orgs.cycle", "parent")
    assert problem(o.move, unit=tree.department, parent=tree.department, on=MARCH) == ("orgs.cycle", "parent")
    assert problem(o.move, unit=tree.department, parent=young, on=MARCH) == (
        "orgs.not_yet_established",
        "parent",
    )
    assert problem(o.move, unit=tree.root, parent=tree.party, on=MARCH) == ("orgs.root_stays", "unit")
    assert problem(o.dissolve, unit=tree.department, on=MARCH) == ("orgs.has_units_below", "unit")
    assert problem(o.dissolve, unit=tree.root, on=MARCH) == ("orgs.root_stays", "unit")
    assert problem(o.dissolve, unit=ended, on=MARCH) == ("orgs.already_ended", "unit")
    assert problem(o.merge, units=[tree.party], into=new("A", tree.root, "A"), on=MARCH) == (
        "orgs.merge_needs_two",
        "units",
    )
    assert problem(o.merge, units=[], into=tree.party, on=MARCH) == ("orgs.merge_needs_two", "units")
    assert problem(o.merge, units=[tree.party], into=tree.party, on=MARCH) == (
        "orgs.merged_into_itself",
        "into",
    )
    assert problem(o.merge, units=[tree.department], into=tree.office, on=MARCH) == (
        "orgs.successor_below",
        "into",
    )
    assert problem(
        o.merge, units=[tree.party, tree.department], into=new("A", tree.party, "A"), on=MARCH
    ) == ("orgs.parent_ends", "parent")
    assert problem(o.split, unit=tree.commune, into=[tree.other_commune], on=MARCH) == (
        "orgs.split_needs_two",
        "into",
    )
    assert problem(o.split, unit=tree.commune, into=[tree.party, tree.party], on=MARCH) == (
        "orgs.successor_twice",
        "into",
    )


def test_a_refused_merger_leaves_nothing_behind() -> None:
    tree = make_tree()
    young = make_unit("Mới lập", start_on=JULY)
    count = Unit.objects.count()
    assert problem(operations.merge, units=[tree.party, young], into=new("A", tree.root, "A"), on=MARCH) == (
        "orgs.not_after_establishment",
        "on",
    )
    assert Unit.objects.count() == count
    assert not Unit.objects.filter(~Q(end_on=None)).exists()


def test_only_who_may_edit_all_units_concerned_changes_them() -> None:
    tree = make_tree()
    local = planner(tree.district)
    operations.rename(unit=tree.commune, name="Xã Mới", on=MARCH, by=local)
    for actor in (clerk_of(tree.root), leader(), outsider()):
        with pytest.raises(Refused):
            operations.rename(unit=tree.party, name="B", on=MARCH, by=actor)
    with pytest.raises(Refused):
        operations.move(unit=tree.commune, parent=tree.party, on=JULY, by=local)
    with pytest.raises(Refused):
        operations.merge(units=[tree.commune], into=tree.party, on=JULY, by=local)
    with pytest.raises(Refused):
        operations.establish(new=new("A", tree.root, "A"), on=MARCH, by=local)
    with pytest.raises(Refused):
        operations.load_units([], by=local)


def test_moving_relinks_only_the_units_below() -> None:
    tree = make_tree()
    untouched = list(UnitAncestor.objects.filter(unit=tree.commune).values_list("pk", flat=True))
    operations.move(unit=tree.department, parent=tree.party, on=MARCH, by=PLANNER)
    assert list(UnitAncestor.objects.filter(unit=tree.commune).values_list("pk", flat=True)) == untouched


def test_a_span_is_made_of_each_state() -> None:
    root = make_root()
    assert all_spans() == [ParentSpan(root.pk, None, queries.nearest_state(root.pk, MARCH).period)]
