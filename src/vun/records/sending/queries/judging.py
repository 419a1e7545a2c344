"""What a programme asks of people, whatever plan they are sent by: rules of the day, papers, service still owed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Min, Q, QuerySet

from vun.records.commitments import queries as commitments
from vun.records.credentials import queries as credentials
from vun.records.eligibility import queries as eligibility
from vun.records.eligibility.domain import ConditionKind, Finding, Outcome, StudyFacts, Weight
from vun.records.eligibility.models import EligibilityRule
from vun.records.people import queries as people
from vun.records.people.models import Appointment
from vun.records.plans.models import PlanLineTerms
from vun.records.sending.domain import (
    SENT_STATES,
    Check,
    CheckCode,
    CheckStatus,
    rule_check,
    status_of,
)
from vun.records.sending.domain.kept import KeptJudgement, as_kept, rules_kept
from vun.records.sending.models import Nomination
from vun.records.sending.studies import studies
from vun.records.standards.models import Programme, ScaleLevel

_POSTGRADUATE = ("CM-THS", "CM-TS")


@dataclass(frozen=True, slots=True)
class Judgement:
    """How a day judges somebody going to a programme: what each rule finds, and what else stands in the way.

    ``post`` is the one held on the day, by which rules ask for people.
    """

    on: date
    post: Appointment | None
    findings: list[Finding]
    others: list[Check]

    @property
    def status(self) -> CheckStatus:
        """The gravest of all. Whoever holds no post is to be looked at: few rules are about them."""
        found = status_of([*map(rule_check, self.findings), *self.others])
        return CheckStatus.AMBER if found is CheckStatus.GREEN and self.post is None else found


def judge_on(person_id: int, programme: Programme, on: date) -> Judgement:
    """How the rules of the day, past or future, judge the person going to the programme."""
    found = rule_findings([person_id], programme, on)
    others = [check for _, check in _beside_rules([person_id], programme, on, found)]
    return Judgement(on, people.primary_on(person_id, on), found.get(person_id, []), others)


def kept_judgements(nomination: Nomination) -> list[KeptJudgement]:
    """What was found each time they were put forward or sent, the first first, by the rules as they stood then."""
    rows = EligibilityRule.objects.filter(pk__in=rules_kept(nomination.judgements))
    rules = {row.pk: eligibility.as_rule(row) for row in rows} if nomination.judgements else {}
    return [as_kept(each, rules) for each in nomination.judgements]


def programme_checks(
    person_ids: list[int], programme: Programme | None, on: date
) -> Iterator[tuple[int, Check]]:
    """What rules, papers and service owed say of each person going to the programme, as of the day."""
    found = rule_findings(person_ids, programme, on)
    yield from _by_rules(found)
    yield from _beside_rules(person_ids, programme, on, found)


def rule_findings(
    person_ids: Collection[int], programme: Programme | None, on: date
) -> dict[int, list[Finding]]:
    """What the rules in force on the day find about each person going to the programme."""
    if programme is None or not person_ids:
        return {}
    subject = eligibility.subject_of(programme)
    return eligibility.findings_for(person_ids, subject, on, study_facts(person_ids, on))


def study_facts(person_ids: Collection[int] | None, on: date) -> StudyFacts:
    """What rules ask that only classes and sendings tell; None: of everybody."""
    sent = Nomination.objects.filter(
        Q(state__in=SENT_STATES) | Q(ended_on__gt=on),
        decided_on__lt=on,
        line__in=_lines_leading_to(_POSTGRADUATE),
    ).order_by()
    if person_ids is not None:
        sent = sent.filter(person_id__in=person_ids)
    first = dict(sent.values_list("person_id").annotate(Min("decided_on")))
    return StudyFacts(studies().periods_by(on, person_ids), first)


def _lines_leading_to(levels: Collection[str]) -> QuerySet[PlanLineTerms, int]:
    terms = PlanLineTerms.objects.filter(programme__grants__code__in=levels)
    return terms.values_list("line_id", flat=True)


def _by_rules(found: dict[int, list[Finding]]) -> Iterable[tuple[int, Check]]:
    for person_id, findings in found.items():
        for finding in findings:
            # What only speaks for somebody is told where it does.
            if finding.rule.terms.weight is not Weight.FAVOURS or finding.outcome is Outcome.HOLDS:
                yield person_id, rule_check(finding)


def _beside_rules(
    person_ids: list[int], programme: Programme | None, on: date, found: dict[int, list[Finding]]
) -> Iterator[tuple[int, Check]]:
    yield from _qualifications(person_ids, programme, on, _levels_asked(found))
    yield from _owing_service(person_ids, on)


def _levels_asked(found: dict[int, list[Finding]]) -> frozenset[str]:
    """The levels rules ask for themselves: there the programme's own entry condition need not be told again."""
    return frozenset(
        code
        for findings in found.values()
        for finding in findings
        if finding.condition.kind is ConditionKind.HOLDS
        for code in finding.condition.codes
    )


def _qualifications(
    person_ids: list[int], programme: Programme | None, on: date, asked_by_rules: frozenset[str]
) -> Iterable[tuple[int, Check]]:
    if programme is None:
        return
    if programme.grants is not None:
        for person_id in credentials.holds(person_ids, programme.grants, on):
            yield person_id, _about(CheckCode.HOLDS_ALREADY, programme.grants, programme)
    asked = [level for level in programme.prerequisites.all() if level.code not in asked_by_rules]
    holders = credentials.holders_of(person_ids, asked, on) if asked else {}
    for level in asked:
        for person_id in person_ids:
            if person_id not in holders[level.pk]:
                yield person_id, _about(CheckCode.LACKS_PREREQUISITE, level, programme)


def _about(code: CheckCode, level: ScaleLevel, programme: Programme) -> Check:
    return Check(CheckStatus.RED, code, {"level": level.name, "law": programme.legal_basis})


def _owing_service(person_ids: list[int], on: date) -> Iterable[tuple[int, Check]]:
    for standing in commitments.standings(commitments.open_on(person_ids, on).select_related("law"), on):
        params = {"name": standing.commitment.name, "left": standing.left, "due_on": standing.due_on}
        if standing.left:
            yield standing.commitment.person_id, Check(CheckStatus.AMBER, CheckCode.OWES_SERVICE, params)
