"""The training years of the sample: three finished, one running, one being planned."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from vun.common.actor import Actor
from vun.records.delivery.domain import ClassRow
from vun.records.delivery.operations import load_history, plan_class
from vun.records.funding.operations import set_budget
from vun.records.funding.queries import sources
from vun.records.needs.domain import FieldKind, Question
from vun.records.needs.operations import open_round, register_all_gaps, sign_sheet
from vun.records.needs.queries import sheets_of
from vun.records.orgs.domain import Block
from vun.records.orgs.models import Unit
from vun.records.outcomes.domain import PlacementGroup, PlacementRow, suggested_group
from vun.records.outcomes.operations import load_placements
from vun.records.people.domain import EndReason, StaffKind, post_group
from vun.records.people.queries import titles
from vun.records.plans.domain import LineTerms, TargetOrigin
from vun.records.plans.models import PlanLineTerms, PlanVersion
from vun.records.plans.operations import (
    add_line,
    amend,
    approve,
    attach_basis,
    change_line,
    close_plan,
    draft_plan,
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
from vun.records.sending.domain import NominationRow
from vun.records.sending.operations import approve_nominations, load_nominations, nominate_many
from vun.records.standards.domain import Branch, StudyMode, StudyPlace
from vun.records.standards.models import Programme
from vun.records.standards.queries import programmes_on
from vun.samples.province.courses import COURSES, PARTY, STATE, Course
from vun.samples.province.history import Study, class_row, placed_on, starts
from vun.samples.province.posts import REFORM

_TITLES = {
    PARTY: "Kế hoạch đào tạo, bồi dưỡng cán bộ khối Đảng, đoàn thể năm %s",
    STATE: "Kế hoạch đào tạo, bồi dưỡng cán bộ, công chức, viên chức khối Nhà nước năm %s",
}
SCHOOL = "LS-TCT"


@dataclass(slots=True)
class Line:
    """A line of a sample plan beside the course it was made from."""

    course: Course
    terms: PlanLineTerms
    places: dict[str, int]


class Years:
    """Writes the plans and everything that came of them."""

    def __init__(self, study: Study, units: Mapping[str, Unit], *, by: Actor) -> None:
        self.study = study
        self.units = units
        self.by = by
        self.today = study.staffing.today
        self.scale = study.staffing.people / 6000
        self._codes = {unit.pk: code for code, unit in units.items()}
        self._programmes: dict[date, dict[str, Programme]] = {}
        self._decisions: dict[int, Decision] = {}

    def live(self) -> None:
        """Everything from three years ago to the plan for next year."""
        running = self.today.year
        for year in range(running - 3, running + 1):
            self._year(year, is_running=year == running)
        self._next_year(running + 1)

    # --- One year ---------------------------------------------------------------------------------------------

    def _year(self, year: int, *, is_running: bool) -> None:
        bases = self._bases(year)
        lines: list[Line] = []
        for kind in (PARTY, STATE):
            version = self._draft(kind, year, bases)
            lines += self._lines(version, kind, year)
            self._approve(version, kind, year, month=1, number=12)
        self._budgets(year, lines)
        self._hold_classes(lines, year, is_running=is_running)
        if is_running:
            self._amend(lines, year)
        else:
            for plan in {line.terms.version.plan for line in lines}:
                close_plan(plan=plan, on=date(year, 12, 31), by=self.by)

    def _bases(self, year: int) -> list[Decision]:
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

    def _draft(self, kind: str, year: int, bases: list[Decision]) -> PlanVersion:
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

    def _lines(self, version: PlanVersion, kind: str, year: int) -> list[Line]:
        lines = []
        for course in COURSES:
            days = starts(course, year)
            if course.plan != kind or not course.runs_on(days[0]):
                continue
            programme = self._programme(course, days[0])
            weights = self._candidates(course, programme, date(year, 1, 5))
            learners = min(max(round(course.learners * self.scale), 6), sum(weights.values()))
            if not learners:
                continue
            terms = add_line(
                version=version,
                terms=LineTerms(
                    year=year,
                    branch=Branch(programme.branch),
                    title=programme.name,
                    classes=self._classes(course),
                    learners=learners,
                    programme_id=programme.pk,
                    first_month=course.months[0],
                    last_month=course.months[1],
                    mode=StudyMode.ONLINE if course.is_online else StudyMode(programme.mode),
                    place=StudyPlace(programme.place),
                    host_id=self.units[SCHOOL].pk,
                    partner=course.partner,
                    origin=TargetOrigin.CENTRAL if course.is_central else TargetOrigin.PROVINCE,
                ),
                by=self.by,
            )
            set_line_budgets(line=terms, amounts={course.source: learners * course.cost}, by=self.by)
            lines.append(Line(course, terms, self._spread(terms, weights)))
        return lines

    def _classes(self, course: Course) -> int:
        return 0 if course.is_sent else max(round(course.classes * self.scale), 1)

    def _candidates(self, course: Course, programme: Programme, day: date) -> Counter[str]:
        """How many people the course is for when the plan is made, by the unit whose quota covers them."""
        level = programme.grants.code if programme.grants else None
        holder = self.study.staffing.geography.quota_holder
        return Counter(holder(unit) for _index, unit in self.study.candidates(course, level, day))

    def _spread(self, terms: PlanLineTerms, weights: Counter[str]) -> dict[str, int]:
        """Quotas in proportion to the candidates of each unit."""
        by_unit = {self.units[code].pk: weight for code, weight in weights.items()}
        given = spread_quota(line=terms, weights=by_unit, by=self.by)
        return {self._codes[unit_id]: learners for unit_id, learners in given.items() if learners}

    def _approve(self, version: PlanVersion, kind: str, year: int, *, month: int, number: int) -> None:
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

    def _budgets(self, year: int, lines: list[Line]) -> None:
        needed: Counter[str] = Counter()
        for line in lines:
            needed[line.course.source] += line.terms.learners * line.course.cost
        by_code = {source.code: source for source in sources()}
        for code, amount in needed.items():
            rounded = -(-amount * 104 // 100 // 10_000_000) * 10_000_000
            set_budget(source=by_code[code], year=year, amount=rounded, by=self.by)

    # --- Classes ----------------------------------------------------------------------------------------------

    def _hold_classes(self, lines: list[Line], year: int, *, is_running: bool) -> None:
        """The year's classes in the order they began, so that whoever learnt in one may be sent to a later one."""
        plan = []
        for line in lines:
            days = starts(line.course, year)
            count = max(self._classes(line.course), 1)
            seats = -(-line.terms.learners // count)
            # One class of several stands at the end of the course's months, so that the running year has some to come.
            plan += [
                (days[(place + 1) * len(days) // count - 1], place, line, seats) for place in range(count)
            ]
        rows: list[ClassRow] = []
        for start_on, _place, line, seats in sorted(
            plan, key=lambda item: (item[0], item[2].terms.pk, item[1])
        ):
            if start_on >= self.today:
                self._plan_ahead(line, start_on, seats)
                continue
            row = self._class(line, start_on, seats, is_running=is_running)
            if row is not None:
                rows.append(row)
        loaded = load_history(rows=rows, by=self.by)
        self._place(rows, [one.enrolment_ids for one in loaded])

    def _class(self, line: Line, start_on: date, seats: int, *, is_running: bool) -> ClassRow | None:
        decision_id = self._decisions[line.terms.version_id].pk

        def nominate(chosen: list[tuple[int, str]]) -> list[int]:
            proposed_on = max(start_on - timedelta(days=30), date(start_on.year, 1, 16))
            rows = [
                NominationRow(
                    line.terms.line_id, self.units[code].pk, person_id, proposed_on, proposed_on, decision_id
                )
                for person_id, code in chosen
            ]
            return load_nominations(rows=rows, by=self.by)

        return class_row(
            self.study,
            line.course,
            self._programme(line.course, start_on),
            start_on=start_on,
            seats=seats,
            places=line.places,
            host_id=self.units[SCHOOL].pk,
            line_id=line.terms.line_id,
            decision_id=decision_id,
            nominate=nominate if is_running else None,
        )

    def _plan_ahead(self, line: Line, start_on: date, seats: int) -> None:
        """A class still to come: planned, with some nominations approved and some waiting."""
        programme = self._programme(line.course, start_on)
        end_on = start_on + timedelta(days=max(programme.duration_days - 1, 1))
        plan_class(
            programme=programme,
            host=self.units[SCHOOL],
            start_on=start_on,
            end_on=end_on,
            capacity=seats,
            line=line.terms.line,
            by=self.by,
        )
        level = programme.grants.code if programme.grants else None
        chosen = self.study.choose(line.course, level, self.today, seats * 2 // 3, line.places)
        by_unit: dict[str, list[int]] = {}
        for index, code in chosen:
            by_unit.setdefault(code, []).append(self.study.person_ids[index])
        proposed: list[int] = []
        for code, person_ids in sorted(by_unit.items()):
            made = nominate_many(
                line=line.terms.line,
                unit=self.units[code],
                reasons=dict.fromkeys(person_ids, "Theo yêu cầu nhiệm vụ của đơn vị"),
                on=self.today,
                by=self.by,
            )
            proposed += [nomination.pk for nomination in made]
        approved = proposed[: len(proposed) // 2]
        if approved:
            decision = self._decisions[line.terms.version_id]
            approve_nominations(ids=approved, decision=decision, on=self.today, by=self.by)

    def _programme(self, course: Course, day: date) -> Programme:
        if day not in self._programmes:
            found = programmes_on(day).select_related("grants").prefetch_related("modules")
            self._programmes[day] = {programme.code.rsplit("/", 1)[0]: programme for programme in found}
        return self._programmes[day][course.stem]

    def _place(self, rows: list[ClassRow], enrolments: list[tuple[int, ...]]) -> None:
        """Record where learners of long programmes were placed, for those whose placement is due."""
        kinds = dict(titles().values_list("code", "default_kind"))
        branches = {
            programme.pk: programme.branch
            for found in self._programmes.values()
            for programme in found.values()
        }
        index_of = {person_id: index for index, person_id in enumerate(self.study.person_ids)}
        placements: list[PlacementRow] = []
        for row, ids in zip(rows, enrolments, strict=True):
            if branches[row.programme_id] != Branch.TRAINING or row.end_on + timedelta(days=60) > self.today:
                continue
            on = placed_on(row.end_on, self.today)
            for learner, enrolment_id in zip(row.learners, ids, strict=True):
                if learner.state == "completed":
                    placements.append(self._placement(enrolment_id, index_of[learner.person_id], on, kinds))
        load_placements(rows=placements, by=self.by)

    def _placement(self, enrolment_id: int, index: int, on: date, kinds: Mapping[str, str]) -> PlacementRow:
        person = self.study.people[index]
        post = person.post_on(on)
        if post is None:
            reason = person.last_post.end_reason
            group = suggested_group(None, EndReason(reason) if reason else None)
            return PlacementRow(enrolment_id, group, on)
        level = self.study.staffing.places[post.unit].level
        group = PlacementGroup(post_group(StaffKind(kinds[post.title]), level).value)
        return PlacementRow(enrolment_id, group, on, post_name=self.units[post.unit].name)

    # --- Amending and planning ahead --------------------------------------------------------------------------

    def _amend(self, lines: list[Line], year: int) -> None:
        """One amendment of the State plan in the summer: a course gets more learners."""
        grown = next(line for line in lines if line.course.stem == "KNS")
        version = amend(
            plan=grown.terms.version.plan,
            reason="Bổ sung chỉ tiêu kỹ năng số cho công chức cấp xã",
            by=self.by,
        )
        terms = next(one for one in terms_of_version(version) if one.line_id == grown.terms.line_id)
        state = line_state(terms)
        more = max(round(40 * self.scale), 2)
        changed = LineTerms(
            **{
                name: getattr(state.terms, name)
                for name in LineTerms.__dataclass_fields__
                if name not in ("learners", "note")
            },
            learners=terms.learners + more,
            note="Tăng theo đề nghị của các xã, phường",
        )
        change_line(line=terms, terms=changed, by=self.by)
        self._spread_again(terms, grown, more)
        self._approve(version, STATE, year, month=min(8, self.today.month), number=150)

    def _spread_again(self, terms: PlanLineTerms, line: Line, more: int) -> None:
        terms.refresh_from_db()
        quotas = {quota.unit_id: quota.learners for quota in terms.quotas.all()}
        largest = max(quotas, key=lambda unit_id: (quotas[unit_id], unit_id))
        set_quota(
            line=terms, unit=self.units[self._codes[largest]], learners=quotas[largest] + more, by=self.by
        )

    def _next_year(self, year: int) -> None:
        """The Party plan is being drafted, the State plan waits for approval, the survey of needs is open."""
        bases = self._bases(year)
        party = self._draft(PARTY, year, bases)
        self._lines(party, PARTY, year)
        state = self._draft(STATE, year, bases)
        lines = self._lines(state, STATE, year)
        submit(version=state, by=self.by)
        self._budgets(year, lines)
        survey = open_round(
            name=f"Khảo sát nhu cầu đào tạo, bồi dưỡng năm {year}",
            year=year,
            root=self.units["LS"],
            opens_on=self.today - timedelta(days=12),
            closes_on=self.today + timedelta(days=18),
            instructions="Rà soát phần còn thiếu của từng người, đăng ký nhu cầu rồi ký phiếu gửi cấp trên.",
            questions=[
                Question(1, "Đề nghị học trong quý nào?", FieldKind.CHOICE, ("I", "II", "III", "IV")),
                Question(2, "Có thể học tập trung cả ngày?", FieldKind.YES_NO),
            ],
            on=self.today,
            by=self.by,
        )
        for sheet in list(sheets_of(self.by, survey).filter(unit__level="commune").order_by("pk")[:12]):
            if register_all_gaps(sheet=sheet, on=self.today, by=self.by):
                sign_sheet(sheet=sheet, by=self.by)
