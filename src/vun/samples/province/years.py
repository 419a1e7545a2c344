"""The training years of the sample: three finished, one running, one being planned."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from vun.common.actor import Actor
from vun.records.delivery.domain import ClassRow
from vun.records.delivery.operations import load_history, plan_class
from vun.records.needs.domain import FieldKind, Question
from vun.records.needs.operations import open_round, register_all_gaps, sign_sheet
from vun.records.needs.queries import sheets_of
from vun.records.orgs.models import Unit
from vun.records.outcomes.domain import PlacementGroup, PlacementRow, suggested_group
from vun.records.outcomes.operations import load_placements
from vun.records.people.domain import EndReason, StaffKind, post_group
from vun.records.people.queries import titles
from vun.records.plans.operations import (
    close_plan,
    submit,
)
from vun.records.sending.domain import NominationRow
from vun.records.sending.operations import approve_nominations, load_nominations, nominate_many
from vun.records.standards.domain import Branch
from vun.samples.province import routing
from vun.samples.province.courses import PARTY, STATE
from vun.samples.province.history import Study, class_row, placed_on, starts
from vun.samples.province.places import free_quotas, lend_one_back
from vun.samples.province.planning import SCHOOL, Line, Planning
from vun.samples.province.selection import Waiting, load_offers, load_rounds


class Years:
    """Writes the plans and everything that came of them."""

    def __init__(self, study: Study, units: Mapping[str, Unit], *, by: Actor) -> None:
        self.study = study
        self.units = units
        self.by = by
        self.today = study.staffing.today
        self.planning = Planning(study, units, by=by)
        self._routed: list[int] = []
        self._waiting: list[Waiting] = []

    def live(self) -> None:
        """Everything from three years ago to the plan for next year."""
        running = self.today.year
        routing.set_route(self.units[routing.DEPARTMENT], start_on=date(running, 1, 1), by=self.by)
        for year in range(running - 3, running + 1):
            self._year(year, is_running=year == running)
        routing.pass_half(self._routed, on=self.today, by=self.by)
        # Places units asked for are not those they give back.
        free = free_quotas(running)
        load_offers(self.planning.offered, self.units, today=self.today, by=self.by)
        load_rounds(self._waiting, today=self.today, rng=self.study.rng, by=self.by)
        untouched = self.units[self.study.staffing.open_commune]
        lend_one_back(free, untouched=untouched, today=self.today, by=self.by)
        self._next_year(running + 1)

    # --- One year ---------------------------------------------------------------------------------------------

    def _year(self, year: int, *, is_running: bool) -> None:
        bases = self.planning.bases(year)
        lines: list[Line] = []
        for kind in (PARTY, STATE):
            version = self.planning.draft(kind, year, bases)
            lines += self.planning.lines(version, kind, year)
            self.planning.approve(version, kind, year, month=1, number=12)
        self.planning.budgets(year, lines)
        self._hold_classes(lines, year, is_running=is_running)
        if is_running:
            self.planning.amend(lines, year)
        else:
            for plan in {line.terms.version.plan for line in lines}:
                close_plan(plan=plan, on=date(year, 12, 31), by=self.by)

    # --- Classes ----------------------------------------------------------------------------------------------

    def _hold_classes(self, lines: list[Line], year: int, *, is_running: bool) -> None:
        """The year's classes in the order they began, so that whoever learnt in one may be sent to a later one."""
        plan = []
        for line in lines:
            days = starts(line.course, year)
            count = max(self.planning.classes(line.course), 1)
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
        decision_id = self.planning.decision_of(line).pk

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
            self.planning.programme(line.course, start_on),
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
        programme = self.planning.programme(line.course, start_on)
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
            if code == self.study.staffing.open_commune:
                continue
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
            if code == routing.DEPARTMENT:
                self._routed += [nomination.pk for nomination in made]
                continue
            # An exception waits for its file and its signer.
            proposed += [nomination.pk for nomination in made if not nomination.exception_reason]
        approved = proposed[: len(proposed) // 2]
        if approved:
            decision = self.planning.decision_of(line)
            approve_nominations(ids=approved, decision=decision, on=self.today, by=self.by)
        self._waiting.append((line.terms, proposed[len(approved) :]))

    def _place(self, rows: list[ClassRow], enrolments: list[tuple[int, ...]]) -> None:
        """Record where learners of long programmes were placed, for those whose placement is due."""
        kinds = dict(titles().values_list("code", "default_kind"))
        branches = {
            programme.pk: programme.branch
            for found in self.planning.programmes.values()
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

    def _next_year(self, year: int) -> None:
        """The Party plan is being drafted, the State plan waits for approval, the survey of needs is open."""
        bases = self.planning.bases(year)
        party = self.planning.draft(PARTY, year, bases)
        self.planning.lines(party, PARTY, year)
        state = self.planning.draft(STATE, year, bases)
        lines = self.planning.lines(state, STATE, year)
        submit(version=state, by=self.by)
        self.planning.budgets(year, lines)
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
        communes = sheets_of(self.by, survey).filter(unit__level="commune").order_by("pk")
        for sheet in communes.exclude(unit__code=self.study.staffing.open_commune)[:12]:
            if register_all_gaps(sheet=sheet, on=self.today, by=self.by):
                sign_sheet(sheet=sheet, by=self.by)
