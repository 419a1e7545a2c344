"""Posts after training."""

from __future__ import annotations

from django.db import models

from vun.records.dated import choices, one_of
from vun.records.delivery.models import Enrolment
from vun.records.outcomes.domain import PlacementGroup
from vun.records.people.models import Appointment


class Placement(models.Model):
    """Where a learner was placed after completing a class; the post before is in the enrolment's snapshot."""

    enrolment = models.OneToOneField(Enrolment, on_delete=models.CASCADE, related_name="placement")
    group = models.CharField(max_length=24, choices=choices(PlacementGroup))
    on = models.DateField()
    appointment = models.ForeignKey(
        Appointment, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    post_name = models.CharField(max_length=200, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [one_of("group", PlacementGroup, "placement_group_known")]
