"""Units to look at: the tree and list of a day, and one unit from all sides."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.faces.web import charts, formats
from vun.faces.web.forms import options
from vun.faces.web.guard import needs
from vun.faces.web.lists import Bulk, plain_table
from vun.faces.web.pages import Action, Tab, Text, show
from vun.faces.web.request import Request, sought
from vun.faces.web.units.tables import STAFF, UNITS, PositionTable, ShareTable
from vun.records.credentials import queries as credentials
from vun.records.orgs import queries
from vun.records.people import queries as people


@dataclass(slots=True)
class Branch:
    """A unit of the tree with the units under it, and its own people."""

    node: queries.TreeNode
    people: int | None
    branches: list[Branch] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return self.node.depth == 0


@needs(Permission.UNIT_VIEW)
def unit_tree(request: Request) -> HttpResponse:
    """The units of the day, each under the one it hangs under."""
    nodes = queries.tree(request.actor, request.on)
    counts = people.headcount(request.on) if request.actor.may_anywhere(Permission.PERSON_VIEW) else {}
    path: list[Branch] = []
    top: list[Branch] = []
    for node in nodes:
        sees = request.actor.may(Permission.PERSON_VIEW, node.unit.pk)
        branch = Branch(node, counts.get(node.unit.pk, 0) if sees else None)
        del path[node.depth :]
        (path[-1].branches if path else top).append(branch)
        path.append(branch)
    return show(
        request,
        "units/tree.html",
        title=pgettext_lazy("section", "Đơn vị"),
        lead=_("Cơ quan, đơn vị trong phạm vi của anh/chị, xếp theo trực thuộc."),
        action=_add_action(),
        more=[_take_in()],
        tabs=_list_tabs("tree"),
        branches=top,
        count=len(nodes),
    )


@needs(Permission.UNIT_VIEW)
def unit_table(request: Request) -> HttpResponse:
    """The units of the day as a list."""
    confirm = ""
    merge = Bulk(_("Sáp nhập…"), reverse("units:merge-chosen"), Permission.UNIT_EDIT, confirm)
    rows = queries.listed(request.actor, request.on)
    tabs = _list_tabs("table")
    return UNITS.respond(request, rows, action=_add_action(), more=[_take_in()], bulk=[merge], tabs=tabs)


def _take_in() -> Action:
    return Action(_("Nhập từ Excel"), reverse("exchange:upload", args=["units"]), Permission.UNIT_EDIT)


def _add_action() -> Action:
    return Action(_("Lập đơn vị"), reverse("units:add"), Permission.UNIT_EDIT)


def _list_tabs(current: str) -> list[Tab]:
    return [
        Tab(_("Theo trực thuộc"), reverse("units:list"), is_current=current == "tree"),
        Tab(_("Danh sách, tìm và lọc"), reverse("units:table"), is_current=current == "table"),
    ]


@needs(Permission.UNIT_VIEW)
def unit_options(request: Request) -> HttpResponse:
    """The units of the day a field offers as one types."""
    found = queries.nearest_first(queries.listed(request.actor, request.on), sought(request))
    return options((unit.pk, unit.day_name, unit.parent_name or unit.code) for unit in found[:20])


@needs(Permission.UNIT_VIEW)
def unit_detail(request: Request, unit_id: int) -> HttpResponse:
    """What the unit is on the day, and the units under it."""
    sight = _Sight(request, unit_id)
    below = [state for state in queries.children(unit_id, request.on) if sight.may_see(state.unit_id)]
    counts: dict[int, int] = {}
    whole = None
    if sight.sees_people:
        counts = people.headcount(request.on, [unit_id, *(state.unit_id for state in below)])
        whole = people.population(unit_id, request.on).count()
    return sight.show(
        "units/detail.html",
        "detail",
        below=[(state, counts.get(state.unit_id, 0)) for state in below],
        own_people=counts.get(unit_id, 0),
        all_people=whole,
        predecessors=queries.predecessors(unit_id),
        successors=queries.successors(unit_id),
    )


@needs(Permission.PERSON_VIEW)
def unit_people(request: Request, unit_id: int) -> HttpResponse:
    """Who has the primary post of the day in the unit or below it."""
    sight = _Sight(request, unit_id)
    request.actor.require_sight(Permission.PERSON_VIEW, unit_id, "unit")
    posts = people.population(unit_id, request.on).select_related("person", "title", "unit", "rank")
    scope = request.actor.unit_ids(Permission.PERSON_VIEW)
    if isinstance(scope, frozenset):
        # Who is to come is not the unit's to read yet.
        seen = people.visible_to(request.actor, request.on)
        posts = posts.filter(unit_id__in=scope, person__in=seen)
    return STAFF.respond(
        request, posts, title=sight.state.name, crumbs=sight.crumbs(), tabs=sight.tabs("people")
    )


@needs(Permission.PERSON_VIEW)
def unit_standard(request: Request, unit_id: int) -> HttpResponse:
    """The share of the unit's people at standard on the day, by the units below it and by title."""
    sight = _Sight(request, unit_id)
    request.actor.require_sight(Permission.PERSON_VIEW, unit_id, "unit")
    compliance = credentials.compliance_of_units(unit_id, request.on)
    shares = [
        charts.Share(
            share.name, share.at_standard, share.people, _standard_url(request, share.unit_id, unit_id)
        )
        for share in compliance.by_unit
        if share.people
    ]
    title = gettext("%(share)s số người phải đạt chuẩn của đơn vị đã đạt chuẩn") % {
        "share": formats.percent(compliance.share, 1)
    }
    return sight.show(
        "units/standard.html",
        "standard",
        compliance=compliance,
        chart=charts.share_bars(title, shares) if shares else None,
        by_title=plain_table(request, ShareTable, [share for share in compliance.by_title if share.people]),
    )


def _standard_url(request: Request, share_id: int | None, unit_id: int) -> str:
    if share_id is None or share_id == unit_id or not request.actor.may(Permission.PERSON_VIEW, share_id):
        return ""
    return reverse("units:standard", args=[share_id])


@needs(Permission.UNIT_VIEW)
def unit_positions(request: Request, unit_id: int) -> HttpResponse:
    """The approved job positions of the unit on the day, and how many are filled."""
    sight = _Sight(request, unit_id)
    positions = people.positions_of(unit_id, request.on)
    table = plain_table(request, PositionTable, positions)
    approve = Action(
        _("Ghi vị trí việc làm"),
        reverse("units:position-add", args=[unit_id]),
        Permission.PERSON_EDIT,
        unit_id,
    )
    is_open = sight.unit.end_on is None
    return sight.show(
        "units/positions.html",
        "positions",
        action=approve if is_open else None,
        table=table if positions else None,
    )


@needs(Permission.UNIT_VIEW)
def unit_history(request: Request, unit_id: int) -> HttpResponse:
    """Everything that happened to the unit, with the decisions that did it."""
    sight = _Sight(request, unit_id)
    return sight.show(
        "units/history.html",
        "history",
        changes=queries.changes_of(unit_id),
        states=list(queries.states_of(unit_id))[::-1],
    )


class _Sight:
    """One unit as a reader sees it on a day: what all its pages share. Raises NotFound out of the reader's scope."""

    def __init__(self, request: Request, unit_id: int) -> None:
        self.request = request
        self.unit = queries.get_visible_unit(request.actor, unit_id)
        self.state = queries.nearest_state(unit_id, request.on)
        self.exists = request.on in self.unit.period
        self.sees_people = request.actor.may(Permission.PERSON_VIEW, unit_id)

    def may_see(self, unit_id: int) -> bool:
        return self.request.actor.may(Permission.UNIT_VIEW, unit_id)

    def crumbs(self) -> list[tuple[Text, str]]:
        """The list of units, then the units above this one that the reader may see."""
        day = _day_within(self.unit.start_on, self.unit.end_on, self.request.on)
        above = [unit for unit in queries.ancestors(self.unit.pk, day) if self.may_see(unit.pk)]
        names = queries.names_on([unit.pk for unit in above], day)
        links = [(names[unit.pk], reverse("units:detail", args=[unit.pk])) for unit in above]
        return [(pgettext_lazy("section", "Đơn vị"), "units:list"), *links]

    def tabs(self, current: str) -> list[Tab]:
        names: list[tuple[str, Text]] = [("detail", pgettext_lazy("section", "Đơn vị"))]
        if self.sees_people:
            names += [("people", _("Con người")), ("standard", _("Đạt chuẩn"))]
        names += [("positions", _("Vị trí việc làm")), ("history", _("Lịch sử"))]
        return [
            Tab(text, reverse(f"units:{name}", args=[self.unit.pk]), is_current=name == current)
            for name, text in names
        ]

    def show(self, template: str, tab: str, **context: Any) -> HttpResponse:
        unit = self.unit
        return show(
            self.request,
            template,
            title=self.state.name,
            lead=self._lead(),
            more=[*(self._steps() if unit.end_on is None else ()), *self._files()],
            crumbs=self.crumbs(),
            tabs=self.tabs(tab),
            unit=unit,
            state=self.state,
            exists=self.exists,
            **context,
        )

    def _lead(self) -> Text:
        if self.exists:
            return ""
        days = {"on": formats.day(self.request.on)}
        if self.request.on < self.unit.start_on:
            return _("Ngày %(on)s đơn vị chưa thành lập (thành lập ngày %(start_on)s).") % {
                **days,
                "start_on": formats.day(self.unit.start_on),
            }
        return _("Đơn vị đã kết thúc hoạt động từ ngày %(end_on)s.") % {
            "end_on": formats.day(self.unit.end_on)
        }

    def _files(self) -> list[Action]:
        """What of the unit and all below it is taken away as a spreadsheet."""
        of_unit = f"?unit={self.unit.pk}"
        see, key = Permission.PERSON_VIEW, self.unit.pk
        record = reverse("exchange:export", args=["training-record"])
        roster = reverse("exchange:export", args=["roster"])
        return [
            Action(_("Xuất danh sách người (Excel)"), f"{roster}{of_unit}", see, key),
            Action(_("Xuất quá trình đào tạo 32.1–32.6 (Excel)"), f"{record}{of_unit}", see, key),
        ]

    def _steps(self) -> list[Action]:
        key = self.unit.pk
        edit = Permission.UNIT_EDIT
        return [
            Action(_("Lập đơn vị trực thuộc"), f"{reverse('units:add')}?parent={key}", edit, key),
            Action(pgettext_lazy("action", "Đổi tên"), reverse("units:rename", args=[key]), edit, key),
            Action(_("Chuyển đơn vị cấp trên"), reverse("units:move", args=[key]), edit, key),
            Action(_("Đổi cấp, khối, khu vực"), reverse("units:reclassify", args=[key]), edit, key),
            Action(pgettext_lazy("action", "Sáp nhập"), f"{reverse('units:merge')}?ids={key}", edit, key),
            Action(_("Chia, tách"), reverse("units:split", args=[key]), edit, key),
            Action(
                pgettext_lazy("action", "Giải thể"),
                reverse("units:dissolve", args=[key]),
                edit,
                key,
                danger=True,
            ),
        ]


def _day_within(start_on: date, end_on: date | None, on: date) -> date:
    """The day itself if the unit exists then, else its nearest day."""
    if on < start_on:
        return start_on
    if end_on is not None and on >= end_on:
        return date.fromordinal(end_on.toordinal() - 1)
    return on
