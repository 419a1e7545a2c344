"""Survey rounds, each unit's sheet, and the needs on it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from vun.records.dated import choices, one_of
from vun.records.needs.domain import FieldKind, NeedOrigin, NeedReason, RoundState, SheetState
from vun.records.orgs.models import Unit
from vun.records.people.models import Person
from vun.records.standards.models import Programme


class SurveyRound(models.Model):
    """A call for needs of one year, open from ``opens_on`` up to and including ``closes_on``."""

    name = models.CharField(max_length=200)
    year = models.PositiveSmallIntegerField()
    root = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="survey_rounds")
    opens_on = models.DateField()
    closes_on = models.DateField()
    instructions = models.TextField(blank=True)
    state = models.CharField(max_length=8, choices=choices(RoundState), default=RoundState.OPEN.value)

    class Meta:
        ordering = ["-year", "-opens_on"]
        constraints = [
            one_of("state", RoundState, "survey_round_state_known"),
            models.CheckConstraint(
                condition=Q(closes_on__gte=F("opens_on")), name="survey_round_closes_after_opening"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SurveyField(models.Model):
    """A question of the round's own form, asked for every need registered."""

    round = models.ForeignKey(SurveyRound, on_delete=models.CASCADE, related_name="fields")
    order = models.PositiveSmallIntegerField()
    label = models.CharField(max_length=150)
    kind = models.CharField(max_length=8, choices=choices(FieldKind))
    options = models.JSONField(default=list, blank=True)
    is_required = models.BooleanField(default=False)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["round", "order"], name="survey_field_order_once")]


class SurveySheet(models.Model):
    """One unit's answer to a round, signed off up the tree.

    ``above`` is the sheet of the nearest unit above that has one, as the tree stood when the round was opened: whoever
    answers for that unit accepts this sheet. The topmost has none and is accepted by who runs the round.
    """

    round = models.ForeignKey(SurveyRound, on_delete=models.CASCADE, related_name="sheets")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="survey_sheets")
    above = models.ForeignKey("self", null=True, on_delete=models.CASCADE, related_name="below")
    state = models.CharField(max_length=8, choices=choices(SheetState), default=SheetState.FILLING.value)
    state_at = models.DateTimeField(help_text="since when the sheet is in its state")
    signed_by = models.CharField(max_length=200, blank=True)
    return_reason = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "unit"], name="survey_sheet_once"),
            one_of("state", SheetState, "survey_sheet_state_known"),
        ]


class Need(models.Model):
    """Somebody is to study a programme: registered on a sheet by the unit, or wished for by the person."""

    sheet = models.ForeignKey(SurveySheet, on_delete=models.CASCADE, related_name="needs")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="needs")
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="needs")
    origin = models.CharField(max_length=6, choices=choices(NeedOrigin))
    reason = models.CharField(max_length=16, choices=choices(NeedReason))
    priority = models.PositiveSmallIntegerField(default=2, help_text="1 first, 3 last")
    answers = models.JSONField(default=dict)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["sheet", "person", "programme"], name="need_registered_once"),
            one_of("origin", NeedOrigin, "need_origin_known"),
            one_of("reason", NeedReason, "need_reason_known"),
            models.CheckConstraint(condition=Q(priority__gte=1, priority__lte=3), name="need_priority_known"),
        ]
