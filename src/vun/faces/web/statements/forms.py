"""The form of a report kept by hand: what it is of, and its figures as lines or as a file."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from vun.common.errors import Problem
from vun.common.period import Period
from vun.engines.figures import Statement, read_file, read_outline, write_outline
from vun.faces.web.files import UploadField
from vun.faces.web.forms import DateField, PickField, VunForm
from vun.faces.web.request import Request
from vun.records.orgs import queries as orgs
from vun.records.statements.domain import LONGEST_SOURCE, LONGEST_TITLE, StatementDetails
from vun.records.statements.queries import KeptStatement

_HELP = _(
    "Mỗi số một dòng: nội dung, dấu hai chấm, số, đơn vị tính. Dòng thụt vào là một phần của dòng trên. Trước số có "
    "thể ghi trên, hơn, ít nhất, gần, khoảng. Ghi (một phần) sau đơn vị tính khi chỉ liệt kê một số phần."
)
_EXAMPLE = _("Đào tạo: 1.110 lượt người\n  Tại Trung ương: 40 lượt người\n  Tại tỉnh: 1.070 lượt người")


class StatementForm(VunForm):
    title = forms.CharField(label=_("Tên báo cáo"), max_length=LONGEST_TITLE)
    unit = PickField(label=_("Đơn vị"), options_url="units:options")
    first_day = DateField(label=_("Kỳ báo cáo từ ngày"))
    last_day = DateField(label=_("Đến ngày"))
    outline = forms.CharField(
        label=_("Các số"),
        required=False,
        help_text=_HELP,
        widget=forms.Textarea(attrs={"rows": 14}),
        strip=False,
    )
    file = UploadField(
        label=_("Hoặc tệp số liệu"),
        help_text=_("Tệp YAML có các số và quan hệ giữa chúng; thay cho phần ghi tay."),
    )
    source = forms.CharField(label=_("Nguồn"), max_length=LONGEST_SOURCE, required=False)
    author = forms.CharField(label=_("Tác giả"), max_length=200, required=False)
    stated_on = DateField(label=_("Ngày báo cáo"), required=False)
    note = forms.CharField(
        label=_("Ghi chú"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, request: Request, kept: KeptStatement | None = None) -> None:
        super().__init__(request.POST or None, request.FILES or None, initial=_initial(kept) if kept else {})
        self.kept = kept
        if kept is None:
            del self.fields["revision"]
        self.choose_from(unit=orgs.ever_visible_to(request.actor))
        self.fields["outline"].widget.attrs["placeholder"] = _EXAMPLE

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first_day"), cleaned.get("last_day")
        if first and last and last < first:
            self.add_problem(Problem("statements.dates_reversed", field="last_day"))
        if not self.errors:
            try:
                cleaned["figures"] = self._figures(cleaned)
            except Problem as problem:
                self.add_problem(problem)
        return cleaned

    def add_problem(self, problem: Problem) -> None:
        """As in every form; whoever was told that another changed it and saves again means to save over it."""
        super().add_problem(problem)
        if problem.code == "statements.changed_meanwhile" and self.kept is not None:
            sent: Any = self.data
            again = sent.copy()
            again["revision"] = str(self.kept.revision)
            self.data = again

    def _figures(self, cleaned: dict[str, Any]) -> Statement:
        upload = cleaned.get("file")
        if upload is None:
            known = self.kept.statement if self.kept else None
            return read_outline(cleaned["outline"], known, case=cleaned["title"])
        try:
            return read_file(upload.content, upload.name)
        except Problem as problem:
            problem.field = "file"
            raise

    def arguments(self) -> dict[str, Any]:
        """What the operations take."""
        given = self.cleaned_data
        return {
            "details": StatementDetails(
                title=given["title"],
                unit_id=given["unit"].pk,
                period=Period(given["first_day"], _after(given["last_day"])),
                source=given["source"],
                author=given["author"],
                stated_on=given["stated_on"],
                note=given["note"],
            ),
            "figures": given["figures"],
            **({"revision": given["revision"]} if self.kept else {}),
        }


def _after(day: date) -> date:
    return day + timedelta(days=1)


def _initial(kept: KeptStatement) -> dict[str, Any]:
    return {
        "title": kept.title,
        "unit": kept.unit_id,
        "first_day": kept.start_on,
        "last_day": kept.last_day,
        "outline": write_outline(kept.statement),
        "source": kept.source,
        "author": kept.author,
        "stated_on": kept.stated_on,
        "note": kept.note,
        "revision": kept.revision,
    }
