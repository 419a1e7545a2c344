"""The forms about people. Field names are the operations' arguments."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.errors import Problem
from vun.faces.web.files import UploadField
from vun.faces.web.forms import DateField, EnumField, PickField, VunForm
from vun.faces.web.labels import labels
from vun.faces.web.messages import problem_text
from vun.faces.web.request import Request
from vun.records.orgs import queries as orgs
from vun.records.people import queries
from vun.records.people.domain import (
    AbsenceKind,
    AppointmentRow,
    EndReason,
    ManagementTier,
    PersonDetails,
    RatingGrade,
    Sex,
    StaffKind,
    TraitKind,
    read_national_id,
)
from vun.records.registers import queries as registers

RATED_YEARS = 6
_BY_HAND = (
    EndReason.TERM_ENDED,
    EndReason.RETIRED,
    EndReason.RESIGNED,
    EndReason.DISMISSED,
    EndReason.LEFT_PROVINCE,
    EndReason.DIED,
)
"""The reasons somebody chooses; the others come with a transfer or a change of units."""


class EthnicGroupField(forms.ModelChoiceField):
    """One of the official groups, by name."""

    def label_from_instance(self, group: Any) -> str:
        return str(group.name)


class PersonForm(VunForm):
    """Who somebody is."""

    full_name = forms.CharField(label=_("Họ và tên khai sinh"), max_length=100)
    birth_on = DateField(label=_("Ngày sinh"))
    sex = EnumField(Sex, label=_("Giới tính"))
    national_id = forms.CharField(
        label=_("Số định danh (CCCD)"),
        required=False,
        max_length=20,
        help_text=_("12 chữ số. Lưu dạng mã hoá, chỉ người quản lý hồ sơ xem được đủ số."),
    )
    ethnic_group: Any = EthnicGroupField(
        label=_("Dân tộc"), queryset=None, required=False, empty_label=_("– Chưa rõ –")
    )
    party_joined_on = DateField(label=_("Ngày vào Đảng"), required=False)
    party_official_on = DateField(label=_("Ngày chính thức"), required=False)
    recruited_on = DateField(label=_("Ngày tuyển dụng lần đầu"), required=False)
    phone = forms.CharField(label=_("Điện thoại"), required=False, max_length=20)
    email = forms.CharField(label=_("Thư điện tử"), required=False, max_length=254)

    def __init__(self, request: Request, **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        self.choose_from(ethnic_group=queries.ethnic_groups())
        self.fields["national_id"].widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def clean_national_id(self) -> str:
        try:
            return read_national_id(self.cleaned_data["national_id"])
        except Problem as problem:
            raise forms.ValidationError(problem_text(problem)) from None

    def details(self) -> PersonDetails:
        """What was typed, once it is valid."""
        data = self.cleaned_data
        group = data["ethnic_group"]
        names = ("full_name", "birth_on", "sex", "national_id", "phone", "email")
        dates = ("party_joined_on", "party_official_on", "recruited_on")
        return PersonDetails(
            ethnic_group=group.pk if group else "", **{name: data[name] for name in (*names, *dates)}
        )


def _post_fields(*, required: bool = True) -> dict[str, forms.Field]:
    """The fields of a post; fresh ones for each form."""
    return {
        "unit": PickField(label=_("Đơn vị"), options_url="units:options", required=required),
        "title": PickField(
            label=_("Chức danh, chức vụ"), options_url="people:title-options", required=required
        ),
        "on": DateField(label=_("Từ ngày"), required=required),
        "position": PickField(
            label=_("Vị trí việc làm"),
            options_url="units:position-options",
            required=False,
            help_text=_(
                "Vị trí đã phê duyệt của đơn vị, đúng chức danh trên. Gõ tên vị trí hoặc tên đơn vị."
            ),
        ),
        "rank": forms.ModelChoiceField(
            label=_("Ngạch, hạng"), queryset=None, required=False, empty_label=_("– Chưa xếp –")
        ),
        "kind": EnumField(StaffKind, label=_("Loại"), blank=_("Theo chức danh"), required=False),
        "management_tier": EnumField(
            ManagementTier, label=_("Diện quản lý"), blank=_("Theo chức danh"), required=False
        ),
        "decision": PickField(
            label=_("Theo quyết định"),
            options_url="admin:decision-options",
            required=False,
            help_text=_("Gõ số hoặc trích yếu của văn bản đã ghi vào sổ."),
        ),
    }


def _offer(form: VunForm, request: Request) -> None:
    """What the fields of a post offer: only units over which the reader may appoint."""
    units = orgs.units_on(request.on)
    scope = request.actor.unit_ids(Permission.PERSON_EDIT)
    form.choose_from(
        unit=units.filter(pk__in=scope) if isinstance(scope, frozenset) else units,
        title=queries.titles(),
        position=queries.positions_under(request.actor),
        rank=queries.ranks(),
        decision=registers.decisions_visible_to(request.actor),
    )


class PostForm(VunForm):
    """A post to be given."""

    locals().update(_post_fields())

    def __init__(self, request: Request, **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        _offer(self, request)


class CorrectPostForm(PostForm):
    """A post recorded wrongly; the unit stays."""

    unit = None


class RegisterForm(PersonForm):
    """Somebody new with a first post. Who may register for the whole province may leave the post out."""

    locals().update(_post_fields(required=False))

    def __init__(self, request: Request, **options: Any) -> None:
        super().__init__(request, **options)
        _offer(self, request)
        self.needs_post = not request.actor.may_everywhere(Permission.PERSON_EDIT)
        self.fields["unit"].help_text = (
            ""
            if self.needs_post
            else _("Bỏ trống đơn vị, chức danh và ngày với người chỉ đi học, chưa có chức vụ.")
        )
        for name in ("unit", "title", "on"):
            self.fields[name].required = self.needs_post

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if self._has_post(data):
            for name in ("unit", "title", "on"):
                if name not in self.errors and not data.get(name):
                    self.add_error(name, self.fields[name].error_messages["required"])
        return data

    def post(self) -> AppointmentRow | None:
        """The first post typed, once valid; None when left out."""
        data = self.cleaned_data
        if not self._has_post(data):
            return None
        return AppointmentRow(
            unit_id=data["unit"].pk,
            title=data["title"].pk,
            start_on=data["on"],
            kind=data["kind"],
            rank=data["rank"].pk if data["rank"] else "",
            management_tier=data["management_tier"],
            position_id=data["position"].pk if data["position"] else None,
            decision_id=data["decision"].pk if data["decision"] else None,
        )

    def _has_post(self, data: dict[str, Any]) -> bool:
        return any(data.get(name) for name in ("unit", "title", "on", "decision"))


class EndForm(VunForm):
    """The end of a post."""

    on = DateField(label=_("Thôi giữ chức vụ từ ngày"), help_text=_("Ngày đầu tiên không còn giữ chức vụ."))
    reason = forms.TypedChoiceField(label=_("Lý do"), coerce=EndReason, empty_value=None)
    decision = PickField(label=_("Theo quyết định"), options_url="admin:decision-options", required=False)

    def __init__(self, request: Request, **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        _offer(self, request)
        words = labels()[EndReason]
        self.fields["reason"].choices = [
            ("", _("– Chọn –")),
            *((reason.value, words[reason]) for reason in _BY_HAND),
        ]


class RatingForm(VunForm):
    """The rating of one year."""

    year = forms.TypedChoiceField(label=_("Năm"), coerce=int)
    grade = EnumField(RatingGrade, label=_("Xếp loại"))
    decision = PickField(label=_("Theo quyết định"), options_url="admin:decision-options", required=False)

    def __init__(self, request: Request, **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        _offer(self, request)
        last = request.today.year
        years = [(year, str(year)) for year in range(last, last - RATED_YEARS, -1)]
        self.fields["year"].choices = years


class SuccessionForm(VunForm):
    """A place in a succession pool."""

    unit = PickField(label=_("Đơn vị"), options_url="units:options")
    title = PickField(label=_("Chức danh quy hoạch"), options_url="people:title-options")
    term = forms.CharField(label=_("Nhiệm kỳ"), max_length=20, help_text=_("Ví dụ 2025-2030."))
    on = DateField(label=_("Từ ngày"))
    decision = PickField(label=_("Theo quyết định"), options_url="admin:decision-options", required=False)

    def __init__(self, request: Request, **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        _offer(self, request)


class LeavePoolForm(VunForm):
    on = DateField(label=_("Ra khỏi quy hoạch từ ngày"))


class AbsenceForm(VunForm):
    kind = EnumField(AbsenceKind, label=_("Loại"))
    on = DateField(label=_("Nghỉ từ ngày"))
    until = DateField(
        label=_("Đi làm lại từ ngày"),
        required=False,
        help_text=_("Ngày đầu tiên làm việc trở lại. Chưa biết thì bỏ trống."),
    )
    decision = PickField(label=_("Theo văn bản"), options_url="admin:decision-options", required=False)
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, request: Request, **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        self.choose_from(decision=registers.decisions_visible_to(request.actor))


class ReturnForm(VunForm):
    until = DateField(label=_("Đi làm lại từ ngày"))


class TraitForm(VunForm):
    kind = EnumField(TraitKind, label=_("Năng lực"))
    evidence = forms.CharField(
        label=_("Minh chứng"),
        max_length=300,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Văn bản, chứng chỉ hoặc công việc làm căn cứ ghi nhận."),
    )
    on = DateField(label=_("Từ ngày"))
    until = DateField(
        label=_("Đến ngày"),
        required=False,
        help_text=_("Ngày đầu tiên không còn tính. Bỏ trống nếu lâu dài."),
    )
    file = UploadField(label=_("Tệp minh chứng"))


def initial_details(person: Any, national_id: str) -> dict[str, object]:
    """What `PersonForm` starts with to correct somebody."""
    names = (
        "full_name",
        "birth_on",
        "sex",
        "party_joined_on",
        "party_official_on",
        "recruited_on",
        "phone",
        "email",
    )
    return {name: getattr(person, name) for name in names} | {
        "national_id": national_id,
        "ethnic_group": person.ethnic_group_id,
    }


def initial_post(post: Any, on: date) -> dict[str, object]:
    """What a transfer starts with: everything as it is, but for the day; what is usual for the title is left open."""
    title = post.title
    return {
        "unit": post.unit_id,
        "title": post.title_id,
        "rank": post.rank_id,
        "kind": None if post.kind == title.default_kind else post.kind,
        "management_tier": None if post.management_tier == title.default_tier else post.management_tier,
        "on": on,
    }
