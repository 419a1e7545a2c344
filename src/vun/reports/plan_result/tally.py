"""What one row of plan against result counts, and the columns it is shown in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from vun.engines.tabular import Kind
from vun.records.delivery.domain import EnrolmentState
from vun.records.delivery.queries.facts import EnrolmentFact
from vun.reports.formulas import Formula, Reckoning
from vun.reports.model import Figure, ReportColumn, Scope, Subject

_SHARE = Formula(Reckoning.SHARE, ("enrolled", "planned_learners"))


@dataclass(slots=True)
class Tally:
    """Ids of what is counted; learners, classes and đồng planned by plan line, đồng spent by line of money."""

    planned_classes: Counter[int] = field(default_factory=Counter)
    planned_learners: Counter[int] = field(default_factory=Counter)
    budget: Counter[int] = field(default_factory=Counter)
    classes: set[int] = field(default_factory=set)
    carried: set[int] = field(default_factory=set)
    enrolled: set[int] = field(default_factory=set)
    people: set[int] = field(default_factory=set)
    completed: set[int] = field(default_factory=set)
    certified: set[int] = field(default_factory=set)
    spent: Counter[int] = field(default_factory=Counter)

    def count(self, fact: EnrolmentFact, scope: Scope) -> None:
        """Count a participation where it belongs: enrolled by its first day, completed by its last."""
        if fact.enrolled_on in scope.period:
            self.enrolled.add(fact.enrolment_id)
            self.people.add(fact.person_id)
        if (
            fact.state == EnrolmentState.COMPLETED
            and fact.completed_on is not None
            and fact.completed_on in scope.period
        ):
            self.completed.add(fact.enrolment_id)
            if fact.has_certificate:
                self.certified.add(fact.enrolment_id)

    def add(self, other: Tally) -> None:
        """Add a part to a whole. Classes and people may stand in several parts and count once in the whole."""
        self.planned_classes += other.planned_classes
        self.planned_learners += other.planned_learners
        self.budget += other.budget
        self.classes |= other.classes
        self.carried |= other.carried
        self.enrolled |= other.enrolled
        self.people |= other.people
        self.completed |= other.completed
        self.certified |= other.certified
        self.spent += other.spent

    def figures(self) -> dict[str, Figure]:
        """Every figure of the row, by the keys of the columns."""
        counted = {"enrolled": len(self.enrolled), "planned_learners": self.planned_learners.total()}
        return {
            "planned_classes": Figure.total(Subject.PLAN_LINE, self.planned_classes),
            "planned_learners": Figure.total(Subject.PLAN_LINE, self.planned_learners),
            "budget": Figure.total(Subject.PLAN_LINE, self.budget),
            "classes": Figure.count(Subject.TRAINING_CLASS, self.classes),
            "carried": Figure.count(Subject.TRAINING_CLASS, self.carried),
            "enrolled": Figure.count(Subject.ENROLMENT, self.enrolled),
            "share": Figure(_SHARE.compute(counted)),
            "people": Figure.count(Subject.PERSON, self.people),
            "completed": Figure.count(Subject.ENROLMENT, self.completed),
            "certified": Figure.count(Subject.ENROLMENT, self.certified),
            "spent": Figure.total(Subject.COST, self.spent),
        }


def columns(*keys: str) -> tuple[ReportColumn, ...]:
    """The columns of those keys, in the order of every table of plan against result."""
    plan, result = _("Kế hoạch"), _("Kết quả")
    every = (
        ReportColumn("planned_classes", pgettext("count", "Lớp"), groups=(plan,)),
        ReportColumn("planned_learners", _("Lượt người"), groups=(plan,)),
        ReportColumn("budget", _("Dự toán (đồng)"), Kind.MONEY, groups=(plan,)),
        ReportColumn("classes", _("Lớp mở mới"), groups=(result,)),
        ReportColumn("carried", _("Lớp chuyển tiếp"), groups=(result,)),
        ReportColumn("enrolled", _("Lượt người"), groups=(result,)),
        ReportColumn("share", _("So với kế hoạch (%)"), Kind.PERCENT, 2, groups=(result,), formula=_SHARE),
        ReportColumn("people", _("Số người"), groups=(result,)),
        ReportColumn("completed", _("Hoàn thành"), groups=(result,)),
        ReportColumn("certified", pgettext("count", "Cấp chứng chỉ"), groups=(result,)),
        ReportColumn("spent", _("Đã chi (đồng)"), Kind.MONEY, groups=(result,)),
    )
    return tuple(column for column in every if column.key in keys)


LEARNERS = ("planned_learners", "enrolled", "share", "people", "completed", "certified")
CLASSES = ("planned_classes", "classes", "carried")
MONEY = ("budget", "spent")


def years(scope: Scope) -> range:
    """The plan years the period touches."""
    return range(scope.period.start.year, scope.day.year + 1)
