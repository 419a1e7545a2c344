"""The lists figures open into: participations, people, classes, plan lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from vun.common.actor import Actor
from vun.faces.web.lists import (
    DateColumn,
    IntegerColumn,
    LabelColumn,
    ListPage,
    ListTable,
    MoneyColumn,
    StateColumn,
    TextColumn,
)
from vun.records.delivery.domain import ClassState, EnrolmentState
from vun.records.outcomes.domain import PlacementGroup
from vun.records.people.domain import PostGroup
from vun.records.plans.queries.facts import approved_terms_of
from vun.reports.model import Opened


@dataclass(frozen=True, slots=True)
class Reached:
    """Somebody or their participation, and whether the reader may open the person's own page: whoever may open a
    figure reads every name it counts, also of people who have since left their units."""

    pk: int
    record: Any
    is_within_reach: bool


class ParticipationTable(ListTable):
    name = TextColumn(
        _("Họ và tên"),
        "record__person__full_name",
        order_by="person__sort_key",
        to="people:detail",
        key="record__person_id",
        when="is_within_reach",
    )
    unit = TextColumn(
        _("Đơn vị lúc đó"), "record__event_unit_name", order_by="unit_then__sort_key", phone=True
    )
    title = TextColumn(_("Chức vụ lúc đó"), "record__event_title_name", orderable=False, hidden=True)
    training_class = TextColumn(
        _("Lớp"),
        "record__training_class__name",
        order_by="training_class__sort_key",
        to="classes:detail",
        key="record__training_class_id",
        phone=True,
    )
    enrolled = DateColumn(_("Nhập học"), "record__enrolled_on", order_by="enrolled_on")
    completed = DateColumn(_("Hoàn thành"), "record__completed_on", order_by="completed_on", default="")
    state = StateColumn(_("Kết quả"), EnrolmentState, "record__state", order_by="state", phone=True)
    before = LabelColumn(_("Trước khi học"), PostGroup, "record__post_group_then", order_by="post_group_then")
    after = LabelColumn(
        _("Sau khi học"), PlacementGroup, "record__placement__group", order_by="placement__group"
    )

    class Meta(ListTable.Meta):
        # The order in which they are found at once, however many they are.
        order_by = "enrolled"


class LearnerTable(ListTable):
    name = TextColumn(
        _("Họ và tên"),
        "record__full_name",
        order_by="sort_key",
        to="people:detail",
        when="is_within_reach",
    )
    title = TextColumn(_("Chức vụ lúc đó"), "record__event_title_name", phone=True, orderable=False)
    unit = TextColumn(_("Đơn vị lúc đó"), "record__event_unit_name", phone=True, orderable=False)

    class Meta(ListTable.Meta):
        order_by = "name"


class PersonTable(ListTable):
    name = TextColumn(
        _("Họ và tên"), "full_name", order_by="sort_key", to="people:detail", when="is_within_reach"
    )
    title = TextColumn(_("Chức vụ chính"), "post_title_name", order_by="post_title_order", phone=True)
    unit = TextColumn(_("Đơn vị"), "post_unit_name", order_by="post_unit_sort_key", phone=True)

    class Meta(ListTable.Meta):
        order_by = "name"


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody and the posts a figure counts them for."""

    pk: int
    full_name: str
    posts: str
    is_within_reach: bool


class HolderTable(ListTable):
    name = TextColumn(
        _("Họ và tên"), "full_name", order_by="sort_key", to="people:detail", when="is_within_reach"
    )
    posts = TextColumn(_("Chức vụ được đếm"), orderable=False, phone=True)

    class Meta(ListTable.Meta):
        order_by = "name"


@dataclass(frozen=True, slots=True)
class PaidFor:
    """Somebody and what of the money in a figure was spent on them."""

    pk: int
    full_name: str
    sort_key: str
    search_key: str
    post_title_name: str
    post_title_order: int
    post_unit_name: str
    post_unit_sort_key: str
    amount: int
    is_within_reach: bool


class PaidForTable(PersonTable):
    amount = MoneyColumn(_("Số tiền (đồng)"), phone=True)


class ClassTable(ListTable):
    name = TextColumn(_("Lớp"), "name", order_by="sort_key", to="classes:detail")
    code = TextColumn(_("Mã lớp"))
    host = TextColumn(_("Đơn vị mở lớp"), "host__name", order_by="host__sort_key")
    start = DateColumn(_("Từ ngày"), "start_on", phone=True)
    end = DateColumn(_("Đến ngày"), "end_on")
    learners = IntegerColumn(_("Học viên"), "seats_taken")
    state = StateColumn(_("Trạng thái"), ClassState, phone=True)

    class Meta(ListTable.Meta):
        order_by = "start"


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """What one plan line adds to a figure."""

    pk: int
    title: str
    plan_id: int
    plan: str
    year: int
    amount: int


class LineTable(ListTable):
    title = TextColumn(_("Nội dung"), to="plans:detail", key="plan_id")
    plan = TextColumn(_("Kế hoạch"))
    year = TextColumn(_("Năm"))
    amount = IntegerColumn(_("Được giao"), phone=True)

    class Meta(ListTable.Meta):
        order_by = "title"


PARTICIPATIONS = ListPage(
    name="report-participations",
    title=_("Lượt người"),
    table=ParticipationTable,
    search=("person__search_key",),
    search_label=_("Tìm theo tên"),
)
PEOPLE = ListPage(
    name="report-people",
    title=_("Số người"),
    table=PersonTable,
    search=("search_key",),
    search_label=_("Tìm theo tên"),
)
HOLDERS = ListPage(
    name="report-holders",
    title=_("Số người"),
    table=HolderTable,
    search=("search_key",),
    search_label=_("Tìm theo tên"),
)
PAID_FOR = ListPage(
    name="report-paid-for",
    title=_("Kinh phí theo người"),
    table=PaidForTable,
    search=("search_key",),
    search_label=_("Tìm theo tên"),
)
LEARNERS = ListPage(
    name="report-learners",
    title=_("Số người"),
    table=LearnerTable,
    search=("search_key",),
    search_label=_("Tìm theo tên"),
)
CLASSES = ListPage(
    name="report-classes",
    title=pgettext_lazy("section", "Lớp"),
    table=ClassTable,
    search=("search_key",),
    search_label=_("Tìm lớp"),
)
LINES = ListPage(name="report-lines", title=pgettext_lazy("section", "Dòng kế hoạch"), table=LineTable)


class CostTable(ListTable):
    training_class = TextColumn(
        _("Lớp"),
        "training_class__name",
        order_by="training_class__sort_key",
        to="classes:detail",
        key="training_class_id",
    )
    item = TextColumn(_("Nội dung chi"), phone=True)
    source = TextColumn(_("Nguồn kinh phí"), "source__name")
    on = DateColumn(_("Ngày chi"))
    amount = MoneyColumn(_("Số tiền (đồng)"), phone=True)

    class Meta(ListTable.Meta):
        order_by = "on"


COSTS = ListPage(name="report-costs", title=pgettext_lazy("section", "Khoản chi"), table=CostTable)


def holders(opened: Opened, people: QuerySet[Any], keys: Sequence[int]) -> list[Holder]:
    """The people of these keys, in their order, each with the posts the figure counts."""
    found = people.in_bulk(keys)
    return [Holder(key, found[key].full_name, opened.posts[key], found[key].is_within_reach) for key in keys]


def paid_for(people: Iterable[Any], opened: Opened) -> list[PaidFor]:
    """The people behind a figure of money with what each adds to it."""
    amounts = dict(zip(opened.ids, opened.amounts, strict=True))
    return [
        PaidFor(
            pk=one.pk,
            full_name=one.full_name,
            sort_key=one.sort_key,
            search_key=one.search_key,
            post_title_name=one.post_title_name or "",
            post_title_order=one.post_title_order or 0,
            post_unit_name=one.post_unit_name or "",
            post_unit_sort_key=one.post_unit_sort_key or "",
            amount=amounts[one.pk],
            is_within_reach=one.is_within_reach,
        )
        for one in people
    ]


def planned_lines(actor: Actor, opened: Opened) -> list[PlannedLine]:
    """The plan lines behind a figure with what each adds to it."""
    amounts = dict(zip(opened.ids, opened.amounts, strict=True))
    found = approved_terms_of(actor, amounts).select_related("version__plan")
    return [
        PlannedLine(
            pk=terms.line_id,
            title=terms.title,
            plan_id=terms.version.plan_id,
            plan=terms.version.plan.name,
            year=terms.year,
            amount=amounts[terms.line_id],
        )
        for terms in found
    ]
