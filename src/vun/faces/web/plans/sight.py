"""A plan in one of its versions as one reader sees it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vun.common.actor import Permission
from vun.common.errors import NotFound
from vun.faces.web.approving import Panel, lent, panel_of
from vun.faces.web.pages import Tab
from vun.faces.web.plans import words
from vun.faces.web.request import Request
from vun.records.approvals.domain import MatterKind
from vun.records.plans import domain, queries
from vun.records.plans.domain import LineState, Sum, Totals, VersionState
from vun.records.standards.domain import Branch


@dataclass(frozen=True, slots=True)
class LineRow:
    """A line as the plan page shows it. ``money`` in đồng; ``given`` are the quotas' learners.

    ``class_url`` is where the reader opens a class of the line; empty for whoever may not. ``proposed`` are those a
    scenario proposes to send, told to whoever may know of scenarios.
    """

    line: Any
    money: int
    given: int
    taken: int
    class_url: str = ""
    proposed: int = 0

    @property
    def months(self) -> str:
        return words.months(self.line)

    @property
    def audience(self) -> str:
        return words.audience(self.line)


@dataclass(frozen=True, slots=True)
class Section:
    """The lines of one branch with their sum."""

    letter: str
    branch: Branch
    rows: list[LineRow]
    sum: Sum


class Sight:
    """A plan in one of its versions as one reader sees it."""

    def __init__(self, request: Request, plan_id: int) -> None:
        self.request = request
        self.plan = queries.get_plan(request.actor, plan_id)
        self.versions = queries.versions_of(request.actor, self.plan)
        for version in self.versions:
            version.plan = self.plan
        self.version = self._chosen(request.GET.get("version", ""))

    def _chosen(self, asked: str) -> Any:
        if not asked:
            return queries.version_to_show(self.versions)
        for version in self.versions:
            if str(version.pk) == asked:
                return version
        raise NotFound("plan version")

    @cached_property
    def lines(self) -> list[Any]:
        return list(queries.terms_of_version(self.version))

    @cached_property
    def states(self) -> list[LineState]:
        return [queries.line_state(line) for line in self.lines]

    @cached_property
    def totals(self) -> Totals:
        return domain.totals((self.plan.block, state) for state in self.states)

    @property
    def is_editable(self) -> bool:
        return self.version.state in domain.EDITABLE_STATES and self.may(Permission.PLAN_EDIT)

    def may(self, permission: Permission) -> bool:
        return self.request.actor.may(permission, self.plan.unit_id)

    @cached_property
    def approval(self) -> Panel | None:
        """The steps of approval, for whoever may read versions not in force."""
        if self.version.state == VersionState.DRAFT or not self.may(Permission.PLAN_VIEW):
            return None
        return panel_of(self.request, MatterKind.PLAN, self.version.pk)

    def address(self, tab: str) -> str:
        """The plan page at a tab, in the version looked at."""
        carried = f"&{lent(self.request)}" if lent(self.request) else ""
        return f"{reverse('plans:detail', args=[self.plan.pk])}?version={self.version.pk}&tab={tab}{carried}"

    def tabs(self, current: str) -> list[Tab]:
        titles = {
            "lines": pgettext_lazy("section", "Nội dung"),
            "quotas": _("Chỉ tiêu"),
            "money": _("Kinh phí"),
            "calendar": _("Lịch"),
            "result": _("Kết quả"),
            "roll-up": _("Tổng hợp"),
            "versions": _("Các bản"),
            "bases": _("Căn cứ"),
        }
        return [Tab(title, self.address(tab), is_current=tab == current) for tab, title in titles.items()]
