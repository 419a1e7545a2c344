"""Who is put forward for a plan line, by which unit, and what became of it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vun.records.dated import choices, one_of
from vun.records.orgs.models import Unit
from vun.records.people.models import Person
from vun.records.plans.models import PlanLine
from vun.records.registers.models import Decision
from vun.records.sending.domain import NominationState


class Nomination(models.Model):
    """A unit puts somebody forward under its quota. Approved by a decision to send (quyết định cử đi học)."""

    line = models.ForeignKey(PlanLine, on_delete=models.PROTECT, related_name="nominations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="nominations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="nominations")
    state = models.CharField(
        max_length=10, choices=choices(NominationState), default=NominationState.PROPOSED.value
    )
    proposed_on = models.DateField()
    proposed_by = models.CharField(max_length=200)
    exception_reason = models.CharField(max_length=300, blank=True)
    answer_reason = models.CharField(max_length=300, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="nominations"
    )

    class Meta:
        ordering = ["-proposed_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "person"],
                condition=Q(state__in=["proposed", "approved"]),
                name="nominated_once_a_line",
            ),
            one_of("state", NominationState, "nomination_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.unit}"
