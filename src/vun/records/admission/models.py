"""Classes others offer, who asked for them, and selection rounds with their candidates and points."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from vun.records.admission.domain import CandidateState, OfferState, RequestState, SelectionState
from vun.records.dated import choices, one_of
from vun.records.delivery.models import TrainingClass
from vun.records.orgs.models import Unit
from vun.records.people.models import Person
from vun.records.plans.models import PlanLine
from vun.records.registers.models import Decision
from vun.records.sending.models import Nomination
from vun.records.standards.models import Programme


class TrainingOffer(models.Model):
    """A class a ministry, an academy or a school elsewhere opens, as its letter says; published by ``unit``.

    Whoever is agreed to is given places of ``line``, and put forward under it.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    line = models.ForeignKey(PlanLine, null=True, blank=True, on_delete=models.PROTECT, related_name="offers")
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=250)
    search_key = models.CharField(max_length=300, db_index=True)
    organiser = models.CharField(max_length=200)
    audience = models.CharField(max_length=300)
    conditions = models.CharField(max_length=1000, blank=True)
    places = models.PositiveIntegerField()
    start_on = models.DateField(null=True, blank=True)
    end_on = models.DateField(null=True, blank=True)
    venue = models.CharField(max_length=200, blank=True)
    cost = models.PositiveBigIntegerField(default=0, help_text="đồng for one learner")
    cost_note = models.CharField(max_length=200, blank=True)
    deadline_on = models.DateField()
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=choices(OfferState), default=OfferState.OPEN.value)
    state_reason = models.CharField(max_length=300, blank=True)
    published_on = models.DateField()
    published_by = models.CharField(max_length=200)

    class Meta:
        ordering = ["deadline_on", "id"]
        constraints = [
            one_of("state", OfferState, "training_offer_state_known"),
            models.CheckConstraint(
                condition=Q(start_on__isnull=True) | Q(end_on__isnull=True) | Q(end_on__gte=F("start_on")),
                name="training_offer_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class OfferRequest(models.Model):
    """A unit asks for places of an offer, or somebody for one for themself through their unit."""

    offer = models.ForeignKey(TrainingOffer, on_delete=models.PROTECT, related_name="requests")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    learners = models.PositiveIntegerField(default=1)
    reason = models.CharField(max_length=300)
    asked_on = models.DateField()
    asked_by = models.CharField(max_length=200)
    state = models.CharField(max_length=10, choices=choices(RequestState), default=RequestState.ASKED.value)
    granted = models.PositiveIntegerField(default=0)
    answer = models.CharField(max_length=300, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["asked_on", "id"]
        constraints = [
            one_of("state", RequestState, "offer_request_state_known"),
            models.UniqueConstraint(
                fields=["offer", "unit"],
                condition=Q(person__isnull=True, state__in=["asked", "agreed"]),
                name="offer_asked_once_a_unit",
            ),
            models.UniqueConstraint(
                fields=["offer", "person"],
                condition=Q(state__in=["asked", "agreed"]),
                name="offer_asked_once_a_person",
            ),
        ]


class SelectionRound(models.Model):
    """Xét tuyển: more are put forward for a line than ``places``; a committee decides by points."""

    line = models.ForeignKey(PlanLine, on_delete=models.PROTECT, related_name="selection_rounds")
    training_class = models.ForeignKey(
        TrainingClass, null=True, blank=True, on_delete=models.PROTECT, related_name="selection_rounds"
    )
    offer = models.ForeignKey(
        TrainingOffer, null=True, blank=True, on_delete=models.PROTECT, related_name="selection_rounds"
    )
    name = models.CharField(max_length=250)
    places = models.PositiveIntegerField()
    opened_on = models.DateField()
    closes_on = models.DateField(help_text="the last day candidates are taken in")
    state = models.CharField(
        max_length=10, choices=choices(SelectionState), default=SelectionState.OPEN.value
    )
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-opened_on", "-id"]
        constraints = [
            one_of("state", SelectionState, "selection_round_state_known"),
            models.UniqueConstraint(
                fields=["line"], condition=Q(state="open"), name="selection_round_once_open"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SelectionCriterion(models.Model):
    """What points are given for in a round: an examination, a file, a priority."""

    round = models.ForeignKey(SelectionRound, on_delete=models.CASCADE, related_name="criteria")
    order = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=150)
    most = models.DecimalField(max_digits=6, decimal_places=2)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["round", "order"], name="selection_criterion_order")]


class SelectionCandidate(models.Model):
    """Somebody put forward for the line, in a round."""

    round = models.ForeignKey(SelectionRound, on_delete=models.CASCADE, related_name="candidates")
    nomination = models.ForeignKey(Nomination, on_delete=models.PROTECT, related_name="candidacies")
    state = models.CharField(
        max_length=12, choices=choices(CandidateState), default=CandidateState.ENTERED.value
    )
    total = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    rank = models.PositiveIntegerField(null=True, blank=True)
    reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = [F("rank").asc(nulls_last=True), "nomination__person__sort_key", "id"]
        constraints = [
            models.UniqueConstraint(fields=["round", "nomination"], name="candidate_once_a_round"),
            one_of("state", CandidateState, "selection_candidate_state_known"),
        ]


class SelectionScore(models.Model):
    """The points of a candidate for one criterion."""

    candidate = models.ForeignKey(SelectionCandidate, on_delete=models.CASCADE, related_name="scores")
    criterion = models.ForeignKey(SelectionCriterion, on_delete=models.CASCADE, related_name="scores")
    points = models.DecimalField(max_digits=6, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["candidate", "criterion"], name="selection_score_once"),
            models.CheckConstraint(condition=Q(points__gte=0), name="selection_score_not_negative"),
        ]
