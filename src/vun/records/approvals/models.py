"""Routes with their steps, dated; the matters that go along them, and everything done to each."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vun.records.accounts.domain import Role
from vun.records.accounts.models import User
from vun.records.approvals.domain import (
    LONGEST_COMMENT,
    LONGEST_NAME,
    OPEN_STATES,
    MatterKind,
    MatterState,
    MatterVerb,
    Place,
    Quorum,
    Scope,
    Seat,
    Step,
)
from vun.records.dated import DatedRow, choices, one_of, period_is_not_empty
from vun.records.orgs.domain import Block, UnitLevel
from vun.records.orgs.models import Unit


class ApprovalRoute(DatedRow):
    """Quy trình trình duyệt: the steps one kind of matter goes through from a day on, of some units or of all.

    ``allows_own``: whoever submitted a matter may sign it too.
    """

    kind = models.CharField(max_length=12, choices=choices(MatterKind))
    name = models.CharField(max_length=LONGEST_NAME)
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=10, blank=True, choices=choices(UnitLevel))
    block = models.CharField(max_length=10, blank=True, choices=choices(Block))
    allows_own = models.BooleanField(default=False)
    document = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["kind", "name", "-start_on"]
        constraints = [
            period_is_not_empty("approval_route_period_not_empty"),
            one_of("kind", MatterKind, "approval_route_kind_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def scope(self) -> Scope:
        return Scope(self.unit_id, self.level, self.block)


class ApprovalStep(models.Model):
    """One step of a route; what its columns mean stands at `domain.Step`. ``late_role`` is empty for no escalation."""

    route = models.ForeignKey(ApprovalRoute, on_delete=models.CASCADE, related_name="steps")
    number = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=LONGEST_NAME)
    role = models.CharField(max_length=20, choices=choices(Role))
    place = models.CharField(max_length=6, choices=choices(Place))
    place_unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    quorum = models.CharField(max_length=6, choices=choices(Quorum))
    signers = models.PositiveSmallIntegerField(default=1)
    days = models.PositiveSmallIntegerField(default=0)
    returns_to = models.PositiveSmallIntegerField(null=True, blank=True)
    late_role = models.CharField(max_length=20, blank=True, choices=choices(Role))
    late_place = models.CharField(max_length=6, blank=True, choices=choices(Place))
    late_unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["route", "number"], name="approval_step_number_once"),
            one_of("role", Role, "approval_step_role_known"),
            one_of("place", Place, "approval_step_place_known"),
            one_of("quorum", Quorum, "approval_step_quorum_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def step(self) -> Step:
        late = None
        if self.late_role:
            late = Seat(Role(self.late_role), Place(self.late_place), self.late_unit_id)
        return Step(
            self.name,
            Seat(Role(self.role), Place(self.place), self.place_unit_id),
            Quorum(self.quorum),
            self.signers,
            self.days,
            self.returns_to,
            late,
        )


class Matter(models.Model):
    """Hồ sơ trình: one thing submitted for approval, under the route in force when it was first submitted.

    ``subject_id`` is the key of the thing in the context that owns it. ``round`` counts how often it was started over.
    ``route`` is None where the province had set none. ``acts`` counts what was done, and holds the row while it is.
    """

    kind = models.CharField(max_length=12, choices=choices(MatterKind))
    subject_id = models.BigIntegerField()
    title = models.CharField(max_length=300)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    route = models.ForeignKey(
        ApprovalRoute, null=True, blank=True, on_delete=models.PROTECT, related_name="matters"
    )
    state = models.CharField(
        max_length=10, choices=choices(MatterState), default=MatterState.WAITING.value, db_index=True
    )
    step = models.PositiveSmallIntegerField(default=1)
    round = models.PositiveSmallIntegerField(default=1)
    acts = models.PositiveIntegerField(default=0)
    step_since = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    submitted_on = models.DateField()
    submitted_by = models.CharField(max_length=200)
    submitted_by_user = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-submitted_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_id"],
                condition=Q(state__in=sorted(state.value for state in OPEN_STATES)),
                name="matter_open_once",
            ),
            one_of("kind", MatterKind, "matter_kind_known"),
            one_of("state", MatterState, "matter_state_known"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def waits_at(self) -> str:
        """Which step of how many it waits at, by number and name; empty where it waits at none."""
        if self.state != MatterState.WAITING:
            return ""
        names = [step.name for step in self.route.steps.all()] if self.route else [""]
        return f"{self.step}/{len(names)} {names[self.step - 1]}".rstrip()


class MatterAct(models.Model):
    """Ý kiến xử lý: what somebody did to a matter at a step, when, and in whose place.

    ``seat_user`` is whose seat the signature is for: the signer's own, or of the one they act in the place of.
    ``is_late`` where it was signed by whom the step had gone to after its deadline.
    """

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="history")
    verb = models.CharField(max_length=10, choices=choices(MatterVerb))
    round = models.PositiveSmallIntegerField()
    step = models.PositiveSmallIntegerField()
    step_name = models.CharField(max_length=LONGEST_NAME, blank=True)
    at = models.DateTimeField()
    name = models.CharField(max_length=200)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    seat_user = models.ForeignKey(User, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    in_place_of = models.CharField(max_length=200, blank=True)
    is_late = models.BooleanField(default=False)
    comment = models.CharField(max_length=LONGEST_COMMENT, blank=True)

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["matter", "round", "step", "seat_user"],
                condition=Q(verb__in=["pass", "approve"]),
                name="matter_signed_once_a_seat",
            ),
            one_of("verb", MatterVerb, "matter_verb_known"),
        ]
