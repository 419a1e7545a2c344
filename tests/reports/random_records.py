"""Records made at random, once for many definitions, and the same told as plain facts."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

from tests.factories.funding import make_source
from tests.factories.orgs import make_tree
from tests.factories.people import make_appointment, make_ethnic_group, make_person, make_title
from tests.factories.plans import SYSTEM
from tests.factories.reports import MERGED_ON, merge_communes
from tests.factories.standards import make_programme
from vun.common.period import Period
from vun.records.delivery.domain import (
    ClassRow,
    ClassState,
    CostKind,
    CostRow,
    EnrolmentState,
    LearnerRow,
    Snapshot,
)
from vun.records.delivery.models import ClassCost
from vun.records.delivery.operations import load_history
from vun.records.orgs.models import Unit
from vun.records.people.domain import PostGroup, Sex, StaffKind
from vun.records.standards.domain import Branch, StudyMode, StudyPlace
from vun.reports.model import Scope, Units

# The year reported on; those before it stand beside it.
FIRST = date(2026, 1, 1)
KINDS = (StaffKind.CADRE, StaffKind.CIVIL_SERVANT, StaffKind.COMMUNE_CADRE)
STATES = (ClassState.FINISHED, ClassState.FINISHED, ClassState.OPEN, ClassState.CANCELLED)
PROGRAMMES = (("training", "nhom_0"), ("training", "nhom_1"), ("fostering", "nhom_1"))
# From the province down, in units of then; the two communes have gone into one that is there now.
LINEAGES: dict[str | None, tuple[str, ...]] = {
    "QK": ("MS", "TD", "QK"),
    "DD": ("MS", "TD", "DD"),
    "TDM": ("MS", "TD", "TDM"),
    "SNV": ("MS", "SNV"),
    "VPSNV": ("MS", "SNV", "VPSNV"),
    None: (),
}
HEIRS = {"QK": "TDM", "DD": "TDM"}
LEVELS = {"QK": "commune", "DD": "commune", "TDM": "commune", "SNV": "province", "VPSNV": "province"}
HOSTS = {"TCT": ("MS", "TCT"), "TD": ("MS", "TD")}
PEOPLE, CLASSES = 9, 16

Fact = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Turn:
    class_id: int
    enrolment_id: int
    row: LearnerRow
    unit: str | None


class RandomRecords:
    """Classes over four years with learners and costs, and staff whose communes merged within the last."""

    def __init__(self, seed: int) -> None:
        self._draw = Random(seed)
        tree = make_tree()
        merged = merge_communes(tree)
        self._units: dict[str, Unit] = {
            unit.code: unit
            for unit in (
                tree.commune, tree.other_commune, merged, tree.department, tree.office, tree.school, tree.district
            )
        }  # fmt: skip
        self._staff = self._make_staff()
        self._classes: dict[int, tuple[ClassRow, Fact]] = {}
        self._turns: list[_Turn] = []
        self._costs: list[tuple[int, int, int, date]] = []
        self._load()

    def scope(self, units: Units, below: str | None) -> Scope:
        unit_id = None if below is None else self._units[below].pk
        return Scope(SYSTEM, Period.year(FIRST.year), unit_id, units)

    # --- Writing ----------------------------------------------------------------------------------------------

    def _make_staff(self) -> list[Fact]:
        """Posts, each as the fact it is counted by, with its days; one in a commune ends when that does."""
        draw = self._draw
        groups = {True: make_ethnic_group(), False: make_ethnic_group("01", "Kinh")}
        titles = {
            (kind, leader): make_title(f"{kind} {leader}", kind=kind, is_leader=leader)
            for kind in KINDS
            for leader in (True, False)
        }
        self._people, posts = [], []
        for number in range(PEOPLE):
            sex, minority = draw.choice(list(Sex)), draw.random() < 0.5
            born = date(draw.randint(1964, 2000), draw.randint(1, 12), draw.randint(1, 28))
            person = make_person(
                f"Hoàng Văn Số {number}", birth_on=born, sex=sex.value, ethnic_group=groups[minority]
            )
            self._people.append(person)
            kind, leader = draw.choice(KINDS), draw.random() < 0.5
            start, unit = date(draw.randint(2022, 2026), draw.randint(1, 6), 15), draw.choice(sorted(LEVELS))
            if unit == "TDM":
                start = MERGED_ON
            end = MERGED_ON if unit in HEIRS else None
            make_appointment(
                person, self._units[unit], titles[kind, leader], start_on=start, end_on=end, kind=kind
            )
            posts.append(
                {
                    "id": person.pk, "of": unit, "start": start, "end": end, "born": born, "level": LEVELS[unit],
                    "leader": leader, "sex": sex.value, "minority": minority, "kind": kind.value,
                }
            )  # fmt: skip
        return posts

    def _load(self) -> None:
        source = make_source()
        programmes = [
            make_programme(branch=Branch(branch), group=group.replace("_", " "))
            for branch, group in PROGRAMMES
        ]
        drawn = [self._class(programmes, source.code) for _ in range(CLASSES)]
        rows = [row for row, _course, _units in drawn]
        loaded = load_history(rows=rows, by=SYSTEM)
        for (row, course, units), one in zip(drawn, loaded, strict=True):
            if row.state is ClassState.CANCELLED:
                continue
            self._classes[one.class_id] = (row, course)
            for told, enrolment_id, unit in zip(row.learners, one.enrolment_ids, units, strict=True):
                self._turns.append(_Turn(one.class_id, enrolment_id, told, unit))
            costs = ClassCost.objects.filter(training_class_id=one.class_id).order_by("pk")
            for told_cost, cost in zip(row.costs, costs, strict=True):
                self._costs.append((one.class_id, cost.pk, told_cost.amount, told_cost.on))

    def _class(self, programmes: list[Any], source: str) -> tuple[ClassRow, Fact, list[str | None]]:
        draw = self._draw
        number, host = draw.randrange(len(programmes)), draw.choice(sorted(HOSTS))
        start = FIRST + timedelta(days=draw.randint(-1000, 380))
        end = start + timedelta(days=draw.randint(0, 90))
        units = [draw.choice([*LINEAGES]) for _ in range(draw.randint(0, 6))]
        people = draw.sample(self._people, len(units))
        row = ClassRow(
            programme_id=programmes[number].pk,
            host_id=self._units[host].pk,
            start_on=start,
            end_on=end,
            mode=draw.choice(list(StudyMode)),
            place=draw.choice(list(StudyPlace)),
            state=draw.choice(STATES),
            learners=[
                self._learner(person.pk, unit, start, end) for person, unit in zip(people, units, strict=True)
            ],
            costs=[
                CostRow(CostKind.SPENT, source, "Chi", draw.randint(1, 9), start + timedelta(days=day))
                for day in draw.sample(range(-40, 120), draw.randint(0, 2))
            ],
        )
        branch, group = PROGRAMMES[number]
        course = {
            "branch": branch, "group": group, "mode": row.mode, "place": row.place, "host": host,
            "host_level": "district" if host == "TD" else "province",
        }  # fmt: skip
        return row, course, units

    def _learner(self, person_id: int, code: str | None, start: date, end: date) -> LearnerRow:
        draw = self._draw
        unit = self._units[code] if code else None
        state, late = draw.choice(list(EnrolmentState)), draw.randint(0, 40)
        is_completed, is_dropped = state is EnrolmentState.COMPLETED, state is EnrolmentState.DROPPED
        later = end + timedelta(days=late)
        return LearnerRow(
            person_id,
            enrolled_on=start,
            state=state,
            completed_on=later if is_completed else None,
            certified_on=later + timedelta(days=10) if is_completed and late % 2 else None,
            dropped_on=start if is_dropped else None,
            drop_reason="ốm" if is_dropped else "",
            snapshot=Snapshot(
                draw.choice(list(Sex)),
                draw.random() < 0.5,
                draw.randint(25, 60),
                unit_id=unit.pk if unit else None,
                level=unit.level if unit else "",
                block=unit.block if unit else "",
                kind=draw.choice(KINDS),
                is_leader=draw.random() < 0.5,
                post_group=PostGroup.PROVINCE_STAFF,
            ),
        )

    # --- Telling ----------------------------------------------------------------------------------------------

    def facts(self, year: int, rule: str, units: Units, below: str | None) -> dict[str, list[Fact]]:
        """What happened in the year by the rule, below the unit, by what is counted."""
        first, last = date(year, 1, 1), date(year, 12, 31)

        def course(class_id: int) -> Fact:
            row, told = self._classes[class_id]
            return told | {"origin": "carried" if row.start_on < first else "new"}

        held = [
            key
            for key, (_row, told) in self._classes.items()
            if below is None or below in HOSTS[told["host"]]
        ]
        return {
            "classes": [
                course(key) | {"id": key}
                for key in held
                if _class_counts(self._classes[key][0], rule, first, last)
            ],
            "spent": [
                course(key) | {"id": cost_id, "amount": amount}
                for key, cost_id, amount, day in self._costs
                if first <= day <= last and key in held
            ],
            "participations": list(
                _placed(
                    (
                        course(turn.class_id) | _told(turn)
                        for turn in self._turns
                        if _turn_counts(turn.row, self._classes[turn.class_id][0], rule, first, last)
                    ),
                    units,
                    below,
                )
            ),
            "staff": list(
                _placed(
                    (
                        post | {"age": _age(post["born"], last)}
                        for post in self._staff
                        if post["start"] <= last and (post["end"] is None or post["end"] > last)
                    ),
                    units,
                    below,
                )
            ),
        }


def _told(turn: _Turn) -> Fact:
    snapshot = turn.row.snapshot
    assert snapshot is not None
    return {
        "id": turn.enrolment_id,
        "person": turn.row.person_id,
        "of": turn.unit,
        "level": LEVELS.get(turn.unit or "", ""),
        "leader": snapshot.is_leader,
        "sex": snapshot.sex,
        "minority": snapshot.is_minority,
        "kind": snapshot.kind,
        "age": snapshot.age,
        "state": turn.row.state,
    }


def _placed(facts: Iterable[Fact], units: Units, below: str | None) -> Iterable[Fact]:
    """With the units each fact lies in, from the one reported on; without what lies not below it."""
    for fact in facts:
        code = HEIRS.get(fact["of"], fact["of"]) if units is Units.NOW else fact["of"]
        lineage = LINEAGES[code]
        if below is None or below in lineage:
            lineage = lineage if below is None else lineage[lineage.index(below) :]
            yield fact | {"unit": lineage, "own_unit": lineage[-1] if lineage else ""}


def _age(born: date, day: date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _class_counts(row: ClassRow, rule: str, first: date, last: date) -> bool:
    if rule == "admitted":
        return first <= row.start_on <= last
    if rule == "studying":
        return row.start_on <= last and row.end_on >= first
    return first <= row.end_on <= last and row.state is ClassState.FINISHED


def _turn_counts(told: LearnerRow, row: ClassRow, rule: str, first: date, last: date) -> bool:
    if rule == "admitted":
        return first <= row.start_on <= last
    if rule == "studying":
        left = [day for day in (told.completed_on, told.dropped_on) if day is not None]
        return row.start_on <= last and row.end_on >= first and all(day >= first for day in left)
    day = told.completed_on if rule == "completed" else told.certified_on
    return day is not None and first <= day <= last
