"""Measures taken after study, and the rules that propose them."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vun.records.dated import choices, one_of, period_is_not_empty
from vun.records.delivery.models import Enrolment
from vun.records.measures.domain import Cause, MeasureKind
from vun.records.orgs.models import Unit
from vun.records.people.models import Person
from vun.records.registers.models import Decision
from vun.records.sending.models import Nomination
from vun.records.standards.models import LegalRow


class MeasureRule(LegalRow):
    """What is proposed for a cause on the days of the rule's period; ``most_amount`` is in đồng, nought for none."""

    name = models.CharField(max_length=200)
    cause = models.CharField(max_length=8, choices=choices(Cause))
    classifications = models.JSONField(default=list, help_text="values of Classification, for a result")
    kind = models.CharField(max_length=10, choices=choices(MeasureKind))
    most_amount = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["code"]
        constraints = [
            period_is_not_empty("measure_rule_period_not_empty"),
            one_of("cause", Cause, "measure_rule_cause_known"),
            one_of("kind", MeasureKind, "measure_rule_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name


class Measure(models.Model):
    """A measure taken by a decision, with the participation or the nomination that caused it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="measures")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", help_text="of the person then")
    rule = models.ForeignKey(MeasureRule, on_delete=models.PROTECT, related_name="measures")
    kind = models.CharField(max_length=10, choices=choices(MeasureKind))
    form = models.CharField(max_length=200)
    amount = models.PositiveIntegerField(default=0)
    enrolment = models.ForeignKey(
        Enrolment, null=True, blank=True, on_delete=models.PROTECT, related_name="measures"
    )
    nomination = models.ForeignKey(
        Nomination, null=True, blank=True, on_delete=models.PROTECT, related_name="measures"
    )
    decision = models.ForeignKey(Decision, on_delete=models.PROTECT, related_name="measures")
    decided_on = models.DateField()
    reason = models.CharField(max_length=300, blank=True)
    revoked_on = models.DateField(null=True, blank=True)
    revoke_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["-decided_on", "-id"]
        constraints = [
            one_of("kind", MeasureKind, "measure_kind_known"),
            models.CheckConstraint(
                condition=Q(enrolment__isnull=False, nomination__isnull=True)
                | Q(enrolment__isnull=True, nomination__isnull=False),
                name="measure_has_one_cause",
            ),
            models.UniqueConstraint(
                fields=["rule", "enrolment"],
                condition=Q(enrolment__isnull=False, revoked_on__isnull=True),
                name="measure_of_enrolment_once",
            ),
            models.UniqueConstraint(
                fields=["rule", "nomination"],
                condition=Q(nomination__isnull=False, revoked_on__isnull=True),
                name="measure_of_nomination_once",
            ),
        ]

    def __str__(self) -> str:
        return self.form
