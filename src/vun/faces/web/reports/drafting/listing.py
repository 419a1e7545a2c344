"""The definitions being changed, and taking one in from a file."""

from __future__ import annotations

from typing import Any

import yaml
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.common.errors import Problem
from vun.faces.web.files import UploadField
from vun.faces.web.forms import VunForm
from vun.faces.web.guard import needs
from vun.faces.web.pages import show
from vun.faces.web.request import Request
from vun.records.publishing import operations, queries
from vun.reports.definitions.reading import read_layout

_LONGEST = 200_000


class FileForm(VunForm):
    file = UploadField(
        label=_("Tệp mẫu báo cáo"),
        required=True,
        help_text=_("Tệp YAML do Vun ở nơi khác xuất ra bằng “Tải tệp mẫu”."),
    )


@needs(Permission.REPORT_DEFINE)
def drafts(request: Request) -> HttpResponse:
    """Every draft, and a form for a file."""
    form = FileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        try:
            data = _read(form.cleaned_data["file"].content)
        except Problem as problem:
            problem.field = "file"
            form.add_problem(problem)
        else:
            begun = operations.begin_draft(data=data, by=request.actor)
            return redirect("reports:draft", begun.pk)
    return show(
        request,
        "reports/drafts.html",
        title=_("Mẫu đang soạn"),
        lead=_("Mỗi bước sửa được giữ ngay; mẫu đang dùng chỉ đổi khi bản soạn được đưa vào dùng."),
        crumbs=[(_("Báo cáo"), "reports:list")],
        drafts=queries.drafts(),
        form=form,
        status_code=400 if form.errors else 200,
    )


def _read(content: bytes) -> dict[str, Any]:
    """The definition in the file, well-formed. Raises Problem naming the line, row or column."""
    try:
        text = content[:_LONGEST].decode()
        # An alias could unfold a short text into any number of rows.
        if any(isinstance(event, yaml.AliasEvent) for event in yaml.parse(text)):
            raise Problem("reports.yaml_unreadable", line=1)
        data = yaml.safe_load(text)
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        raise Problem("reports.yaml_unreadable", line=mark.line + 1 if mark else 1) from error
    read_layout(data)
    return dict(data)
