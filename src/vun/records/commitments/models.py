"""What is owed after study, what it cost, and what is paid back."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from vun.records.commitments.domain import (
    OPEN_STATES,
    Case,
    ClaimState,
    CommitmentState,
    CostItem,
    Payer,
)
from vun.records.dated import choices, ended_when_over, one_of, period_is_not_empty
from vun.records.funding.models import FundSource
from vun.records.orgs.models import Unit
from vun.records.people.models import Person
from vun.records.registers.models import Decision
from vun.records.standards.models import LegalRow, Programme


class CommitmentLaw(LegalRow):
    """What the law asks of the kinds of staff sent to study on the days of its period."""

    kinds = models.JSONField(help_text="values of StaffKind")
    clause = models.CharField(max_length=150, blank=True)
    source = models.CharField(max_length=200, blank=True)
    multiple = models.PositiveSmallIntegerField()
    charges = models.JSONField(help_text="by case, what is charged")
    yearly_rate = models.PositiveSmallIntegerField(default=0)
    special_rate = models.PositiveSmallIntegerField(default=0)
    pay_within_days = models.PositiveSmallIntegerField(default=120)
    month_from_days = models.PositiveSmallIntegerField(default=15)
    money_unit = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["code"]
        constraints = [
            period_is_not_empty("commitment_law_period_not_empty"),
            models.CheckConstraint(
                condition=Q(multiple__gt=0, money_unit__gt=0), name="commitment_law_figures_positive"
            ),
        ]

    def __str__(self) -> str:
        return self.legal_basis


class ServiceCommitment(models.Model):
    """Somebody sent to study for public money, who is to serve ``owed_months`` afterwards by the law of that day."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="commitments")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", help_text="that sent them")
    law = models.ForeignKey(CommitmentLaw, on_delete=models.PROTECT, related_name="commitments")
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    name = models.CharField(max_length=250)
    sent_on = models.DateField()
    study_start_on = models.DateField()
    study_end_on = models.DateField(help_text="the last day of study, planned or real")
    planned_end_on = models.DateField(help_text="the last day of study as it was planned when sent")
    graduated_on = models.DateField(null=True, blank=True)
    owed_months = models.PositiveSmallIntegerField()
    state = models.CharField(
        max_length=10, choices=choices(CommitmentState), default=CommitmentState.STUDYING.value
    )
    ended_on = models.DateField(null=True, blank=True)
    end_reason = models.CharField(max_length=300, blank=True)
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="commitments"
    )

    class Meta:
        ordering = ["-sent_on", "-id"]
        constraints = [
            one_of("state", CommitmentState, "commitment_state_known"),
            models.CheckConstraint(
                condition=Q(study_end_on__gte=F("study_start_on")), name="commitment_study_in_order"
            ),
            ended_when_over(OPEN_STATES, "commitment_ended_when_over"),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.name}"


class TrainingCost(models.Model):
    """What was really paid for one person's study, by whom, and where the sending body took it from."""

    commitment = models.ForeignKey(ServiceCommitment, on_delete=models.CASCADE, related_name="costs")
    item = models.CharField(max_length=10, choices=choices(CostItem))
    payer = models.CharField(max_length=10, choices=choices(Payer), default=Payer.SENDER.value)
    source = models.ForeignKey(FundSource, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    amount = models.PositiveBigIntegerField()
    paid_on = models.DateField()
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["paid_on", "id"]
        constraints = [
            one_of("item", CostItem, "training_cost_item_known"),
            one_of("payer", Payer, "training_cost_payer_known"),
            models.CheckConstraint(
                condition=Q(source__isnull=True) | Q(payer=Payer.SENDER),
                name="training_cost_source_is_senders",
            ),
        ]


class CompensationClaim(models.Model):
    """Training cost to be paid back: the figures it was computed from, and what the council made of it.

    ``money_unit`` is what the office rounded to when it was computed, whatever it sets later.
    """

    commitment = models.OneToOneField(ServiceCommitment, on_delete=models.PROTECT, related_name="claim")
    case = models.CharField(max_length=20, choices=choices(Case))
    happened_on = models.DateField()
    cost = models.PositiveBigIntegerField()
    owed = models.PositiveSmallIntegerField()
    served = models.PositiveSmallIntegerField()
    earlier_years = models.PositiveSmallIntegerField(default=0)
    is_special = models.BooleanField(default=False)
    money_unit = models.PositiveIntegerField(default=1)
    council_rate = models.PositiveSmallIntegerField(default=0)
    council_reason = models.CharField(max_length=300, blank=True)
    amount = models.PositiveBigIntegerField()
    state = models.CharField(max_length=10, choices=choices(ClaimState), default=ClaimState.COMPUTED.value)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    due_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-happened_on", "-id"]
        constraints = [
            one_of("state", ClaimState, "claim_state_known"),
            one_of("case", Case, "claim_case_known"),
        ]

    def __str__(self) -> str:
        return str(self.commitment)


class Instalment(models.Model):
    """A part of a claim, and when it was paid. ``due_on`` is the day its time limit is counted to, see `deadlines`."""

    claim = models.ForeignKey(CompensationClaim, on_delete=models.CASCADE, related_name="instalments")
    due_on = models.DateField()
    amount = models.PositiveBigIntegerField()
    paid_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "id"]
