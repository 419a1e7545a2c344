"""Classes a few go to each year, none of them planned: abroad, for degrees, for deputies; money of every source."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from vun.common.actor import Actor
from vun.records.delivery.domain import ClassRow, ClassState, CostKind, CostRow, EnrolmentState, LearnerRow
from vun.records.delivery.models import Enrolment, TrainingClass
from vun.records.delivery.operations import load_history, plan_sessions
from vun.records.orgs.models import Unit
from vun.records.outcomes.operations import accept_suggestions
from vun.records.standards.domain import Branch, StudyPlace
from vun.records.standards.models import Programme
from vun.records.standards.queries import programmes_on
from vun.samples.province.history import class_days, first_monday, placed_on
from vun.samples.province.planning import SCHOOL
from vun.samples.province.posts import REFORM
from vun.samples.province.staff import Somebody, Staffing

_HEADS = ("department_head", "department_deputy", "party_department_head", "front_head_province")
_DIVISIONS = ("division_head", "division_deputy", "branch_head", "party_division_head")
_COMMUNE_LEADERS = ("commune_party_leader", "commune_government_leader")
_COMMUNE_STAFF = ("commune_civil_servant", "commune_staff")
_PROVINCE = "LS-UBND"


@dataclass(frozen=True, slots=True)
class Few:
    """A class of every year: who goes, in which month, for how much đồng each, of which source, abroad where to.

    ``learners`` is for a province of 6,000; ``days`` stands for as long as the programme takes.
    """

    stem: str
    month: int
    groups: tuple[str, ...]
    learners: int
    cost: int
    source: str
    country: str = ""
    days: int = 0

    @property
    def is_elsewhere(self) -> bool:
        """Whether the province only sends: abroad, or to a university or college for a degree."""
        return bool(self.country) or self.stem.startswith("CM-")


EVERY_YEAR = (
    Few("QLNN-NN", 5, ("province_leader", *_HEADS), 4, 96_000_000, "central_budget", "Nhật Bản"),
    Few("QLKT-NN", 10, (*_HEADS, "district_leader"), 4, 74_500_000, "foreign_aid", "Hàn Quốc"),
    Few("HNQT-NN", 8, (*_DIVISIONS, *_COMMUNE_LEADERS), 5, 38_700_000, "province_training", "Lào, Thái Lan"),
    Few("CSC-NN", 3, _DIVISIONS, 4, 112_300_000, "foreign_aid", "Singapore"),
    Few("NNL-NN", 9, (*_DIVISIONS, "party_department_deputy"), 3, 88_000_000, "central_budget", "Úc"),
    Few("PPGD-NN", 6, ("lecturer", "teacher"), 3, 61_250_000, "service_revenue", "Trung Quốc"),
    Few("NN-NN", 2, ("staff", "health_staff"), 3, 45_000_000, "learner_contribution", "Trung Quốc", days=120),
    Few("CM-THS-NN", 9, ("staff", "division_deputy"), 2, 320_000_000, "foreign_aid", "Úc"),
    Few("CM-TS-NN", 9, ("lecturer", "division_head"), 1, 410_000_000, "central_budget", "Pháp"),
    Few("CM-DH-NN", 9, ("staff", "commune_staff"), 1, 210_000_000, "learner_contribution", "Trung Quốc"),
    Few("CM-TC-TN", 9, ("part_time_commune",), 6, 6_500_000, "commune_budget"),
    Few("CM-CD-TN", 9, ("part_time_commune", "commune_front_leader"), 5, 9_000_000, "learner_contribution"),
    Few("CM-DH-TN", 9, (*_COMMUNE_STAFF, "commune_front_leader"), 8, 14_000_000, "unit_allocation"),
    Few("CM-DH-LK", 10, ("staff", *_COMMUNE_STAFF), 4, 22_000_000, "learner_contribution"),
    Few("CM-TS-TN", 10, ("lecturer", "division_head", "department_deputy"), 2, 60_000_000, "unit_allocation"),
    Few("LDQL-HUYEN", 3, ("district_leader",), 8, 2_600_000, "district_budget"),
    Few("NN-ANH-2", 7, ("staff", "probationer", "lecturer"), 10, 2_400_000, "unit_allocation"),
    Few("TH-CB", 6, ("staff", "part_time_commune", "commune_front_leader"), 12, 900_000, "commune_budget"),
    Few(
        "DDCV",
        5,
        ("probationer", "staff", "commune_staff", "service_staff"),
        20,
        450_000,
        "province_training",
    ),
    Few("HNQT", 11, ("staff", *_DIVISIONS), 10, 700_000, "province_training"),
    Few("CNKT-DHTW", 6, ("province_leader", "party_department_head"), 8, 500_000, "province_training"),
    Few("HDND-TINH", 4, ("province_leader", *_HEADS), 6, 1_200_000, "province_training"),
    Few("HDND-HUYEN", 4, ("district_leader", "district_board_head"), 8, 900_000, "district_budget"),
    Few("HDND-XA", 10, _COMMUNE_LEADERS, 15, 650_000, "commune_budget"),
    Few("CDNN-GVTH", 8, ("lecturer", "service_leader"), 4, 3_000_000, "service_revenue"),
)


class Elsewhere:
    """Loads the classes of the years up to ``today``."""

    def __init__(
        self,
        staffing: Staffing,
        everybody: Sequence[Somebody],
        person_ids: Sequence[int],
        units: Mapping[str, Unit],
        *,
        seed: int,
        by: Actor,
    ) -> None:
        self._staffing = staffing
        self._people = list(zip(everybody, person_ids, strict=True))
        self._units = units
        self._rng = Random(seed)
        self._by = by
        self._busy: dict[int, date] = {}

    def load(self) -> None:
        """Every class of every year, the earlier ones first."""
        running = self._staffing.today.year
        rows = [row for year in range(running - 3, running + 1) for row in self._year(year)]
        degrees = set(Programme.objects.filter(branch=Branch.TRAINING).values_list("pk", flat=True))
        for loaded, row in zip(load_history(rows=rows, by=self._by), rows, strict=True):
            if row.state is ClassState.OPEN and row.host_id == self._units[SCHOOL].pk:
                plan_sessions(training_class=TrainingClass.objects.get(pk=loaded.class_id), by=self._by)
            if row.programme_id in degrees and row.end_on + timedelta(days=60) <= self._staffing.today:
                placed = placed_on(row.end_on, self._staffing.today)
                accept_suggestions(enrolment_ids=loaded.enrolment_ids, on=placed, by=self._by)

    def _year(self, year: int) -> Iterator[ClassRow]:
        for few in sorted(EVERY_YEAR, key=lambda few: few.month):
            start_on = first_monday(year, few.month) + timedelta(days=7)
            programme = _programme(few.stem, start_on)
            if programme is None or start_on >= self._staffing.today:
                continue
            if few.source == "district_budget" and start_on >= REFORM:
                continue
            end_on = start_on + timedelta(days=few.days - 1) if few.days else class_days(programme, start_on)
            learners = self._learners(few, start_on, end_on)
            if learners:
                yield self._class(few, programme, start_on, end_on, learners)

    def _learners(self, few: Few, start_on: date, end_on: date) -> list[int]:
        meanwhile = Enrolment.objects.filter(
            training_class__start_on__lte=end_on, training_class__end_on__gte=start_on
        )
        learning = set(meanwhile.values_list("person_id", flat=True))
        free = [
            person_id
            for person, person_id in self._people
            if (post := person.post_on(start_on)) is not None
            and self._staffing.group(post.title) in few.groups
            and person_id not in learning
            and self._busy.get(person_id, date.min) < start_on
        ]
        wanted = max(round(few.learners * self._staffing.people / 6000), 1)
        chosen = sorted(self._rng.sample(free, min(wanted, len(free))))
        self._busy |= dict.fromkeys(chosen, end_on)
        return chosen

    def _class(
        self, few: Few, programme: Programme, start_on: date, end_on: date, learners: Sequence[int]
    ) -> ClassRow:
        today = self._staffing.today
        is_finished = end_on < today
        whole = few.cost * len(learners)
        costs = [
            CostRow(CostKind.SPENT, few.source, "Học phí, đi lại đợt đầu", whole * 6 // 10, start_on, "")
        ]
        if is_finished:
            left = whole - whole * 6 // 10
            costs.append(CostRow(CostKind.SPENT, few.source, "Quyết toán khóa học", left, end_on, ""))
        state = EnrolmentState.COMPLETED if is_finished else EnrolmentState.STUDYING
        # What is learnt abroad is certified there.
        certified_on = min(end_on + timedelta(days=10), today) if is_finished and not few.country else None
        return ClassRow(
            programme_id=programme.pk,
            host_id=self._units[_PROVINCE if few.is_elsewhere else SCHOOL].pk,
            start_on=start_on,
            end_on=end_on,
            place=StudyPlace.ABROAD if few.country else "",
            country=few.country,
            state=ClassState.FINISHED if is_finished else ClassState.OPEN,
            learners=[
                LearnerRow(person_id, state=state, fund_source_code=few.source, certified_on=certified_on)
                for person_id in learners
            ],
            costs=costs,
        )


def _programme(stem: str, day: date) -> Programme | None:
    return programmes_on(day).filter(code__startswith=f"{stem}/").order_by("code").first()
