"""The list of people and its filters."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vun.faces.web.forms import PickField
from vun.faces.web.labels import labels
from vun.faces.web.lists import (
    DateColumn,
    EnumFilter,
    LabelColumn,
    ListColumn,
    ListFilters,
    ListPage,
    ListTable,
    TextColumn,
)
from vun.faces.web.people.words import catalogue_name
from vun.records.credentials import queries as credentials
from vun.records.orgs import queries as orgs
from vun.records.people import queries
from vun.records.people.domain import ManagementTier, Sex, StaffKind
from vun.records.people.queries import Standing

YES, NO, EVERYBODY = "yes", "no", "all"


class YesColumn(ListColumn):
    """A tick in words: "có", and nothing for no."""

    def text(self, value: Any) -> str:
        return str(_("có")) if value else ""


class PersonTable(ListTable):
    name = TextColumn(_("Họ và tên"), "full_name", order_by="sort_key", to="people:detail")
    title = TextColumn(_("Chức danh, chức vụ"), "post_title_name", order_by="post_title_order", phone=True)
    unit = TextColumn(
        _("Đơn vị"),
        "post_unit_name",
        order_by="post_unit_sort_key",
        to="units:detail",
        key="post_unit_id",
        phone=True,
    )
    kind = LabelColumn(_("Loại"), StaffKind, "post_kind")
    is_leader = YesColumn(_("Lãnh đạo, quản lý"), "post_is_leader", hidden=True)
    rank = TextColumn(_("Ngạch, hạng"), "post_rank", hidden=True)
    tier = LabelColumn(_("Diện quản lý"), ManagementTier, "post_tier", hidden=True)
    since = DateColumn(_("Giữ chức từ"), "post_since", hidden=True)
    sex = LabelColumn(_("Giới tính"), Sex)
    birth_on = DateColumn(_("Ngày sinh"))
    ethnic_group = TextColumn(_("Dân tộc"), "ethnic_group__name", order_by="ethnic_group_id", hidden=True)
    party_joined_on = DateColumn(_("Ngày vào Đảng"), hidden=True)
    recruited_on = DateColumn(_("Tuyển dụng"), hidden=True)

    class Meta(ListTable.Meta):
        order_by = "name"


class _YesNoFilter(django_filters.ChoiceFilter):
    def __init__(self, label: Promise | str, yes: Promise | str, no: Promise | str) -> None:
        super().__init__(label=label, choices=[(YES, yes), (NO, no)], empty_label=_("Tất cả"))


class _GroupFilter(django_filters.ChoiceFilter):
    def __init__(self, label: Promise | str) -> None:
        def groups() -> list[tuple[str, str]]:
            return [(group.code, catalogue_name(group)) for group in queries.title_groups()]

        super().__init__(label=label, choices=groups, empty_label=_("Tất cả"))


class _UnitFilter(django_filters.Filter):
    field_class = PickField


class PersonFilters(ListFilters):
    """All filters about posts speak of one post held on the day, primary or concurrent."""

    unit = _UnitFilter(label=_("Đơn vị, kể cả trực thuộc"), options_url="units:options")
    group = _GroupFilter(_("Nhóm chức danh"))
    kind = EnumFilter(StaffKind, "kind", _("Loại"))
    leader = _YesNoFilter(_("Chức vụ"), _("Lãnh đạo, quản lý"), _("Không giữ chức vụ lãnh đạo"))
    sex = EnumFilter(Sex, "sex", _("Giới tính"))
    minority = _YesNoFilter(_("Dân tộc"), _("Dân tộc thiểu số"), _("Kinh"))
    party = _YesNoFilter(_("Đảng viên"), _("Là đảng viên"), _("Chưa vào Đảng"))
    standard = _YesNoFilter(_("Tiêu chuẩn chức danh"), _("Đạt chuẩn"), _("Còn thiếu tiêu chuẩn"))
    standing = django_filters.ChoiceFilter(label=_("Tình trạng"), choices=list, empty_label=None)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        words = labels()[Standing]
        self.form.fields["unit"].queryset = orgs.visible_to(self.request.actor, self.request.on)
        self.form.fields["standing"].choices = [
            # The usual answer is the empty one, so that the address of the plain list stays plain.
            ("", words[Standing.IN_POST]),
            (Standing.LEFT.value, words[Standing.LEFT]),
            (Standing.NEVER.value, words[Standing.NEVER]),
            (EVERYBODY, _("Tất cả")),
        ]

    def filter_queryset(self, people: Any) -> Any:
        asked = self.form.cleaned_data
        on = self.request.on
        unit = asked.get("unit")
        if asked.get("standing") != EVERYBODY:
            people = queries.standing(people, on, Standing(asked.get("standing") or Standing.IN_POST))
        people = queries.holding(
            people,
            on,
            unit_id=unit.pk if unit else None,
            group=asked.get("group") or "",
            kind=asked.get("kind") or "",
            is_leader=_answer(asked.get("leader")),
        )
        if asked.get("sex"):
            people = people.filter(sex=asked["sex"])
        if asked.get("minority"):
            people = queries.minorities(people, is_minority=asked["minority"] == YES)
        if asked.get("party"):
            people = queries.party_members(people, on, is_member=asked["party"] == YES)
        if asked.get("standard"):
            people = queries.only(people, self._by_standard(unit, is_at_standard=asked["standard"] == YES))
        return people

    def _by_standard(self, unit: Any, *, is_at_standard: bool) -> list[int]:
        """The people to whom a standard applies and who meet it on the day, or do not."""
        standings = credentials.standings(unit.pk if unit else None, self.request.on)
        return [
            each.person_id
            for each in standings
            if each.has_standard and each.is_at_standard is is_at_standard
        ]


def _answer(value: str | None) -> bool | None:
    return None if not value else value == YES


PEOPLE = ListPage(
    name="people",
    title=_("Con người"),
    lead=_("Cán bộ, công chức, viên chức trong phạm vi của anh/chị."),
    table=PersonTable,
    filters=PersonFilters,
    search=("search_key", "former_key"),
    seeks_number=True,
    search_label=_("Tìm theo tên, không cần dấu, hoặc đủ 12 số định danh"),
)
