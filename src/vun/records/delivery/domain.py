"""States of a class and of a learner in it, marks, results, certificates: the rules that need no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from vun.common.period import Period
from vun.records.people.domain import PostGroup, Sex, StaffKind


class ClassState(StrEnum):
    PLANNED = "planned"
    OPEN = "open"
    FINISHED = "finished"
    CANCELLED = "cancelled"


class CountingRule(StrEnum):
    """By which day a participation falls into the period of a report: three dates, and every day of study."""

    ADMITTED = "admitted"
    STUDYING = "studying"
    COMPLETED = "completed"
    CERTIFIED = "certified"


RUNNING_STATES = frozenset({ClassState.PLANNED, ClassState.OPEN})
"""The states in which a class still takes in learners and its timetable may change."""


class EnrolmentState(StrEnum):
    STUDYING = "studying"
    COMPLETED = "completed"
    FAILED = "failed"
    DROPPED = "dropped"


class DayPart(StrEnum):
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"


PART_ORDER: Mapping[str, int] = {part.value: place for place, part in enumerate(DayPart)}
"""Parts in the order of the day; their stored values would sort by letter."""


class Mark(StrEnum):
    """What the attendance grid holds; no row means not marked yet."""

    PRESENT = "present"
    LATE = "late"
    EXCUSED = "excused"
    ABSENT = "absent"


class Classification(StrEnum):
    """Xếp loại kết quả học tập, best first."""

    EXCELLENT = "excellent"
    GOOD = "good"
    FAIR = "fair"
    AVERAGE = "average"


class CertificateKind(StrEnum):
    """The two papers of Circular 03/2023/TT-BNV, and the degree of a training programme."""

    CERTIFICATE = "certificate"
    COMPLETION = "completion"
    DEGREE = "degree"


class CostKind(StrEnum):
    ESTIMATE = "estimate"
    SPENT = "spent"


# --- Results --------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ResultRule:
    """What a learner must reach, by the rule in force over ``period``; scores are out of ten.

    ``excused_share``: the share (per cent) of sessions that may be missed with an excuse and still count as full
    attendance. ``classes`` are the least scores of each classification, best first.
    """

    period: Period
    source: str
    is_verified: bool
    pass_score: Decimal
    excused_share: Decimal
    classes: tuple[tuple[Classification, Decimal], ...]

    def classify(self, score: Decimal) -> Classification | None:
        """The best classification whose least score is reached; None below all of them."""
        return next((name for name, least in self.classes if score >= least), None)


class Obstacle(StrEnum):
    """Why somebody cannot be declared to have completed a class."""

    NO_SCORE = "no_score"
    SESSIONS_UNMARKED = "sessions_unmarked"
    SCORE_TOO_LOW = "score_too_low"
    ABSENT = "absent"
    TOO_OFTEN_EXCUSED = "too_often_excused"


UNDECIDED = frozenset({Obstacle.NO_SCORE, Obstacle.SESSIONS_UNMARKED})
"""What is only missing yet; the other obstacles mean the learner has failed."""


@dataclass(frozen=True, slots=True)
class AttendanceTally:
    """How often a learner had each mark, out of the class's ``sessions``."""

    sessions: int
    present: int = 0
    late: int = 0
    excused: int = 0
    absent: int = 0

    @property
    def attended(self) -> int:
        """Being late counts as attending."""
        return self.present + self.late

    @property
    def unmarked(self) -> int:
        return self.sessions - self.attended - self.excused - self.absent


@dataclass(frozen=True, slots=True)
class Verdict:
    """What stands between a learner and completing, by which rule; nothing means they have completed."""

    rule: ResultRule
    obstacles: tuple[Obstacle, ...]
    classification: Classification | None

    @property
    def is_passed(self) -> bool:
        return not self.obstacles

    @property
    def is_failed(self) -> bool:
        """Whether some obstacle is there to stay, whatever is still missing."""
        return any(obstacle not in UNDECIDED for obstacle in self.obstacles)


def judge(rule: ResultRule, score: Decimal | None, attendance: AttendanceTally) -> Verdict:
    """Whether a learner completes: every session attended, the test passed (Circular 03/2023/TT-BNV, Article 6).

    Being late counts as attending; an excused absence does up to ``rule.excused_share`` of the sessions.
    """
    obstacles = []
    if score is None:
        obstacles.append(Obstacle.NO_SCORE)
    elif score < rule.pass_score:
        obstacles.append(Obstacle.SCORE_TOO_LOW)
    if attendance.unmarked:
        obstacles.append(Obstacle.SESSIONS_UNMARKED)
    if attendance.absent:
        obstacles.append(Obstacle.ABSENT)
    if attendance.excused * 100 > rule.excused_share * attendance.sessions:
        obstacles.append(Obstacle.TOO_OFTEN_EXCUSED)
    return Verdict(rule, tuple(obstacles), None if score is None else rule.classify(score))


# --- Timetable ------------------------------------------------------------------------------------------------

PERIODS_A_SESSION = 4
"""Eight periods a day in two sessions: 40 periods a week (Decree 171/2025/NĐ-CP counts a week so)."""


@dataclass(frozen=True, slots=True)
class Slot:
    """One session of a generated timetable; ``module_id`` None means no part of the programme in particular."""

    on: date
    part: DayPart
    periods: int
    module_id: int | None = None


def timetable(
    modules: Sequence[tuple[int | None, int]],
    start_on: date,
    end_on: date,
    taken: Iterable[tuple[date, DayPart]] = (),
) -> list[Slot]:
    """Sessions for ``modules`` (id, periods) one after another, over the working days from ``start_on`` to ``end_on``.

    Monday to Friday, morning and afternoon, at most PERIODS_A_SESSION periods each, skipping what is ``taken``. A
    session holds one module. Raises ValueError with the number of sessions that find no room.
    """
    needed = [
        (module_id, min(PERIODS_A_SESSION, periods - done))
        for module_id, periods in modules
        for done in range(0, periods, PERIODS_A_SESSION)
    ]
    occupied = set(taken)
    room = [
        (day, part)
        for day in days_between(start_on, end_on)
        if day.weekday() < 5
        for part in (DayPart.MORNING, DayPart.AFTERNOON)
        if (day, part) not in occupied
    ]
    if len(needed) > len(room):
        raise ValueError(len(needed) - len(room))
    return [
        Slot(day, part, periods, module_id)
        for (day, part), (module_id, periods) in zip(room, needed, strict=False)
    ]


def days_between(first: date, last: date) -> list[date]:
    """The days from ``first`` to ``last``, both included."""
    return [first + timedelta(days=offset) for offset in range((last - first).days + 1)]


# --- Certificates ---------------------------------------------------------------------------------------------

_PAPER_SIGNS = {
    CertificateKind.CERTIFICATE: "CC",
    CertificateKind.COMPLETION: "GCN",
    CertificateKind.DEGREE: "VB",
}


def certificate_register(kind: CertificateKind, host_code: str) -> str:
    """The register (sổ) a paper is numbered in: one a kind and school; it begins anew each year."""
    return f"{kind.value}/{host_code}"


def certificate_number(kind: CertificateKind, number: int, year: int, host_code: str) -> str:
    """The number as written on the paper: ``0012/2026/CC-TCT``."""
    return f"{number:04d}/{year}/{_PAPER_SIGNS[kind]}-{host_code}"


# --- What is loaded in bulk -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What an event in a class is counted by, as it was on its day. All empty: somebody with no post."""

    sex: Sex
    is_minority: bool
    age: int
    unit_id: int | None = None
    level: str = ""
    block: str = ""
    zone: str = ""
    title_code: str | None = None
    title_group: str = ""
    kind: StaffKind | None = None
    rank_code: str = ""
    is_leader: bool = False
    post_group: PostGroup = PostGroup.NO_POST


@dataclass(frozen=True, slots=True)
class LearnerRow:
    """One participation to load. Days left empty follow the class.

    Snapshots, on enrolment, completion and certificate, are taken from the records; a ``snapshot`` told stands for all.

    ``certified_on``: a certificate is issued that day, numbered from the register, and the credential that the
    programme grants is written.
    """

    person_id: int
    enrolled_on: date | None = None
    state: EnrolmentState = EnrolmentState.COMPLETED
    score: Decimal | None = None
    completed_on: date | None = None
    dropped_on: date | None = None
    drop_reason: str = ""
    certified_on: date | None = None
    fund_source_code: str | None = None
    nomination_id: int | None = None
    snapshot: Snapshot | None = None


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One session to load, with the marks of learners by person."""

    on: date
    part: DayPart
    periods: int = PERIODS_A_SESSION
    module_id: int | None = None
    topic: str = ""
    lecturer_name: str = ""
    room: str = ""
    marks: Mapping[int, Mark] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class CostRow:
    """One amount in đồng of a class to load."""

    kind: CostKind
    source_code: str
    item: str
    amount: int
    on: date
    document_number: str = ""


@dataclass(frozen=True, slots=True)
class ClassRow:
    """One class to load with all that happened in it. What is left empty follows the programme and the days."""

    programme_id: int
    host_id: int
    start_on: date
    end_on: date
    name: str = ""
    code: str = ""
    capacity: int = 0
    line_id: int | None = None
    cohort: str = ""
    partner: str = ""
    venue: str = ""
    country: str = ""
    mode: str = ""
    place: str = ""
    unit_of_count: str = ""
    state: ClassState = ClassState.FINISHED
    decision_id: int | None = None
    learners: Sequence[LearnerRow] = ()
    sessions: Sequence[SessionRow] = ()
    costs: Sequence[CostRow] = ()


@dataclass(frozen=True, slots=True)
class LoadedClass:
    """What became of a ClassRow: the class and its enrolments in the order of its learners."""

    class_id: int
    enrolment_ids: tuple[int, ...]
