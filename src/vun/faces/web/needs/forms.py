"""The forms of surveys. Field names are the operations' arguments; answers are ``answer_<order>``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.text import clean
from vun.faces.web.forms import DateField, EnumField, PickField, VunForm, WholeNumberField, YearField
from vun.faces.web.labels import choices
from vun.faces.web.request import Request
from vun.records.needs import queries
from vun.records.needs.domain import FieldKind, NeedReason, Question
from vun.records.orgs import queries as orgs
from vun.records.standards import queries as standards

PRIORITIES = [("1", _("Cao")), ("2", _("Vừa")), ("3", _("Thấp"))]
MOST_QUESTIONS = 6


class RoundForm(VunForm):
    name = forms.CharField(label=_("Tên đợt khảo sát"), max_length=200)
    year = YearField(label=_("Cho năm kế hoạch"))
    root = PickField(
        label=_("Đơn vị tổ chức"),
        options_url="units:options",
        help_text=_("Mọi đơn vị trực thuộc đang có người sẽ nhận một phiếu."),
    )
    opens_on = DateField(label=_("Ngày mở"))
    closes_on = DateField(label=_("Hạn nộp"))
    instructions = forms.CharField(label=_("Hướng dẫn"), required=False, widget=forms.Textarea({"rows": 3}))

    def __init__(self, request: Request, **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        units = orgs.visible_to(request.actor, request.on)
        scope = request.actor.unit_ids(Permission.SURVEY_MANAGE)
        if isinstance(scope, frozenset):
            units = units.filter(pk__in=scope)
        self.choose_from(root=units)


class QuestionForm(VunForm):
    """One question of the round's own form; left without a label it is none."""

    label = forms.CharField(label=_("Câu hỏi"), max_length=150, required=False)
    kind = EnumField(FieldKind, label=_("Trả lời bằng"), required=False, blank=_("Chữ"))
    options = forms.CharField(
        label=_("Các mục để chọn"),
        required=False,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Mỗi mục một dòng, chỉ ghi khi trả lời bằng cách chọn."),
    )
    is_required = forms.BooleanField(label=_("Bắt buộc trả lời"), required=False)

    def question(self, order: int) -> Question | None:
        """What the fields say, None when they say nothing."""
        data = self.cleaned_data
        lines = [clean(line) for line in data["options"].splitlines()]
        asked = Question(
            order,
            clean(data["label"]),
            data["kind"] or FieldKind.TEXT,
            tuple(line for line in lines if line),
            data["is_required"],
        )
        return asked if asked.label or asked.options or asked.is_required else None


def question_forms(request: Request) -> list[QuestionForm]:
    """The empty questions a new round may fill, or what was typed into them."""
    return [QuestionForm(request.POST or None, prefix=f"q{order}") for order in range(1, MOST_QUESTIONS + 1)]


def answer_fields(questions: Sequence[Question]) -> dict[str, forms.Field]:
    """A field for each question, of its kind."""
    return {question.field: _field_of(question) for question in questions}


def _field_of(question: Question) -> forms.Field:
    options: dict[str, Any] = {"label": question.label, "required": question.is_required}
    if question.kind is FieldKind.NUMBER:
        return WholeNumberField(**options)
    if question.kind is FieldKind.CHOICE:
        offered = [("", _("– Chọn –")), *((option, option) for option in question.options)]
        return forms.ChoiceField(choices=offered, **options)
    if question.kind is FieldKind.YES_NO:
        return forms.ChoiceField(
            choices=[("", _("– Chọn –")), ("yes", _("Có")), ("no", _("Không"))], **options
        )
    return forms.CharField(max_length=300, **options)


def shown_answers(questions: Sequence[Question], answers: Mapping[str, object]) -> dict[str, object]:
    """What the fields show of answers kept."""
    shown: dict[str, object] = {}
    for question in questions:
        value = answers.get(str(question.order))
        if value is not None:
            shown[question.field] = ("yes" if value else "no") if isinstance(value, bool) else value
    return shown


class AnswerForm(VunForm):
    """The round's own questions, for one need."""

    def __init__(self, request: Request, questions: Sequence[Question], **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        self.add_fields(answer_fields(questions))
        self._questions = questions

    def arguments(self) -> dict[str, Any]:
        """The operation's arguments; ``answers`` is what was answered, by the question's order."""
        rest = dict(self.cleaned_data)
        answers = {question.order: rest.pop(question.field, None) for question in self._questions}
        return rest | {"answers": answers}


class PersonField(forms.ModelChoiceField):
    def label_from_instance(self, person: Any) -> str:
        return str(person.full_name)


class NeedForm(AnswerForm):
    person: Any = PersonField(label=_("Người học"), queryset=None, empty_label=_("– Chọn –"))
    programme = PickField(label=_("Chương trình"), options_url="standards:programme-options")
    reason = EnumField(NeedReason, label=_("Lý do"))
    priority = forms.TypedChoiceField(label=_("Ưu tiên"), choices=PRIORITIES, coerce=int, initial="2")
    note = forms.CharField(label=_("Ghi chú"), max_length=300, required=False)

    def __init__(self, request: Request, sheet: Any, questions: Sequence[Question], **options: Any) -> None:
        super().__init__(request, questions, **options)
        people = queries.people_of_sheet(sheet, request.on).order_by("sort_key", "pk")
        self.choose_from(person=people, programme=standards.programmes_on(request.on))
        own = {NeedReason.WISH.value}
        offered = [(value, word) for value, word in choices(NeedReason) if value not in own]
        self.fields["reason"].choices = [("", _("– Chọn –")), *offered]


class WishForm(AnswerForm):
    programme = PickField(label=_("Chương trình muốn học"), options_url="standards:programme-options")
    note = forms.CharField(
        label=_("Vì sao"), max_length=300, required=False, widget=forms.Textarea({"rows": 3})
    )

    def __init__(self, request: Request, questions: Sequence[Question], **options: Any) -> None:
        super().__init__(request, questions, **options)
        self.choose_from(programme=standards.programmes_on(request.on))


class ExtensionForm(VunForm):
    closes_on = DateField(label=_("Hạn nộp mới"))


class ReturnForm(VunForm):
    reason = forms.CharField(label=_("Cần sửa chỗ nào"), max_length=300, widget=forms.Textarea({"rows": 3}))
