"""Who is put forward for a plan line, by which unit, and what became of it; what the province has set."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from vun.records.commitments.models import ServiceCommitment
from vun.records.dated import DatedRow, choices, ended_when_over, one_of, period_is_not_empty
from vun.records.orgs.models import Unit
from vun.records.people.models import Appointment, Person, Title
from vun.records.plans.models import PlanLine
from vun.records.registers.models import Decision, StoredFile
from vun.records.sending.domain import (
    LONGEST_ABOUT,
    OPEN_STATES,
    AppointingMode,
    NominationState,
    PaperKind,
    PaperLayout,
)
from vun.records.standards.models import LegalRow, ProgrammeGroup


class Nomination(models.Model):
    """A unit puts somebody forward under its quota, or somebody asks for it. Approved by a decision to send.

    Quyết định cử đi học. An exception from a rule stands on ``exception_reason``, the file that shows it and the
    leader who signs for it. ``answer_reason`` is of the last refusal or return. ``decided_on`` is the day of the
    decision to send or not to, ``ended_on`` the first day on which nothing came of it any more. ``judgements`` is what
    was found whenever they were put forward or sent, see `domain.kept`.
    """

    line = models.ForeignKey(PlanLine, on_delete=models.PROTECT, related_name="nominations")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="nominations")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="nominations")
    state = models.CharField(
        max_length=10, choices=choices(NominationState), default=NominationState.PROPOSED.value
    )
    proposed_on = models.DateField()
    proposed_by = models.CharField(max_length=200)
    request_reason = models.CharField(max_length=300, blank=True)
    judgements = models.JSONField(default=list, blank=True)
    waiting_since = models.DateField(null=True, blank=True)
    exception_reason = models.CharField(max_length=300, blank=True)
    exception_file = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    exception_signer = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    answer_reason = models.CharField(max_length=300, blank=True)
    decided_on = models.DateField(null=True, blank=True)
    ended_on = models.DateField(null=True, blank=True)
    decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="nominations"
    )
    end_decision = models.ForeignKey(
        Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    commitment = models.OneToOneField(
        ServiceCommitment, null=True, blank=True, on_delete=models.PROTECT, related_name="nomination"
    )

    class Meta:
        ordering = ["-proposed_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["line", "person"],
                condition=Q(state__in=sorted(state.value for state in OPEN_STATES)),
                name="nominated_once_a_line",
            ),
            one_of("state", NominationState, "nomination_state_known"),
            ended_when_over(OPEN_STATES, "nomination_ended_when_over"),
        ]

    def __str__(self) -> str:
        return f"{self.person} – {self.unit}"


class SendingPolicy(DatedRow):
    """What the province has set for sending, from a day on.

    ``release_percent``: how many of a hundred people of a unit may be away at once, 0 for no limit.
    ``signer_tiers``: leaders managed by which tiers may sign for an exception. ``appointing``: what happens when
    somebody is appointed below standard, and ``debt_months``: how long they have to make up for it.
    """

    release_percent = models.PositiveSmallIntegerField(default=0)
    signer_tiers = models.JSONField(default=list)
    appointing = models.CharField(
        max_length=5, choices=choices(AppointingMode), default=AppointingMode.OFF.value
    )
    debt_months = models.PositiveSmallIntegerField(default=12)
    decision = models.ForeignKey(Decision, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-start_on"]
        constraints = [period_is_not_empty("sending_policy_period_not_empty")]

    def __str__(self) -> str:
        return f"{self.start_on:%d/%m/%Y}"


class SendingPaper(models.Model):
    """A numbered paper about people sent: what it said, so that it can be written again as it was.

    Of a delegation abroad, the trip itself tells which paper set it up, by its decision.
    """

    kind = models.CharField(max_length=15, choices=choices(PaperKind))
    decision = models.OneToOneField(Decision, on_delete=models.PROTECT, related_name="sending_paper")
    layout = models.CharField(max_length=5, choices=choices(PaperLayout))
    organ = models.CharField(max_length=200)
    sign = models.CharField(max_length=30)
    place = models.CharField(max_length=100)
    course = models.CharField(max_length=250)
    study_days = models.CharField(max_length=100, blank=True)
    superior = models.CharField(max_length=200, blank=True)
    authority = models.CharField(max_length=200, blank=True)
    capacity = models.CharField(max_length=200)
    signer = models.CharField(max_length=150)
    bases = models.JSONField(default=list)
    proposer = models.CharField(max_length=200, blank=True)
    funds = models.CharField(max_length=200, blank=True)
    about = models.CharField(max_length=LONGEST_ABOUT, blank=True)
    duties = models.CharField(max_length=1000, blank=True)
    amends = models.TextField(blank=True)
    multiple = models.PositiveSmallIntegerField(null=True, blank=True)
    template = models.ForeignKey(
        "PaperTemplate", null=True, blank=True, on_delete=models.PROTECT, related_name="papers"
    )

    class Meta:
        ordering = ["-decision__issued_on", "-id"]
        constraints = [
            one_of("kind", PaperKind, "sending_paper_kind_known"),
            one_of("layout", PaperLayout, "sending_paper_layout_known"),
        ]

    def __str__(self) -> str:
        return self.decision.number


class PaperBasis(LegalRow):
    """A document papers of the days of its period rest on: ``legal_basis`` is how they quote it, without "Căn cứ".

    ``layout`` empty: of state and Party alike. ``group``: only where all on the list go to programmes of the group.
    """

    layout = models.CharField(max_length=5, choices=choices(PaperLayout), blank=True)
    group = models.ForeignKey(
        ProgrammeGroup, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["order", "code"]
        constraints = [
            period_is_not_empty("paper_basis_period_not_empty"),
            models.CheckConstraint(
                condition=Q(layout__in=["", *(layout.value for layout in PaperLayout)]),
                name="paper_basis_layout_known",
            ),
        ]

    def __str__(self) -> str:
        return self.legal_basis


class PaperTemplate(models.Model):
    """An office's own docx for one kind of paper in one layout; replaced ones are kept for the papers they made.

    ``has_list``: it may be filled in for several people; else the one person it is about is named in its text.
    """

    kind = models.CharField(max_length=15, choices=choices(PaperKind))
    layout = models.CharField(max_length=5, choices=choices(PaperLayout))
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    put_at = models.DateTimeField()
    put_by = models.CharField(max_length=200)
    is_current = models.BooleanField(default=True)
    has_list = models.BooleanField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "layout"],
                condition=Q(is_current=True),
                name="paper_template_current_once",
            ),
            one_of("kind", PaperKind, "paper_template_kind_known"),
            one_of("layout", PaperLayout, "paper_template_layout_known"),
        ]

    def __str__(self) -> str:
        return self.file.name


class PaperSignature(models.Model):
    """A paper as a PDF with a digital signature, and whose it is by its certificate."""

    paper = models.ForeignKey(SendingPaper, on_delete=models.PROTECT, related_name="signatures")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    signer = models.CharField(max_length=200)
    issuer = models.CharField(max_length=200)
    signed_at = models.DateTimeField()
    signed_by = models.CharField(max_length=200, help_text="who was signed in")

    class Meta:
        ordering = ["signed_at", "id"]

    def __str__(self) -> str:
        return self.signer


class SendingPaperLine(models.Model):
    """One person on the list of a paper, as they were on its day; ``unit`` is the one that sends them."""

    paper = models.ForeignKey(SendingPaper, on_delete=models.CASCADE, related_name="lines")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    nomination = models.ForeignKey(
        Nomination, null=True, blank=True, on_delete=models.PROTECT, related_name="paper_lines"
    )
    order = models.PositiveIntegerField()
    full_name = models.CharField(max_length=100)
    birth_on = models.DateField()
    is_woman = models.BooleanField()
    post = models.CharField(max_length=150, blank=True)
    unit_name = models.CharField(max_length=250)
    rank = models.CharField(max_length=100, blank=True)
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(fields=["paper", "nomination"], name="on_a_sending_paper_once")
        ]


class StandardDebt(models.Model):
    """Nợ tiêu chuẩn: somebody appointed below standard, what they lack and by when they must have it.

    Without ``appointment``: leave to appoint them to the title in the unit all the same, not used yet.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="standard_debts")
    title = models.ForeignKey(Title, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    appointment = models.OneToOneField(
        Appointment, null=True, blank=True, on_delete=models.CASCADE, related_name="standard_debt"
    )
    lacking = models.JSONField(default=list, help_text="names of the clauses not met")
    reason = models.CharField(max_length=300, blank=True)
    allowed_by = models.CharField(max_length=200, blank=True)
    due_on = models.DateField()
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return f"{self.person} – {self.title}"
