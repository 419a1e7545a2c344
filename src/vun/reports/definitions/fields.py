"""The vocabulary of conditions: what can be asked of participations, classes, money, plans and staff."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from vun.records.delivery.domain import EnrolmentState
from vun.records.orgs.domain import Block, UnitLevel, Zone
from vun.records.people.domain import ManagementTier, PostGroup, Sex, StaffKind
from vun.records.standards.domain import Branch, StudyMode, StudyPlace
from vun.reports.definitions.conditions import Value
from vun.reports.words import (
    AFTERS,
    BLOCKS,
    BRANCHES,
    LEVELS,
    MODES,
    ORIGINS,
    PLACES,
    POST_GROUPS,
    SEXES,
    STAFF_KINDS,
    STATES,
    TIERS,
    ZONES,
    After,
    Origin,
)


class Source(StrEnum):
    """The tables facts are read from; each measure counts one of them."""

    PARTICIPATIONS = "participations"
    CLASSES = "classes"
    COSTS = "costs"
    QUOTAS = "quotas"
    LINES = "lines"
    BUDGETS = "budgets"
    STAFF = "staff"
    POSTS = "posts"
    LEARNER_COSTS = "learner_costs"


class FieldKind(StrEnum):
    """How the values of a field are written in a definition."""

    WORD = "word"
    CODE = "code"
    FLAG = "flag"
    NUMBER = "number"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Field:
    """One thing that may be asked of a fact. ``words``: its values and what they are called, where they are few."""

    name: str
    label: str | Promise
    kind: FieldKind
    sources: frozenset[Source]
    words: Mapping[str, str | Promise] | None = None

    @property
    def domain(self) -> frozenset[Value] | None:
        """Every value it can have, "" (not known) included; None where they are many."""
        if self.kind is FieldKind.FLAG:
            return frozenset({True, False})
        return None if self.words is None else frozenset({*self.words, ""})


_S = Source
_LEARNER = frozenset({_S.PARTICIPATIONS, _S.LEARNER_COSTS})
_STAFF = frozenset({_S.STAFF, _S.POSTS})
_POST = _LEARNER | _STAFF
_PLACE = _POST | {_S.QUOTAS}
_CLASS = _LEARNER | {_S.CLASSES, _S.COSTS}
_MONEY = _LEARNER | {_S.COSTS, _S.BUDGETS}
_COURSE = _CLASS | {_S.QUOTAS, _S.LINES, _S.BUDGETS}


_Member = TypeVar("_Member", bound=StrEnum)


def _words(enum: type[_Member], words: Mapping[_Member, str | Promise]) -> Mapping[str, str | Promise]:
    return {member.value: words[member] for member in enum}


_EVERY = (
    Field("unit", _("Đơn vị, kể cả cấp dưới"), FieldKind.UNIT, _PLACE),
    Field("own_unit", _("Đơn vị trực tiếp"), FieldKind.CODE, _PLACE),
    Field("level", _("Cấp công tác"), FieldKind.WORD, _PLACE, _words(UnitLevel, LEVELS)),
    Field("block", _("Khối"), FieldKind.WORD, _PLACE, _words(Block, BLOCKS)),
    Field("zone", _("Khu vực"), FieldKind.WORD, _POST, _words(Zone, ZONES)),
    Field("kind", _("Đối tượng"), FieldKind.WORD, _POST, _words(StaffKind, STAFF_KINDS)),
    Field("title_group", _("Nhóm chức danh"), FieldKind.CODE, _POST),
    Field("title", _("Chức danh, chức vụ"), FieldKind.CODE, _POST),
    Field("rank", _("Ngạch, hạng"), FieldKind.CODE, _POST),
    Field("leader", _("Lãnh đạo, quản lý"), FieldKind.FLAG, _POST),
    Field("sex", _("Giới tính"), FieldKind.WORD, _POST, _words(Sex, SEXES)),
    Field("minority", _("Dân tộc thiểu số"), FieldKind.FLAG, _POST),
    Field("age", _("Tuổi"), FieldKind.NUMBER, _POST),
    Field("party", _("Đảng viên"), FieldKind.FLAG, _STAFF),
    Field("tier", _("Diện quản lý"), FieldKind.WORD, _STAFF, _words(ManagementTier, TIERS)),
    Field("led_by", _("Khối của đơn vị cấp trên"), FieldKind.WORD, _STAFF, _words(Block, BLOCKS)),
    Field("degree", _("Trình độ chuyên môn"), FieldKind.CODE, _STAFF),
    Field("theory", _("Trình độ lý luận chính trị"), FieldKind.CODE, _STAFF),
    Field("academic", _("Chức danh khoa học"), FieldKind.CODE, _STAFF),
    Field(
        "post_group",
        _("Nhóm chức danh trước khi học"),
        FieldKind.WORD,
        _LEARNER,
        _words(PostGroup, POST_GROUPS),
    ),
    Field("after", _("Sau khi học"), FieldKind.WORD, _LEARNER, _words(After, AFTERS)),
    Field("state", _("Kết quả học"), FieldKind.WORD, _LEARNER, _words(EnrolmentState, STATES)),
    Field("fund", _("Nguồn kinh phí"), FieldKind.CODE, _MONEY),
    Field("branch", _("Đào tạo hay bồi dưỡng"), FieldKind.WORD, _COURSE, _words(Branch, BRANCHES)),
    Field("group", _("Nhóm chương trình"), FieldKind.CODE, _COURSE),
    Field("programme", _("Chương trình"), FieldKind.CODE, _COURSE),
    Field("programme_level", _("Trình độ, bậc của chương trình"), FieldKind.CODE, _COURSE),
    Field("grants", _("Văn bằng, chứng chỉ được cấp"), FieldKind.CODE, _COURSE),
    Field("mode", _("Hình thức học"), FieldKind.WORD, _COURSE, _words(StudyMode, MODES)),
    Field("place", _("Nơi học"), FieldKind.WORD, _COURSE, _words(StudyPlace, PLACES)),
    Field("country", _("Nước đến học"), FieldKind.CODE, _CLASS),
    Field("study_days", _("Số ngày của lớp"), FieldKind.NUMBER, _CLASS),
    Field("host_level", _("Cấp mở lớp"), FieldKind.WORD, _CLASS, _words(UnitLevel, LEVELS)),
    Field("host_block", _("Khối của đơn vị mở lớp"), FieldKind.WORD, _CLASS, _words(Block, BLOCKS)),
    Field("host", _("Đơn vị mở lớp"), FieldKind.CODE, _CLASS),
    Field("origin", _("Lớp mở mới hay chuyển tiếp"), FieldKind.WORD, _CLASS, _words(Origin, ORIGINS)),
    Field("planned", _("Có trong kế hoạch"), FieldKind.FLAG, _CLASS),
    Field("class_unit", _("Đơn vị tính của lớp"), FieldKind.CODE, _CLASS),
    Field("training_class", _("Lớp"), FieldKind.CODE, _CLASS),
)
FIELDS: Mapping[str, Field] = {field.name: field for field in _EVERY}
DOMAINS: Mapping[str, frozenset[Value]] = {
    field.name: field.domain for field in _EVERY if field.domain is not None
}
NESTED = frozenset(field.name for field in _EVERY if field.kind is FieldKind.UNIT)
