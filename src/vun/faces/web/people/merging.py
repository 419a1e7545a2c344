"""Two records side by side: merged, said to be two people's, and parted again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import wraps
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import NotFound, Problem, Refused
from vun.faces.web.forms import PickField, VunForm, form_page, perform, run
from vun.faces.web.guard import needs
from vun.faces.web.messages import problem_text
from vun.faces.web.pages import Action, Text
from vun.faces.web.people.sight import Crumbs
from vun.faces.web.people.words import FIELDS, TABLES, shown, told
from vun.faces.web.request import Request
from vun.records.people import operations, queries
from vun.records.people.domain import Side

CRUMBS: Crumbs = [(_("Con người"), "people:list"), (_("Hồ sơ nghi trùng"), "people:duplicates")]
_View = Callable[..., HttpResponseBase]


def follows_merges(view: _View) -> _View:
    """A page of a person whose record was merged into another leads to that of the other, and says so."""

    @wraps(view)
    def followed(request: Request, person_id: int) -> HttpResponseBase:
        try:
            return view(request, person_id)
        except NotFound:
            survivor_id = queries.find_survivor(person_id)
            if survivor_id is None:
                raise
            survivor = queries.get_person(request.actor, survivor_id, request.on)
            said = gettext("Hồ sơ của địa chỉ này đã được gộp vào hồ sơ %(name)s.")
            messages.info(request, said % {"name": survivor.full_name})
            match = request.resolver_match
            return redirect(match.view_name if match else "people:detail", survivor_id)

    return followed


def _reason_field(help_text: Any = "") -> forms.CharField:
    widget = forms.Textarea({"rows": 2})
    return forms.CharField(label=_("Lý do"), max_length=300, widget=widget, help_text=help_text)


class DistinctForm(VunForm):
    reason = _reason_field()


class MergeForm(VunForm):
    """A choice for all that two records say otherwise, and the reason."""

    reason = _reason_field(_("Ví dụ: đã đối chiếu CCCD, cùng một người được nhập hai lần."))

    def __init__(self, comparison: queries.Comparison, data: Any = None) -> None:
        super().__init__(data)
        open_rows = {clash.key: clash for clash in comparison.clashes if clash.is_open}
        self._row_keys = frozenset(open_rows)
        fields = {
            choice.name: _side_field(field_name(choice), map(shown, choice.values))
            for choice in comparison.fields
            if choice.is_open
        } | {key: _side_field(clash_text(clash), map(told, clash.facts)) for key, clash in open_rows.items()}
        self.add_fields(fields, first=True)

    def answers(self) -> dict[str, dict[str, Side]]:
        """The arguments of the operation."""
        sides = {name: side for name, side in self.cleaned_data.items() if name != "reason"}
        return {
            "fields": {name: side for name, side in sides.items() if name not in self._row_keys},
            "rows": {name: side for name, side in sides.items() if name in self._row_keys},
        }


class PickTwoForm(VunForm):
    """Any two records, alike or not."""

    survivor = PickField(label=_("Hồ sơ giữ lại"), options_url="people:options")
    merged = PickField(label=_("Hồ sơ được gộp vào"), options_url="people:options")

    def __init__(self, request: Request, **options: Any) -> None:
        super().__init__(request.POST or None, **options)
        seen = queries.visible_to(request.actor, request.on)
        self.choose_from(survivor=seen, merged=seen)


class PartForm(VunForm):
    later = forms.TypedChoiceField(coerce=Side, widget=forms.RadioSelect, initial=Side.SURVIVOR.value)

    def __init__(self, data: Any, merge: Any, *, asks: bool) -> None:
        super().__init__(data)
        self.fields["later"].label = _("Những điều ghi sau khi gộp")
        self.fields["later"].choices = [
            (Side.SURVIVOR.value, gettext("ở lại hồ sơ %(name)s") % {"name": merge.survivor.full_name}),
            (Side.MERGED.value, gettext("theo hồ sơ %(name)s được tách ra") % {"name": merge.full_name}),
        ]
        if not asks:
            self.fields["later"].widget = forms.HiddenInput()


@needs(Permission.PERSON_EDIT)
def pick_two(request: Request) -> HttpResponse:
    """Which two records are to be compared."""
    initial = {"survivor": request.GET.get("person")}
    form = PickTwoForm(request, initial=initial)
    if request.method == "POST" and form.is_valid():
        one, two = form.cleaned_data["survivor"], form.cleaned_data["merged"]
        if one.pk != two.pk:
            return redirect("people:compare", one.pk, two.pk)
        form.add_problem(Problem("people.merge_with_itself", field="merged"))
    return form_page(
        request,
        form,
        title=_("Gộp hai hồ sơ"),
        lead=_("Chọn hai hồ sơ của cùng một người. Trang sau so sánh từng mục, chưa gộp gì."),
        submit=_("So sánh"),
        cancel=reverse("people:duplicates"),
        crumbs=CRUMBS,
    )


@needs(Permission.PERSON_EDIT)
def compare(request: Request, survivor_id: int, merged_id: int) -> HttpResponse:
    """Both records field by field, what clashes, and the choice of what is kept."""
    survivor, merged = _editable(request, survivor_id), _editable(request, merged_id)
    comparison = queries.compare(survivor, merged)
    form = MergeForm(comparison, request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = run(
            form,
            operations.merge_persons,
            survivor=survivor,
            merged=merged,
            reason=form.cleaned_data["reason"],
            **form.answers(),
            by=request.actor,
        )
        if done:
            messages.success(request, gettext("Đã gộp hai hồ sơ. Vào mục Đã gộp từ để tách lại nếu nhầm."))
            return redirect("people:detail", survivor.pk)
    swapped = reverse("people:compare", args=[merged.pk, survivor.pk])
    distinct = reverse("people:distinct", args=[survivor.pk, merged.pk])
    return form_page(
        request,
        form,
        template="people/compare.html",
        title=_("So sánh hai hồ sơ"),
        lead=_("Hồ sơ bên trái được giữ lại; mọi thứ của hồ sơ bên phải chuyển sang."),
        more=[
            Action(_("Đổi bên: giữ hồ sơ kia"), swapped),
            Action(_("Không phải một người"), distinct),
        ],
        submit=_("Gộp hai hồ sơ"),
        cancel=reverse("people:duplicates"),
        consequence=_(
            "Từ nay hai hồ sơ được tính là một người. Báo cáo đã ký giữ nguyên như lúc ký. "
            "Có thể tách lại, mỗi hồ sơ nhận lại lịch sử của mình."
        ),
        crumbs=CRUMBS,
        comparison=comparison,
        pair=queries.find_pair(survivor.pk, merged.pk),
        declared=queries.declared_distinct(survivor.pk, merged.pk),
        rows=[
            (field_name(choice), *map(shown, choice.values), choice.is_open)
            for choice in comparison.fields
            if choice.values != (None, None)
        ],
        counts=_counts(comparison.counts),
        stuck=[(clash_text(clash), *map(told, clash.facts)) for clash in comparison.stuck],
        decided=[
            (_TWINS.get(clash.code) or clash_text(clash), told(clash.facts[clash.usual is Side.MERGED]))
            for clash in comparison.clashes
            if clash.usual is not None and not clash.is_open
        ],
    )


@needs(Permission.PERSON_EDIT)
def distinct(request: Request, survivor_id: int, merged_id: int) -> HttpResponse:
    """Say that two records are of two people, with a reason."""
    one, two = _editable(request, survivor_id), _editable(request, merged_id)
    form = DistinctForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if run(form, operations.declare_distinct, first=one, second=two, reason=reason, by=request.actor):
            messages.success(request, gettext("Đã ghi là hai người khác nhau; cặp này không hiện lại nữa."))
            return redirect("people:duplicates")
    return form_page(
        request,
        form,
        title=_("Không phải một người"),
        lead=gettext("%(first)s, sinh %(first_on)s và %(second)s, sinh %(second_on)s là hai người khác nhau.")
        % {
            "first": one.full_name,
            "first_on": shown(one.birth_on),
            "second": two.full_name,
            "second_on": shown(two.birth_on),
        },
        submit=_("Xác nhận hai người khác nhau"),
        cancel=reverse("people:compare", args=[one.pk, two.pk]),
        consequence=_("Cặp hồ sơ này không được nêu là nghi trùng nữa. Có thể bỏ xác nhận ở trang so sánh."),
        crumbs=CRUMBS,
    )


@needs(Permission.PERSON_EDIT)
@require_POST
def withdraw_distinct(request: Request, survivor_id: int, merged_id: int) -> HttpResponse:
    """Take back that two records are of two people."""
    one, two = _editable(request, survivor_id), _editable(request, merged_id)
    return perform(
        request,
        lambda: operations.withdraw_distinct(first=one, second=two, by=request.actor),
        said=_("Đã bỏ xác nhận; cặp này lại được nêu nếu còn giống nhau."),
        back=reverse("people:compare", args=[one.pk, two.pk]),
    )


@needs(Permission.PERSON_EDIT)
def part(request: Request, merge_id: int) -> HttpResponse:
    """Undo a merge, seeing first what goes where."""
    merge = queries.get_merge(request.actor, merge_id, request.on)
    survivor = _editable(request, merge.survivor_id)
    given = queries.given_back(merge)
    form = PartForm(request.POST or None, merge, asks=bool(given.later))
    if request.method == "POST" and form.is_valid():
        done = run(
            form, operations.part_persons, merge=merge, later=form.cleaned_data["later"], by=request.actor
        )
        if done:
            messages.success(
                request, gettext("Đã tách hồ sơ %(name)s.") % {"name": done.value.person.full_name}
            )
            return redirect("people:detail", done.value.person.pk)
    last = queries.merged_since(merge)
    return form_page(
        request,
        form,
        template="people/part.html",
        title=_("Tách hồ sơ đã gộp"),
        lead=gettext("Hồ sơ %(merged)s được gộp vào hồ sơ %(survivor)s ngày %(on)s, %(by)s thực hiện.")
        % {
            "merged": merge.full_name,
            "survivor": survivor.full_name,
            "on": shown(merge.merged_at),
            "by": merge.merged_by,
        },
        submit=_("Tách thành hai hồ sơ"),
        cancel=reverse("people:detail", args=[survivor.pk]),
        consequence=_("Mỗi hồ sơ nhận lại lịch sử của mình. Báo cáo đã ký giữ nguyên như lúc ký."),
        crumbs=[(_("Con người"), "people:list"), (survivor.full_name, _page_of(survivor.pk))],
        merge=merge,
        last=problem_text(Problem("people.part_later_first", name=last.full_name)) if last else "",
        back=_named(given.back),
        restored=_named(given.restored),
        later=_named(given.later),
        gone=given.gone,
    )


def field_name(choice: queries.FieldChoice) -> Text:
    """What the field is called; one of the office's own by its label."""
    return choice.label or FIELDS[choice.name]


_TWINS = {"people.twin_ratings": _("Xếp loại hằng năm"), "people.twin_pools": _("Quy hoạch")}
"""What there is twice, where there is nothing to choose."""


def clash_text(clash: queries.Clash) -> str:
    """What clashes, and where it is stuck what to do first."""
    named = {"first": told(clash.facts[0]), "second": told(clash.facts[1])}
    return problem_text(Problem(clash.code, **named))


def _side_field(text: Any, values: Iterable[str]) -> forms.TypedChoiceField:
    first, second = values
    return forms.TypedChoiceField(
        label=text,
        coerce=Side,
        choices=[
            (Side.SURVIVOR.value, gettext("%(value)s (hồ sơ giữ lại)") % {"value": first}),
            (Side.MERGED.value, gettext("%(value)s (hồ sơ được gộp vào)") % {"value": second}),
        ],
        widget=forms.RadioSelect,
    )


def _editable(request: Request, person_id: int) -> Any:
    person = queries.get_person(request.actor, person_id, request.on)
    if not queries.may_edit(request.actor, person_id, request.today):
        raise Refused(Permission.PERSON_EDIT)
    return person


def _page_of(person_id: int) -> str:
    return reverse("people:detail", args=[person_id])


def _counts(counts: Mapping[str, tuple[int, int]]) -> list[tuple[Text, int, int]]:
    return [(TABLES[table], *counts[table]) for table in TABLES if table in counts]


def _named(counts: Mapping[str, int]) -> list[tuple[Text, int]]:
    return [(TABLES[table], counts[table]) for table in TABLES if table in counts]
