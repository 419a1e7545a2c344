"""Readers of trips abroad and of the reports they owe."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from django.db.models import Count, F, Q, QuerySet

from vun.common.actor import Actor, Permission
from vun.common.errors import NotFound
from vun.records.abroad.domain import (
    MemberRole,
    PermitRule,
    ReportScope,
    TripState,
    about_text,
    days_text,
    duties_text,
    permit_for,
)
from vun.records.abroad.models import (
    StudyTrip,
    TripChange,
    TripMember,
    TripPermitRule,
    TripReport,
    TripReportRule,
)
from vun.records.dated import on_day
from vun.records.deadlines.queries import deadlines
from vun.records.people.domain import ManagementTier
from vun.records.registers.models import Decision
from vun.records.standards.succession import rows_of, stem_of

_OWING = (TripState.BACK.value,)


def visible_to(actor: Actor) -> QuerySet[StudyTrip]:
    """The trips of units in the actor's scope, and those they are a member of; with unit, decision and money."""
    rows = StudyTrip.objects.select_related(
        "unit",
        "programme",
        "fund_source",
        "decision",
        "end_decision",
        "letter",
        "permit_rule",
        "training_class",
    )
    scope = actor.unit_ids(Permission.NOMINATION_VIEW)
    if isinstance(scope, frozenset):
        own = TripMember.objects.filter(person_id=actor.person_id or 0)
        return rows.filter(Q(unit_id__in=scope) | Q(pk__in=own.values("trip_id")))
    return rows


def listed(actor: Actor, on: date) -> QuerySet[StudyTrip]:
    """`visible_to` with how many go (``people``) and how many reports are overdue on the day (``overdue``)."""
    over = deadlines().latest_over(on)
    late = Q(reports__filed_on__isnull=True, reports__due_on__lte=over, state__in=_OWING)
    return visible_to(actor).annotate(
        people=Count("members", distinct=True), overdue=Count("reports", filter=late, distinct=True)
    )


def get_trip(actor: Actor, trip_id: int) -> StudyTrip:
    """Raises NotFound when there is none in the actor's sight."""
    found = visible_to(actor).filter(pk=trip_id).first()
    if found is None:
        raise NotFound("trip")
    return found


def members_of(trip: StudyTrip) -> QuerySet[TripMember]:
    """Who goes, as they were put on the list."""
    return trip.members.select_related("person")


def users_going(trip_ids: Collection[int]) -> dict[int, frozenset[int]]:
    """The accounts of those on the list, by trip; who has none is left out."""
    rows = TripMember.objects.filter(trip_id__in=trip_ids, person__user__isnull=False).order_by()
    found: dict[int, set[int]] = defaultdict(set)
    for trip_id, user_id in rows.values_list("trip_id", "person__user_id"):
        found[trip_id].add(user_id)
    return {trip_id: frozenset(users) for trip_id, users in found.items()}


def has_head(trip: StudyTrip) -> bool:
    """Whether somebody leads the delegation."""
    return trip.members.filter(role=MemberRole.HEAD).exists()


def changes_of(trip: StudyTrip) -> QuerySet[TripChange]:
    """The decisions that changed the delegation, in order."""
    return trip.changes.select_related("decision")


def decisions_of(trip: StudyTrip) -> list[Decision]:
    """The decisions that set the delegation up, changed it and called it off, in that order, each once."""
    there = [trip.decision, *(change.decision for change in changes_of(trip)), trip.end_decision]
    return [each for each in dict.fromkeys(there) if each is not None]


def get_member(trip: StudyTrip, member_id: int) -> TripMember:
    """Raises NotFound."""
    found = members_of(trip).filter(pk=member_id).first()
    if found is None:
        raise NotFound("trip member")
    return found


def reports_of(trip: StudyTrip) -> QuerySet[TripReport]:
    """The reports the trip owes, the first due first."""
    return trip.reports.select_related("rule", "member__person", "file")


def get_report(trip: StudyTrip, report_id: int) -> TripReport:
    """Raises NotFound."""
    found = reports_of(trip).filter(pk=report_id).first()
    if found is None:
        raise NotFound("trip report")
    return found


def owed(actor: Actor) -> QuerySet[TripReport]:
    """The reports not filed of trips in the actor's sight that are back, the first due first."""
    return (
        TripReport.objects.filter(trip__in=visible_to(actor), trip__state__in=_OWING, filed_on__isnull=True)
        .select_related("trip__unit", "rule", "member__person")
        .order_by("due_on", "pk")
    )


def own_owed(actor: Actor) -> QuerySet[TripReport]:
    """The reports the actor owes themself."""
    return owed(actor).filter(member__person_id=actor.person_id or 0)


def to_be_back(actor: Actor, on: date) -> QuerySet[StudyTrip]:
    """The trips in the actor's sight whose last day is over and whose return nobody has told, the longest over first.

    Until it is told, no report falls due.
    """
    return visible_to(actor).filter(state=TripState.PERMITTED, end_on__lt=on).order_by("end_on", "pk")


def returned_to(actor: Actor) -> QuerySet[StudyTrip]:
    """The trips given back for correction to the units the actor nominates for."""
    found = visible_to(actor).filter(state=TripState.RETURNED)
    scope = actor.unit_ids(Permission.NOMINATE)
    return found.filter(unit_id__in=scope) if isinstance(scope, frozenset) else found


def trips_of(person_id: int) -> QuerySet[TripMember]:
    """The trips somebody went on or is to go on, the latest first."""
    rows = TripMember.objects.filter(person_id=person_id).select_related("trip__decision")
    given_up = (TripState.WITHDRAWN.value, TripState.REJECTED.value)
    return rows.exclude(trip__state__in=given_up).order_by(F("trip__start_on").desc(), "-pk")


def report_rules(on: date) -> list[TripReportRule]:
    """The reports that fall due after a trip that is back on the day."""
    return list(TripReportRule.objects.filter(on_day(on)))


def permit_rules(on: date) -> list[TripPermitRule]:
    """Who permits whom on the day."""
    return list(TripPermitRule.objects.filter(on_day(on)))


def get_report_rule(rule_id: int) -> TripReportRule:
    """Raises NotFound."""
    found = TripReportRule.objects.select_related("decision").filter(pk=rule_id).first()
    if found is None:
        raise NotFound("trip report rule")
    return found


def get_permit_rule(rule_id: int) -> TripPermitRule:
    """Raises NotFound."""
    found = TripPermitRule.objects.select_related("decision").filter(pk=rule_id).first()
    if found is None:
        raise NotFound("trip permit rule")
    return found


def rows_of_rule(rule: TripReportRule | TripPermitRule) -> list[TripReportRule | TripPermitRule]:
    """The rows of the same rule over time, the newest first, itself included."""
    return list(rows_of(type(rule), stem_of(rule.code)))


def paper_words(trip: StudyTrip, on: date) -> dict[str, str]:
    """What the decision about a trip says of it, to begin with: by the trip, and the reports asked on the day."""
    told = [
        (ReportScope(rule.scope), rule.days, f"{rule.clause} {rule.legal_basis}".strip())
        for rule in report_rules(on)
    ]
    return {
        "course": trip.name,
        "study_days": days_text(trip.start_on, trip.end_on),
        "about": about_text(trip.countries, trip.host_body, trip.purpose),
        "duties": duties_text(told),
        "funds": trip.fund_source.name if trip.fund_source else "",
    }


def permit_on(trip: StudyTrip, on: date) -> TripPermitRule | None:
    """By whose leave the members may go, by the rules of the day and the highest of their tiers."""
    rows = {row.code: row for row in TripPermitRule.objects.filter(on_day(on))}
    rules = [PermitRule(row.code, ManagementTier(row.tier), row.needs_letter) for row in rows.values()]
    found = permit_for(rules, set(trip.members.values_list("tier", flat=True)))
    return rows[found.code] if found else None
