"""The yearly plans of the sample: drafted from its courses, spread over units, approved, amended."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from vun.common.actor import Actor
from vun.records.funding.operations import set_budget
from vun.records.funding.queries import sources
from vun.records.orgs.domain import Block
from vun.records.orgs.models import Unit
from vun.records.plans.domain import LineTerms, TargetOrigin
from vun.records.plans.models import CentralQuota, PlanLineTerms, PlanVersion
from vun.records.plans.operations import (
    add_line,
    amend,
    approve,
    attach_basis,
    change_central_quota,
    change_line,
    draft_plan,
    record_central_quota,
    set_line_budgets,
    set_quota,
    spread_quota,
    submit,
)
from vun.records.plans.queries import line_state, terms_of_version
from vun.records.registers.domain import DecisionKind
from vun.records.registers.models import Decision
from vun.records.registers.operations import register_decision
from vun.records.registers.queries import find_decision
from vun.records.standards.domain import Branch, StudyMode, StudyPlace
from vun.records.standards.models import Programme
from vun.records.standards.queries import programmes_on
from vun.samples.province.courses import COURSES, PARTY, STATE, Course
from vun.samples.province.history import Study, starts
from vun.samples.province.posts import REFORM

_TITLES = {
    PARTY: "Kế hoạch đào tạo, bồi dưỡng cán bộ khối Đảng, đoàn thể năm %s",
    STATE: "Kế hoạch đào tạo, bồi dưỡng cán bộ, công chức, viên chức khối Nhà nước năm %s",
}
SCHOOL = "LS-TCT"
OFFERED = 4
"""Places of the centre's that come in the summer and wait for units to ask for them."""


@dataclass(slots=True)
class Line:
    """A line of a sample plan beside the course it was made from."""

    course: Course
    terms: PlanLineTerms
    places: dict[str, int]


class Planning:
    """Writes plans and remembers the decision each version was approved by."""

    def __init__(self, study: Study, units: Mapping[str, Unit], *, by: Actor) -> None:
        self.study = study
        self.units = units
        self.by = by
        self.today = study.staffing.today
        self.scale = study.staffing.people / 6000
        self._codes = {unit.pk: code for code, unit in units.items()}
        self.programmes: dict[date, dict[str, Programme]] = {}
        self._decisions: dict[int, Decision] = {}
        self.offered: PlanLineTerms | None = None

    def decision_of(self, line: Line) -> Decision:
        """The decision by which the line's plan was approved."""
        return self._decisions[line.terms.version_id]

    def bases(self, year: int) -> list[Decision]:
        """The documents a plan of the year rests on."""
        decree = (
            ("101/2017/NĐ-CP", date(2017, 9, 1)) if year < 2026 else ("171/2025/NĐ-CP", date(2025, 6, 30))
        )
        return [
            self._decision(
                DecisionKind.DECREE, decree[0], decree[1], "Chính phủ", "Đào tạo, bồi dưỡng công chức"
            ),
            self._decision(
                DecisionKind.RESOLUTION,
                f"Mẫu-{year}/NQ-HĐND",
                date(year - 1, 12, 10),
                "Hội đồng nhân dân tỉnh Lạng Sơn",
                f"Dự toán ngân sách địa phương năm {year}",
            ),
        ]

    def _decision(
        self, kind: DecisionKind, number: str, issued_on: date, issuer: str, subject: str
    ) -> Decision:
        found = find_decision(number, issued_on, issuer)
        return found or register_decision(
            kind=kind, number=number, issued_on=issued_on, issuer=issuer, subject=subject, by=self.by
        )

    def draft(self, kind: str, year: int, bases: list[Decision]) -> PlanVersion:
        """An empty plan of the Party or the State block."""
        owner = "LS-BTCTU" if kind == PARTY else self._home_affairs(date(year, 1, 2))
        version = draft_plan(
            code=f"KH-{kind[0].upper()}-{year}",
            name=_TITLES[kind] % year,
            unit=self.units[owner],
            first_year=year,
            block=Block(kind),
            theme="Chuẩn hoá cán bộ cấp xã sau sắp xếp" if year >= REFORM.year else "",
            by=self.by,
        )
        for basis in bases:
            attach_basis(plan=version.plan, decision=basis, by=self.by)
        return version

    def _home_affairs(self, day: date) -> str:
        return "LS-SNV" if self.study.staffing.places["LS-SNV"].exists_on(day) else "LS-SNV-2025"

    def lines(self, version: PlanVersion, kind: str, year: int) -> list[Line]:
        """Fill the plan from the courses of its block, with money and quotas."""
        lines = []
        for course in COURSES:
            days = starts(course, year)
            if course.plan != kind or not course.runs_on(days[0]):
                continue
            programme = self.programme(course, days[0])
            weights = self._candidates(course, programme, date(year, 1, 5))
            learners = min(max(round(course.learners * self.scale), 6), sum(weights.values()))
            if not learners:
                continue
            central = self._central(course, programme, year, learners) if course.is_central else None
            terms = add_line(
                version=version,
                terms=LineTerms(
                    year=year,
                    branch=Branch(programme.branch),
                    title=programme.name,
                    classes=self.classes(course),
                    learners=learners,
                    programme_id=programme.pk,
                    first_month=course.months[0],
                    last_month=course.months[1],
                    mode=StudyMode.ONLINE if course.is_online else StudyMode(programme.mode),
                    place=StudyPlace(programme.place),
                    host_id=self.units[SCHOOL].pk,
                    partner=course.partner,
                    origin=TargetOrigin.CENTRAL if course.is_central else TargetOrigin.PROVINCE,
                    central_id=central.pk if central else None,
                ),
                by=self.by,
            )
            set_line_budgets(line=terms, amounts={course.source: learners * course.cost}, by=self.by)
            lines.append(Line(course, terms, self._spread(terms, weights)))
        return lines

    def _central(self, course: Course, programme: Programme, year: int, learners: int) -> CentralQuota:
        """What the centre lets the province send to the course's classes, told by a letter before the year."""
        told_on = min(date(year - 1, 12, 20), self.today)
        number = f"{300 + course.learners + year % 100}/TB-HV"
        subject = f"Chỉ tiêu năm {year}: {programme.name}"
        return record_central_quota(
            year=year,
            name=programme.name,
            issuer=course.partner,
            learners=learners,
            programme=programme,
            decision=self._decision(DecisionKind.LETTER, number, told_on, course.partner, subject),
            on=told_on,
            by=self.by,
        )

    def classes(self, course: Course) -> int:
        """How many classes a course has in a province of this size; none where people are sent elsewhere."""
        return 0 if course.is_sent else max(round(course.classes * self.scale), 1)

    def _candidates(self, course: Course, programme: Programme, day: date) -> Counter[str]:
        """How many people the course is for when the plan is made, by the unit whose quota covers them."""
        level = programme.grants.code if programme.grants else None
        holder = self.study.staffing.geography.quota_holder
        return Counter(holder(unit, day) for _index, unit in self.study.candidates(course, level, day))

    def _spread(self, terms: PlanLineTerms, weights: Counter[str]) -> dict[str, int]:
        """Quotas in proportion to the candidates of each unit."""
        by_unit = {self.units[code].pk: weight for code, weight in weights.items()}
        given = spread_quota(line=terms, weights=by_unit, by=self.by)
        return {self._codes[unit_id]: learners for unit_id, learners in given.items() if learners}

    def approve(self, version: PlanVersion, kind: str, year: int, *, month: int, number: int) -> None:
        """Submit the version and put it in force by a decision of its block's authority."""
        is_party = kind == PARTY
        decision = register_decision(
            kind=DecisionKind.DECISION,
            number=f"{number + year % 7 * 11}-QĐ/TU" if is_party else f"{number * 9 + year % 7 * 13}/QĐ-UBND",
            issued_on=date(year, month, 15),
            issuer="Ban Thường vụ Tỉnh ủy Lạng Sơn" if is_party else "Ủy ban nhân dân tỉnh Lạng Sơn",
            subject=f"Phê duyệt {version.plan.name[0].lower()}{version.plan.name[1:]}",
            by=self.by,
        )
        submit(version=version, by=self.by)
        approve(version=version, decision=decision, by=self.by)
        self._decisions[version.pk] = decision

    def budgets(self, year: int, lines: list[Line]) -> None:
        """Give each source a little more than the year's lines ask of it."""
        needed: Counter[str] = Counter()
        for line in lines:
            needed[line.course.source] += line.terms.learners * line.course.cost
        by_code = {source.code: source for source in sources()}
        for code, amount in needed.items():
            rounded = -(-amount * 104 // 100 // 10_000_000) * 10_000_000
            set_budget(source=by_code[code], year=year, amount=rounded, by=self.by)

    def amend(self, lines: list[Line], year: int) -> None:
        """One amendment of the State plan in the summer: more learners for a course, and one more sending."""
        grown = next(line for line in lines if line.course.stem == "KNS")
        version = amend(
            plan=grown.terms.version.plan,
            reason="Bổ sung chỉ tiêu kỹ năng số cho công chức cấp xã",
            by=self.by,
        )
        terms = next(one for one in terms_of_version(version) if one.line_id == grown.terms.line_id)
        more = max(round(40 * self.scale), 2)
        note = "Tăng theo đề nghị của các xã, phường"
        changed = replace(line_state(terms).terms, learners=terms.learners + more, note=note)
        change_line(line=terms, terms=changed, by=self.by)
        self._spread_again(terms, grown, more)
        sent = next((line for line in lines if line.course.is_sent), None)
        if sent is not None and sent.terms.central is not None:
            self.offered = self._second_sending(version, sent, sent.terms.central)
        self.approve(version, STATE, year, month=min(8, self.today.month), number=150)

    def _second_sending(self, version: PlanVersion, line: Line, quota: CentralQuota) -> PlanLineTerms:
        """A line of places the centre gave later, spread over no unit: units ask for them when they are offered."""
        change_central_quota(
            quota=quota,
            learners=quota.learners + OFFERED,
            reason="Giao bổ sung cho khóa cuối năm",
            on=min(date(quota.year, 7, 10), self.today),
            by=self.by,
        )
        terms = replace(
            line_state(line.terms).terms,
            title=f"{line.terms.title}, khóa cuối năm",
            learners=OFFERED,
            first_month=11,
            last_month=12,
            note="Giao theo thông báo chiêu sinh, không chia trước cho đơn vị",
        )
        return add_line(version=version, terms=terms, by=self.by)

    def _spread_again(self, terms: PlanLineTerms, line: Line, more: int) -> None:
        terms.refresh_from_db()
        quotas = {quota.unit_id: quota.learners for quota in terms.quotas.all()}
        largest = max(quotas, key=lambda unit_id: (quotas[unit_id], unit_id))
        set_quota(
            line=terms, unit=self.units[self._codes[largest]], learners=quotas[largest] + more, by=self.by
        )

    def programme(self, course: Course, day: date) -> Programme:
        """The dated row of the course's programme that is in force on the day."""
        if day not in self.programmes:
            found = programmes_on(day).select_related("grants").prefetch_related("modules")
            self.programmes[day] = {programme.code.rsplit("/", 1)[0]: programme for programme in found}
        return self.programmes[day][course.stem]
