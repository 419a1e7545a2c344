"""Writes the records behind the report, through the operations everybody uses."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from vun.common.period import add_months
from vun.records.credentials.domain import CredentialRow
from vun.records.credentials.operations import record_many
from vun.records.delivery.domain import ClassRow, ClassState, LearnerRow
from vun.records.delivery.operations import load_history
from vun.records.orgs import operations as orgs
from vun.records.orgs.domain import Block, UnitLevel, UnitRow
from vun.records.orgs.models import Unit
from vun.records.outcomes import operations as outcomes
from vun.records.outcomes import queries as placements
from vun.records.outcomes.domain import PlacementGroup
from vun.records.people.catalogue import load_catalogues as load_people_catalogues
from vun.records.people.domain import AppointmentRow, EndReason, PersonRow, PostGroup
from vun.records.people.operations import register_many
from vun.records.registers.domain import DecisionKind
from vun.records.registers.models import Decision
from vun.records.registers.operations import register_decision
from vun.records.standards import operations as standards
from vun.records.standards.catalogue import load_catalogues as load_standards_catalogues
from vun.records.standards.domain import Branch, ModuleRow, ProgrammeDetails, StudyMode, StudyPlace
from vun.records.standards.models import Programme
from vun.records.standards.queries import levels
from vun.samples.cases.ben_tre.roster import COHORTS, UNITS, Cohort, Learner, learners
from vun.samples.cases.case import CASES
from vun.samples.cases.folk import folk

FIRST_DAY = date(2008, 1, 1)
PLAN_NUMBER = "37-KH/TU"
SCHOOL = "TCT"
WORKING_DAYS_A_MONTH = 22
"""Days of study are counted in the records; a month of field practice is 22 working days."""
_BORN = date(1985, 5, 15)
_IN_POST_SINCE = date(2010, 1, 4)
_COMMUNES_A_UNIT = 3
_MODULES = (
    "Trung cấp lý luận chính trị - hành chính",
    "Bồi dưỡng kiến thức quản lý nhà nước ngạch chuyên viên",
    "Bồi dưỡng kiến thức quốc phòng, an ninh đối tượng 3",
    "Bồi dưỡng kỹ năng, nghiệp vụ Bí thư Đảng uỷ, Chủ tịch UBND cấp xã",
)
_TITLES: Mapping[PostGroup, str] = {
    PostGroup.COMMUNE_CADRE: "commune-youth-secretary",
    PostGroup.COMMUNE_CIVIL_SERVANT: "commune-office-statistics",
    PostGroup.PART_TIME_COMMUNE: "commune-part-time-front",
    PostGroup.DISTRICT_STAFF: "expert",
    PostGroup.RESERVE_CADRE: "reserve-cadre",
}
_DEPARTURES = (EndReason.DIED, EndReason.RESIGNED, EndReason.LEFT_PROVINCE)


@transaction.atomic
def load() -> None:
    """Everything the report counts, into a database without records."""
    load_people_catalogues(CASES)
    load_standards_catalogues(CASES)
    units = _load_units()
    programme, plan = _load_programme()
    roster = list(learners())
    people = _load_people(roster, units)
    _load_degrees(roster, people)
    _load_classes(roster, people, units[SCHOOL], programme, plan)
    _load_placements(roster, people)


def _load_units() -> dict[str, Unit]:
    """The province, its nine sending units with communes (constructed: not published), and the school."""
    root = UnitRow("BTRE", "Tỉnh Bến Tre", UnitLevel.PROVINCE, Block.STATE, FIRST_DAY)
    rows = [
        root,
        UnitRow(
            SCHOOL,
            "Trường Chính trị tỉnh Bến Tre",
            UnitLevel.PROVINCE,
            Block.SERVICE,
            FIRST_DAY,
            parent=root.code,
        ),
    ]
    for code, (name, _) in UNITS.items():
        rows.append(UnitRow(code, name, UnitLevel.DISTRICT, Block.STATE, FIRST_DAY, parent=root.code))
        rows += [
            UnitRow(
                commune_code(code, number),
                f"Xã số {number}, {name}",
                UnitLevel.COMMUNE,
                Block.STATE,
                FIRST_DAY,
                parent=code,
            )
            for number in range(1, _COMMUNES_A_UNIT + 1)
        ]
    return orgs.load_units(rows, by=CASES)


def commune_code(unit: str, number: int) -> str:
    return f"{unit}-{number}"


def _load_programme() -> tuple[Programme, Decision]:
    """The programme of 18 months in four parts, by Plan 37-KH/TU, which rests on Resolution 04-NQ/TU."""
    resolution = register_decision(
        kind=DecisionKind.RESOLUTION,
        number="04-NQ/TU",
        # The day is not published: early in the term 2010-2015.
        issued_on=date(2011, 1, 1),
        issuer="Tỉnh uỷ Bến Tre",
        subject="Nâng cao chất lượng nguồn nhân lực giai đoạn 2011-2015, định hướng đến năm 2020",
        period_start_on=date(2011, 1, 1),
        period_end_on=date(2016, 1, 1),
        horizon_on=date(2020, 12, 31),
        by=CASES,
    )
    plan = register_decision(
        kind=DecisionKind.PLAN,
        number=PLAN_NUMBER,
        issued_on=date(2012, 4, 20),
        issuer="Ban Thường vụ Tỉnh uỷ Bến Tre",
        subject="Đào tạo cán bộ nguồn chức danh Bí thư Đảng uỷ, Chủ tịch UBND xã, phường, thị trấn",
        bases=[resolution],
        by=CASES,
    )
    programme = standards.add_programme(
        details=ProgrammeDetails(
            name="Đào tạo cán bộ nguồn chức danh Bí thư Đảng uỷ, Chủ tịch UBND cấp xã",
            branch=Branch.TRAINING,
            group="political_theory",
            mode=StudyMode.FULL_TIME,
            place=StudyPlace.IN_COUNTRY,
            duration_days=18 * WORKING_DAYS_A_MONTH,
            field_practice_days=WORKING_DAYS_A_MONTH,
            grants=levels().get(code="LLCT-TCHC").pk,
            modules=tuple(ModuleRow(name) for name in _MODULES),
            issuer="Trường Chính trị tỉnh Bến Tre",
            start_on=plan.issued_on,
            legal_basis=f"Kế hoạch {PLAN_NUMBER} ngày 20/04/2012",
            decision_id=plan.pk,
        ),
        by=CASES,
    )
    return programme, plan


def _load_people(roster: Sequence[Learner], units: Mapping[str, Unit]) -> list[int]:
    """The learners with their posts before and after."""
    rows = []
    for number, (learner, (name, sex)) in enumerate(zip(roster, folk(), strict=False)):
        posts = _Posts(learner, number, units)
        rows.append(
            PersonRow(
                full_name=name,
                sex=sex,
                birth_on=_BORN + timedelta(days=7 * number),
                appointments=posts.rows(),
            )
        )
    return register_many(rows, by=CASES)


@dataclass(frozen=True, slots=True)
class _Posts:
    """The posts of one learner: in a commune, in the district, or in the district's reserve."""

    learner: Learner
    number: int
    units: Mapping[str, Unit]

    def rows(self) -> tuple[AppointmentRow, ...]:
        learner = self.learner
        before = self._post(learner.before, self._since())
        after = learner.after
        if after is None or after.value == learner.before.value:
            return (before,)
        ends = {
            PlacementGroup.DEPARTED: _DEPARTURES[self.number % len(_DEPARTURES)],
            PlacementGroup.NOT_PLACED: EndReason.TERM_ENDED,
            PlacementGroup.DECLINED: EndReason.TERM_ENDED,
        }
        placed_on = _placed_on(learner.cohort)
        ended = AppointmentRow(
            unit_id=before.unit_id,
            title=before.title,
            start_on=before.start_on,
            end_on=placed_on,
            end_reason=ends.get(after, EndReason.TRANSFERRED),
        )
        if after in ends:
            return (ended,)
        return ended, self._post(PostGroup(after.value), placed_on)

    def _since(self) -> date:
        """Fresh graduates enter the reserve on the day the class begins; the others held their post before."""
        return self.learner.cohort.start_on if self.learner.is_fresh_graduate else _IN_POST_SINCE

    def _post(self, group: PostGroup, since: date) -> AppointmentRow:
        in_district = group in (PostGroup.DISTRICT_STAFF, PostGroup.RESERVE_CADRE)
        commune = commune_code(self.learner.unit, self.number % _COMMUNES_A_UNIT + 1)
        unit = self.units[self.learner.unit if in_district else commune]
        return AppointmentRow(unit_id=unit.pk, title=_TITLES[group], start_on=since)


def _placed_on(cohort: Cohort) -> date:
    if cohort.placed_on is None:
        raise ValueError(f"no outcome of cohort {cohort.number} is published")
    return cohort.placed_on


def _load_degrees(roster: Sequence[Learner], people: Sequence[int]) -> None:
    """Everybody has a college degree; fresh graduates earned it in the year the class begins."""
    college = levels().get(code="CM-CD")
    record_many(
        (
            CredentialRow(
                person_id=person_id,
                level_id=college.pk,
                name="Bằng cao đẳng",
                earned_on=add_months(learner.cohort.start_on, -3)
                if learner.is_fresh_graduate
                else date(2009, 6, 30),
            )
            for learner, person_id in zip(roster, people, strict=True)
        ),
        by=CASES,
    )


def _load_classes(
    roster: Sequence[Learner], people: Sequence[int], school: Unit, programme: Programme, plan: Decision
) -> None:
    load_history(
        rows=[
            ClassRow(
                programme_id=programme.pk,
                host_id=school.pk,
                start_on=cohort.start_on,
                end_on=cohort.end_on,
                name=f"Đào tạo cán bộ nguồn Bí thư Đảng uỷ, Chủ tịch UBND cấp xã, khoá {cohort.number}",
                cohort=str(cohort.number),
                state=ClassState.FINISHED,
                decision_id=plan.pk,
                learners=[
                    LearnerRow(person_id, certified_on=cohort.end_on)
                    for learner, person_id in zip(roster, people, strict=True)
                    if learner.cohort is cohort
                ],
            )
            for cohort in COHORTS
        ],
        by=CASES,
    )


def _load_placements(roster: Sequence[Learner], people: Sequence[int]) -> None:
    """Placements are what the posts of the day say; declining one is nowhere but in the report, and recorded."""
    declined = {
        person_id
        for learner, person_id in zip(roster, people, strict=True)
        if learner.after is PlacementGroup.DECLINED
    }
    for cohort in COHORTS:
        if cohort.placed_on is None:
            continue
        waiting = placements.waiting_for_placement(CASES).filter(training_class__cohort=str(cohort.number))
        outcomes.accept_suggestions(
            enrolment_ids=[one.pk for one in waiting if one.person_id not in declined],
            on=cohort.placed_on,
            by=CASES,
        )
        for enrolment in waiting.filter(person_id__in=declined):
            outcomes.record_placement(
                enrolment=enrolment,
                group=PlacementGroup.DECLINED,
                on=cohort.placed_on,
                note="Được bố trí chức danh không chuyên trách nhưng không đồng ý",
                by=CASES,
            )
