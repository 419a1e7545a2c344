"""A small area beside those of the site, so that the frame is tested by what every area builds on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import django_filters
from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template import RequestContext, Template
from django.urls import include, path, reverse
from django.views.decorators.http import require_POST

from vun.common.actor import Permission
from vun.common.errors import NotFound, Problem, Refused
from vun.faces.web import charts
from vun.faces.web.forms import (
    DateField,
    EnumField,
    MoneyField,
    PickField,
    VunForm,
    WholeNumberField,
    form_page,
    options,
    perform,
    run,
)
from vun.faces.web.guard import needs, public
from vun.faces.web.lists import (
    Bulk,
    DateColumn,
    DayFilter,
    Empty,
    EnumFilter,
    IntegerColumn,
    LabelColumn,
    ListFilters,
    ListPage,
    ListTable,
    MoneyColumn,
    TextColumn,
)
from vun.faces.web.pages import Action, Page, show
from vun.faces.web.request import Request
from vun.faces.web.urls import handler400, handler403, handler404, handler500
from vun.faces.web.urls import urlpatterns as site
from vun.records.orgs.domain import Block, UnitLevel
from vun.records.orgs.models import Unit

__all__ = ["handler400", "handler403", "handler404", "handler500"]


CHARTS = Template(
    '{% extends "base.html" %}{% block content %}'
    '{% for chart in charts %}<section class="panel">{{ chart }}</section>{% endfor %}{% endblock %}'
)


GRID = Template("""{% extends "base.html" %}{% block content %}
<form method="post"><div class="grid-frame"><table class="grid" data-grid>
<thead><tr><th scope="col">Học viên</th><th scope="col">Sáng</th><th scope="col">Chiều</th></tr></thead>
<tbody>{% for name in names %}<tr><th scope="row">{{ name }}</th>{% for half in halves %}
<td><select name="{{ forloop.parentloop.counter }}-{{ half }}" aria-label="{{ name }}, {{ half }}">
<option value="present" data-key="c">Có</option><option value="absent" data-key="v">Vắng</option>
<option value="excused" data-key="p">Phép</option></select></td>{% endfor %}</tr>{% endfor %}</tbody>
</table></div></form>{% endblock %}""")


class UnitTable(ListTable):
    name = TextColumn("Tên đơn vị", "name", order_by="sort_key", to="sample:detail")
    code = TextColumn("Mã", "code", phone=True)
    level = LabelColumn("Cấp", UnitLevel, "level", phone=True)
    start_on = DateColumn("Thành lập", "start_on")
    people = IntegerColumn("Số người", accessor="id", to="sample:detail", orderable=False)
    budget = MoneyColumn("Kinh phí (đồng)", accessor="id", orderable=False)
    end_on = DateColumn("Giải thể", "end_on", hidden=True)

    class Meta(ListTable.Meta):
        order_by = "name"


class UnitFilters(ListFilters):
    level = EnumFilter(UnitLevel, "level", "Cấp")
    code = django_filters.CharFilter(field_name="code", label="Mã")
    block = EnumFilter(Block, "block", "Khối")
    name = django_filters.CharFilter(field_name="name", lookup_expr="icontains", label="Tên")
    since = DayFilter(field_name="start_on", lookup_expr="gte", label="Lập từ ngày")


UNITS = ListPage(
    name="sample-units",
    title="Đơn vị mẫu",
    lead="Các đơn vị trong phạm vi của anh/chị.",
    table=UnitTable,
    filters=UnitFilters,
    search=("search_key",),
    empty=Empty("Chưa có đơn vị nào. Lập đơn vị đầu tiên để bắt đầu.", Action("Lập đơn vị", "/sample/add/")),
)
PLAIN = replace(UNITS, filters=None)


class UnitForm(VunForm):
    name = forms.CharField(label="Tên đơn vị", help_text="Ghi như trong quyết định thành lập.")
    start_on = DateField(label="Ngày thành lập")
    level = EnumField(UnitLevel, label="Cấp")
    people = WholeNumberField(label="Biên chế", unit="người", min_value=1)
    budget = MoneyField(label="Kinh phí", required=False)
    parent = PickField(label="Đơn vị cấp trên", options_url="sample:options", required=False)
    note = forms.CharField(label="Ghi chú", widget=forms.Textarea({"rows": 3}), required=False)
    is_open = forms.BooleanField(label="Nhận người mới", required=False)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = Unit.objects.all()  # type: ignore[attr-defined]


def establish(**arguments: object) -> str:
    if arguments["name"] == "Trùng":
        raise Problem("sample.name_taken", field="name", name="Trùng")
    if arguments["name"] == "Hỏng":
        raise Problem("sample.broken", field="unknown")
    return str(arguments["name"])


@needs(Permission.UNIT_VIEW)
def unit_list(request: Request) -> HttpResponse:
    return UNITS.respond(
        request,
        Unit.objects.all(),
        action=Action("Lập đơn vị", reverse("sample:add"), Permission.UNIT_EDIT),
        more=[Action("Xoá hết", reverse("sample:step"), post=True, confirm="Xoá 340 đơn vị.", danger=True)],
        bulk=[Bulk("Gộp", reverse("sample:step"), Permission.UNIT_EDIT, confirm="Gộp các đơn vị đã chọn?")],
        totals={"people": 1234567, "budget": 28_000_000_000} if Unit.objects.exists() else None,
    )


@needs(Permission.UNIT_VIEW)
def empty_list(request: Request) -> HttpResponse:
    return UNITS.respond(request, Unit.objects.none())


@needs(Permission.UNIT_VIEW)
def plain_rows(request: Request) -> HttpResponse:
    return PLAIN.respond(request, list(Unit.objects.all()))


@needs(Permission.UNIT_VIEW)
def detail(request: Request, unit_id: int) -> HttpResponse:
    unit = Unit.objects.filter(pk=unit_id).first()
    if unit is None:
        raise NotFound("unit")
    return show(request, "base.html", title=unit.name, crumbs=[("Đơn vị mẫu", "sample:list")])


@needs(Permission.UNIT_EDIT)
def add(request: Request) -> HttpResponse:
    form = UnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        done = run(form, establish, **form.cleaned_data)
        if done:
            messages.success(request, f"Đã lập {done.value}.")
            return redirect("sample:list")
    return form_page(
        request,
        form,
        title="Lập đơn vị",
        submit="Lập đơn vị",
        cancel=reverse("sample:list"),
        consequence="Lập đơn vị này sẽ mở một nhánh mới dưới Sở Nội vụ.",
        crumbs=[("Đơn vị mẫu", "sample:list")],
    )


@needs(Permission.UNIT_EDIT)
@require_POST
def step(request: Request) -> HttpResponse:
    def operation() -> None:
        if request.POST.get("fail"):
            raise Problem("sample.broken")

    return perform(request, operation, said="Đã xong.", back=reverse("sample:list"))


@needs(Permission.UNIT_VIEW)
def unit_options(request: Request) -> HttpResponse:
    return options((unit.pk, unit.name, unit.code) for unit in Unit.objects.all())


@needs()
def chart_page(request: Request) -> HttpResponse:
    years = [2021, 2022, 2023, 2024, 2025]
    drawn = [
        charts.bullet_bars(
            "Kết quả đạt 91 % kế hoạch, thiếu nhất ở trung cấp lý luận chính trị",
            [
                charts.Bullet("Trung cấp lý luận chính trị", 147, 209, "/sample/1/"),
                charts.Bullet("Bồi dưỡng ngạch chuyên viên", 420, 400, "/sample/2/"),
                charts.Bullet("Quốc phòng – an ninh đối tượng 3", 0, 120),
            ],
            unit="người",
        ),
        charts.share_bars(
            "Một nửa cán bộ đạt chuẩn",
            [
                charts.Share("Công chức cấp xã", 1830, 3631, "/sample/1/"),
                charts.Share("Lãnh đạo sở", 61, 64),
                charts.Share(
                    "Công chức chuyên môn nghiệp vụ đang công tác tại các xã thuộc vùng biên giới", 5, 61
                ),
            ],
        ),
        charts.stacked_years(
            "Bồi dưỡng trực tuyến tăng từ năm 2023",
            years,
            [
                charts.Series("Lý luận chính trị", [120, 130, 125, 140, 150]),
                charts.Series("Quản lý nhà nước", [200, 180, 210, 190, 220]),
                charts.Series("Quốc phòng", [80, 90, 85, 70, 60]),
                charts.Series("Tin học", [40, 45, 60, 90, 120]),
                charts.Series("Ngoại ngữ", [5, 10, 30, 45, 80]),
            ],
            unit="lượt người",
        ),
        charts.bridge(
            "Tỷ lệ đạt chuẩn tăng 8,5 điểm, chủ yếu nhờ trung cấp lý luận chính trị",
            ("Năm 2010", Decimal("41.9")),
            [
                charts.Step("Trung cấp lý luận chính trị", Decimal("6.3")),
                charts.Step("Quản lý nhà nước", Decimal("4.0")),
                charts.Step("Nghỉ hưu, chuyển đi", Decimal("-1.8")),
            ],
            ("Năm 2015", Decimal("50.4")),
            decimals=1,
        ),
        charts.matrix(
            "Hai phần ba học viên được bổ nhiệm cao hơn",
            ["Chuyên viên", "Phó trưởng phòng", "Trưởng phòng"],
            ["Chuyên viên", "Phó trưởng phòng", "Trưởng phòng", "Phó giám đốc"],
            [[40, 22, 5, 0], [0, 30, 18, 2], [0, 0, 20, 10]],
            corner="Trước khi học",
            url=lambda row, column: f"/sample/?q={row}{column}",
        ),
        charts.flows(
            "Chuyên viên lên phó trưởng phòng là nhiều nhất",
            ["Chuyên viên", "Phó trưởng phòng", "Trưởng phòng"],
            ["Chuyên viên", "Phó trưởng phòng", "Trưởng phòng", "Phó giám đốc"],
            [[40, 22, 5, 0], [0, 30, 18, 2], [0, 0, 20, 10]],
        ),
        charts.gantt(
            "Quý II kín lớp ở Trường Chính trị",
            2026,
            [
                charts.Span(
                    "Trung cấp LLCT K5",
                    date(2025, 11, 3),
                    date(2026, 5, 30),
                    "/sample/1/",
                    "Trường Chính trị",
                ),
                charts.Span(
                    "Bồi dưỡng chuyên viên đợt 1", date(2026, 4, 6), date(2026, 6, 20), "", "Trường Chính trị"
                ),
                charts.Span(
                    "Quốc phòng đối tượng 3", date(2026, 9, 7), date(2026, 9, 25), "", "Trung tâm huyện"
                ),
                charts.Span(
                    "Tin học cho cấp xã", date(2026, 11, 30), date(2027, 1, 10), "", "Trung tâm huyện"
                ),
            ],
        ),
    ]
    return HttpResponse(
        CHARTS.render(RequestContext(request, {"page": Page(title="Biểu đồ mẫu"), "charts": drawn}))
    )


@needs()
def grid(request: Request) -> HttpResponse:
    context = {
        "page": Page(title="Điểm danh"),
        "names": ["Đào Văn An", "Lý Thị Bình"],
        "halves": ["sáng", "chiều"],
    }
    return HttpResponse(GRID.render(RequestContext(request, context)))


@public
def broken(request: Request) -> HttpResponse:
    raise RuntimeError("Nguyễn Văn Bí Mật")


@needs()
def problem(request: Request) -> HttpResponse:
    raise Problem("sample.broken")


@needs()
def refused(request: Request) -> HttpResponse:
    raise Refused(Permission.PLAN_APPROVE)


sample = (
    [
        path("", unit_list, name="list"),
        path("plain/", plain_rows, name="plain"),
        path("empty/", empty_list, name="empty"),
        path("add/", add, name="add"),
        path("step/", step, name="step"),
        path("options/", unit_options, name="options"),
        path("grid/", grid, name="grid"),
        path("charts/", chart_page, name="charts"),
        path("broken/", broken, name="broken"),
        path("problem/", problem, name="problem"),
        path("refused/", refused, name="refused"),
        path("<int:unit_id>/", detail, name="detail"),
    ],
    "sample",
)
urlpatterns = [*site, path("sample/", include(sample))]
