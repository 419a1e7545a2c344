"""Plans and their versions. A line keeps its identity over versions; what it says in a version is its terms."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from vun.records.dated import choices, one_of
from vun.records.funding.models import FundSource
from vun.records.orgs.domain import Block
from vun.records.orgs.models import Unit
from vun.records.people.models import Person
from vun.records.plans.domain import MoveKind, TargetOrigin, VersionState
from vun.records.registers.models import Decision
from vun.records.standards.domain import Branch, StudyMode, StudyPlace
from vun.records.standards.models import Audience, Programme


class Plan(models.Model):
    """A training plan of one unit and block for the years ``first_year`` … ``last_year``.

    A unit's own plan rolls up into its ``parent`` plan.
    """

    code = models.CharField(max_length=40, unique=True)
    name = models.CharField(max_length=250)
    search_key = models.CharField(max_length=300, db_index=True)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="plans")
    block = models.CharField(max_length=10, blank=True, choices=choices(Block))
    first_year = models.PositiveSmallIntegerField()
    last_year = models.PositiveSmallIntegerField()
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )
    theme = models.CharField(max_length=250, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    bases = models.ManyToManyField(Decision, blank=True, related_name="plans_based_on_it")

    class Meta:
        ordering = ["-first_year", "code"]
        constraints = [
            models.CheckConstraint(condition=Q(last_year__gte=F("first_year")), name="plan_years_in_order"),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="plan_not_its_own_parent"),
        ]

    def __str__(self) -> str:
        return self.name


class PlanVersion(models.Model):
    """One version of a plan: number 1 is the first approved or drafted, each amendment makes the next."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=choices(VersionState), default=VersionState.DRAFT.value)
    reason = models.CharField(max_length=300, blank=True)
    return_reason = models.CharField(max_length=300, blank=True)
    state_at = models.DateTimeField(help_text="since when the version is in its state")
    submitted_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="plan_versions"
    )

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["plan", "number"], name="plan_version_number_once"),
            models.UniqueConstraint(
                fields=["plan"], condition=Q(state="approved"), name="plan_has_one_approved_version"
            ),
            models.UniqueConstraint(
                fields=["plan"],
                condition=Q(state__in=["draft", "submitted", "returned"]),
                name="plan_has_one_open_version",
            ),
            one_of("state", VersionState, "plan_version_state_known"),
        ]

    def __str__(self) -> str:
        return f"{self.plan} ({self.number})"


class PlanLine(models.Model):
    """The identity of a line over all versions of its plan; ``number`` never changes."""

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["plan", "number"], name="plan_line_number_once")]


class CentralQuota(models.Model):
    """Learners of a year a ministry, an academy or the Party's centre lets the province send.

    ``passed_on`` of them stand in lines of plans in force; both databases refuse more than were given.
    """

    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=250)
    issuer = models.CharField(max_length=200)
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    learners = models.PositiveIntegerField()
    passed_on = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-year", "name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["year", "name", "issuer"], name="central_quota_once"),
            models.CheckConstraint(
                condition=Q(passed_on__lte=F("learners")), name="central_quota_not_exceeded"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.year})"


class CentralQuotaChange(models.Model):
    """What the centre gave on a day by a decision: ``learners`` from then on, ``before`` until then."""

    quota = models.ForeignKey(CentralQuota, on_delete=models.CASCADE, related_name="changes")
    before = models.PositiveIntegerField()
    learners = models.PositiveIntegerField()
    reason = models.CharField(max_length=300, blank=True)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_by = models.CharField(max_length=200)
    on = models.DateField()

    class Meta:
        ordering = ["-on", "-id"]


class PlanLineTerms(models.Model):
    """What a line says in one version. ``programme`` and months are empty while details are not known yet.

    Of its learners ``central_learners`` draw on ``central``, all of them where it is empty.
    """

    version = models.ForeignKey(PlanVersion, on_delete=models.CASCADE, related_name="terms")
    line = models.ForeignKey(PlanLine, on_delete=models.CASCADE, related_name="terms")
    year = models.PositiveSmallIntegerField()
    branch = models.CharField(max_length=10, choices=choices(Branch))
    programme = models.ForeignKey(
        Programme, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    title = models.CharField(max_length=250)
    audience = models.ForeignKey(Audience, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    audience_text = models.CharField(max_length=250, blank=True)
    classes = models.PositiveSmallIntegerField()
    learners = models.PositiveIntegerField()
    first_month = models.PositiveSmallIntegerField(null=True, blank=True)
    last_month = models.PositiveSmallIntegerField(null=True, blank=True)
    mode = models.CharField(max_length=10, blank=True, choices=choices(StudyMode))
    place = models.CharField(max_length=10, blank=True, choices=choices(StudyPlace))
    venue = models.CharField(max_length=200, blank=True)
    host = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    partner = models.CharField(max_length=200, blank=True)
    origin = models.CharField(
        max_length=8, choices=choices(TargetOrigin), default=TargetOrigin.PROVINCE.value
    )
    target_decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    central = models.ForeignKey(
        CentralQuota, null=True, blank=True, on_delete=models.PROTECT, related_name="lines"
    )
    central_learners = models.PositiveIntegerField(null=True, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ["line__number"]
        constraints = [
            models.UniqueConstraint(fields=["version", "line"], name="plan_line_once_a_version"),
            one_of("branch", Branch, "plan_line_branch_known"),
            one_of("origin", TargetOrigin, "plan_line_origin_known"),
            models.CheckConstraint(
                condition=Q(first_month__isnull=True, last_month__isnull=True)
                | Q(first_month__gte=1, last_month__lte=12, last_month__gte=F("first_month")),
                name="plan_line_months_in_order",
            ),
            models.CheckConstraint(
                condition=Q(central_learners__isnull=True)
                | Q(central__isnull=False, central_learners__gte=1, central_learners__lte=F("learners")),
                name="plan_line_central_share",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class LineBudget(models.Model):
    """What a line is estimated to cost from one source, in đồng."""

    terms = models.ForeignKey(PlanLineTerms, on_delete=models.CASCADE, related_name="budgets")
    source = models.ForeignKey(FundSource, on_delete=models.PROTECT, related_name="+")
    amount = models.PositiveBigIntegerField()

    class Meta:
        ordering = ["source__order"]
        constraints = [models.UniqueConstraint(fields=["terms", "source"], name="line_budget_once_a_source")]


class Quota(models.Model):
    """How many learners of a line one unit holds: ``taken`` by live nominations, ``passed_on`` to units below.

    ``parent`` is the quota it was passed on from; without one, the line gives it. ``is_in_force`` says that the
    version is the approved one of a plan not closed. It stands here so that a place is taken, or refused, by one
    conditional update of one row, whatever happens to the version at the same moment. Both databases refuse more used
    than held.
    """

    terms = models.ForeignKey(PlanLineTerms, on_delete=models.CASCADE, related_name="quotas")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="quotas")
    parent = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.CASCADE, related_name="children"
    )
    learners = models.PositiveIntegerField()
    taken = models.PositiveIntegerField(default=0)
    passed_on = models.PositiveIntegerField(default=0)
    is_in_force = models.BooleanField(default=False)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["terms", "unit"], name="quota_once_a_unit"),
            models.CheckConstraint(
                condition=Q(learners__gte=F("taken") + F("passed_on")), name="quota_not_exceeded"
            ),
            models.CheckConstraint(condition=~Q(parent=F("id")), name="quota_not_its_own_parent"),
        ]

    @property
    def kept(self) -> int:
        """What the unit has not passed on: over a tree these add up to what the line gave."""
        return self.learners - self.passed_on

    @property
    def free(self) -> int:
        """What is neither taken nor passed on."""
        return self.learners - self.passed_on - self.taken


class QuotaMove(models.Model):
    """One movement of places of a line between units: who gave how many to whom, why, by which decision.

    Of places lent back, ``left`` wait to be given again.
    """

    terms = models.ForeignKey(PlanLineTerms, on_delete=models.CASCADE, related_name="quota_moves")
    kind = models.CharField(max_length=11, choices=choices(MoveKind))
    from_unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    to_unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    learners = models.PositiveIntegerField()
    left = models.PositiveIntegerField(default=0)
    reason = models.CharField(max_length=300, blank=True)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    done_by = models.CharField(max_length=200)
    on = models.DateField()

    class Meta:
        ordering = ["-on", "-id"]
        constraints = [
            one_of("kind", MoveKind, "quota_move_kind_known"),
            models.CheckConstraint(condition=Q(left__lte=F("learners")), name="quota_move_left_in_reason"),
        ]


class ProposedLearner(models.Model):
    """Somebody a version proposes to send under a line, within ``unit``'s quota; nominated once it is in force.

    ``weight`` is what the planner found sending them worth, 0 for whoever was added by hand.
    """

    terms = models.ForeignKey(PlanLineTerms, on_delete=models.CASCADE, related_name="proposed")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    weight = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["terms", "person"], name="proposed_once_a_line")]

    def __str__(self) -> str:
        return f"{self.person} – {self.unit}"
