"""Trips abroad, their members, the reports due after them, and the rules of the day."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from vun.records.abroad.domain import MemberRole, ReportScope, TripKind, TripState
from vun.records.dated import choices, one_of, period_is_not_empty
from vun.records.delivery.models import TrainingClass
from vun.records.funding.models import FundSource
from vun.records.orgs.models import Unit
from vun.records.people.domain import ManagementTier
from vun.records.people.models import Person
from vun.records.registers.models import Decision, StoredFile
from vun.records.standards.models import LegalRow, Programme


class TripReportRule(LegalRow):
    """A report that falls due after a trip, on the days of the rule's period."""

    name = models.CharField(max_length=200)
    scope = models.CharField(max_length=5, choices=choices(ReportScope))
    days = models.PositiveSmallIntegerField()
    recipients = models.CharField(max_length=300)
    clause = models.CharField(max_length=150, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["days", "code"]
        constraints = [
            period_is_not_empty("trip_report_rule_period_not_empty"),
            one_of("scope", ReportScope, "trip_report_rule_scope_known"),
        ]

    def __str__(self) -> str:
        return self.name


class TripPermitRule(LegalRow):
    """Who permits somebody of a management tier to go abroad, on the days of the rule's period."""

    tier = models.CharField(max_length=20, choices=choices(ManagementTier))
    authority = models.CharField(max_length=200)
    needs_letter = models.BooleanField(default=False)

    class Meta:
        ordering = ["code"]
        constraints = [
            period_is_not_empty("trip_permit_rule_period_not_empty"),
            one_of("tier", ManagementTier, "trip_permit_rule_tier_known"),
        ]

    def __str__(self) -> str:
        return self.authority


class StudyTrip(models.Model):
    """A delegation, course or study abroad. ``end_on`` is the last day planned, ``back_on`` the day they were home.

    ``permit_rule`` and ``letter`` tell by whose leave the decision was made, ``end_decision`` by which the trip was
    called off, if by one. ``training_class`` is what it is counted as among results once it is closed.
    """

    kind = models.CharField(max_length=10, choices=choices(TripKind))
    name = models.CharField(max_length=250)
    search_key = models.CharField(max_length=400, db_index=True)
    purpose = models.CharField(max_length=1000)
    countries = models.JSONField(help_text="names, in the order they are visited")
    host_body = models.CharField(max_length=200, blank=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="trips", help_text="that sends it")
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    start_on = models.DateField()
    end_on = models.DateField()
    fund_source = models.ForeignKey(
        FundSource, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    cost = models.PositiveBigIntegerField(default=0)
    state = models.CharField(max_length=10, choices=choices(TripState), default=TripState.DRAFT.value)
    answer_reason = models.CharField(max_length=300, blank=True)
    permit_rule = models.ForeignKey(
        TripPermitRule, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    letter = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="trips"
    )
    end_decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    back_on = models.DateField(null=True, blank=True)
    training_class = models.OneToOneField(
        TrainingClass, null=True, blank=True, on_delete=models.PROTECT, related_name="trip"
    )

    class Meta:
        ordering = ["-start_on", "-id"]
        constraints = [
            one_of("kind", TripKind, "trip_kind_known"),
            one_of("state", TripState, "trip_state_known"),
            models.CheckConstraint(condition=Q(end_on__gte=F("start_on")), name="trip_days_in_order"),
            models.CheckConstraint(
                condition=~Q(state__in=["permitted", "back", "closed"]) | Q(decision__isnull=False),
                name="trip_permitted_by_decision",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class TripChange(models.Model):
    """A decision that changed a delegation after it was set up; ``about`` tells what, as the decision does."""

    trip = models.ForeignKey(StudyTrip, on_delete=models.CASCADE, related_name="changes")
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=500)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.about


class TripMember(models.Model):
    """Somebody who goes, with what they were when they were put on the list."""

    trip = models.ForeignKey(StudyTrip, on_delete=models.CASCADE, related_name="members")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="trips")
    role = models.CharField(max_length=12, choices=choices(MemberRole))
    post = models.CharField(max_length=200, blank=True)
    tier = models.CharField(max_length=20, blank=True, choices=choices(ManagementTier))

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["trip", "person"], name="on_a_trip_once"),
            one_of("role", MemberRole, "trip_member_role_known"),
        ]

    def __str__(self) -> str:
        return str(self.person)


class TripReport(models.Model):
    """A report owed after a trip: of one member, or with no member of the delegation as a whole.

    ``due_on`` is the day its time limit is counted to; where that is a day off, `deadlines` tells when it ends.
    """

    trip = models.ForeignKey(StudyTrip, on_delete=models.CASCADE, related_name="reports")
    rule = models.ForeignKey(TripReportRule, on_delete=models.PROTECT, related_name="+")
    member = models.ForeignKey(
        TripMember, null=True, blank=True, on_delete=models.CASCADE, related_name="reports"
    )
    due_on = models.DateField()
    filed_on = models.DateField(null=True, blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["rule", "member"],
                condition=Q(member__isnull=False),
                name="trip_report_of_member_once",
            ),
            models.UniqueConstraint(
                fields=["trip", "rule"], condition=Q(member__isnull=True), name="trip_report_of_whole_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.rule)
