"""The forms of a row, a column and of what the whole report is; each gives the plain data a definition keeps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from vun.faces.web.forms import DecimalField, VunForm
from vun.records.delivery.domain import CountingRule
from vun.reports.definitions.fields import FIELDS
from vun.reports.definitions.measures import MEASURES
from vun.reports.formulas import Reckoning, Rounding
from vun.reports.model import Footer, Units
from vun.reports.words import RULES, UNITS

_PLAIN, _HEADING, _OTHER, _TOTAL, _EACH, _GROUP = "plain", "heading", "other", "total", "each", "group"
_UNFIT_IN_KEYS = set("/:@~?#\\[]")
_FLAGS = {_HEADING: "heading", _OTHER: "other", _TOTAL: "total"}


class PartForm(VunForm):
    """What rows and columns have in common."""

    number = forms.CharField(label=_("Số thứ tự"), max_length=30, required=False)
    label = forms.CharField(label=_("Tên"), max_length=250, required=False)
    key = forms.CharField(
        label=_("Mã"),
        max_length=60,
        help_text=_("Hệ thức và lời báo cáo nhắc tới bằng mã này."),
    )

    def __init__(self, posted: Any, part: Mapping[str, Any], taken: Sequence[str]) -> None:
        super().__init__(posted, initial=self.told(part))
        self._taken = taken

    def told(self, part: Mapping[str, Any]) -> dict[str, Any]:
        return {"number": part.get("number", ""), "label": part.get("label", ""), "key": part.get("key", "")}

    def clean_key(self) -> str:
        key = str(self.cleaned_data["key"]).strip()
        if _UNFIT_IN_KEYS & set(key):
            raise forms.ValidationError(_("Mã không có các dấu / : @ ~ ? # \\ [ ]. Đặt mã khác."))
        if key in self._taken:
            raise forms.ValidationError(_("Mã này đã có ở chỗ khác. Đặt mã khác."))
        return key

    def common(self) -> dict[str, Any]:
        given = self.cleaned_data
        return {
            "key": given["key"],
            **({"number": given["number"]} if given["number"] else {}),
            "label": given["label"],
        }


class RowForm(PartForm):
    kind = forms.ChoiceField(
        label=_("Hàng này là"),
        choices=[
            (_PLAIN, _("hàng đếm theo điều kiện")),
            (_EACH, _("mỗi giá trị tìm thấy một hàng")),
            (_OTHER, _("phần còn lại của các hàng cùng cấp")),
            (_TOTAL, _("tổng cộng")),
            (_HEADING, _("tiêu đề, không có số")),
        ],
        widget=forms.RadioSelect,
    )
    each = forms.ChoiceField(
        label=_("Mỗi giá trị của"),
        choices=[("", _("– Chọn –")), *((name, one.label) for name, one in FIELDS.items())],
        required=False,
        help_text=_("Dùng khi mỗi giá trị tìm thấy một hàng."),
    )
    depth = forms.TypedChoiceField(
        label=_("Số cấp đơn vị"),
        choices=[(n, n) for n in range(1, 5)],
        coerce=int,
        help_text=_("Dùng khi mỗi đơn vị một hàng: đơn vị cấp dưới nằm dưới đơn vị cấp trên."),
    )
    measure = forms.ChoiceField(
        label=_("Số đo riêng của hàng"),
        choices=[("", _("theo cột")), *((name, one.label) for name, one in MEASURES.items())],
        required=False,
    )
    exclusive = forms.BooleanField(label=_("Các hàng con không được đếm trùng nhau"), required=False)
    complete = forms.BooleanField(label=_("Các hàng con cộng lại phải đủ hàng này"), required=False)

    def told(self, part: Mapping[str, Any]) -> dict[str, Any]:
        kinds = [kind for kind, flag in _FLAGS.items() if part.get(flag)]
        return super().told(part) | {
            "kind": kinds[0] if kinds else _EACH if part.get("each") else _PLAIN,
            "each": part.get("each", ""),
            "depth": part.get("depth", 1),
            "measure": part.get("measure", ""),
            "exclusive": part.get("exclusive", False),
            "complete": part.get("complete", False),
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if given.get("kind") == _EACH:
            if not given.get("each"):
                self.add_error("each", _("Chưa chọn. Chọn một mục."))
        elif not given.get("label"):
            self.add_error("label", _("Chưa nhập. Nhập mục này."))
        return given

    def as_data(self, where: Mapping[str, Any]) -> dict[str, Any]:
        """The row as a definition keeps it, without what stands below it."""
        given = self.cleaned_data
        row = self.common()
        if given["kind"] in _FLAGS:
            row[_FLAGS[given["kind"]]] = True
        if given["kind"] == _EACH:
            row["each"] = given["each"]
            row |= {"depth": given["depth"]} if given["each"] == "unit" and given["depth"] > 1 else {}
        if given["measure"]:
            row["measure"] = given["measure"]
        row |= {name: True for name in ("exclusive", "complete") if given[name]}
        return {**row, **({"where": dict(where)} if where else {})}


class ColumnForm(PartForm):
    content = forms.ChoiceField(
        label=_("Cột này"),
        choices=[
            (_("Đếm"), [(name, one.label) for name, one in MEASURES.items()]),
            (
                _("Tính từ cột khác"),
                [
                    (Reckoning.SHARE.value, _("tỷ lệ % của cột thứ nhất trong cột thứ hai")),
                    (Reckoning.RATIO.value, _("cột thứ nhất chia cột thứ hai")),
                    (Reckoning.DIFFERENCE.value, _("cột thứ nhất trừ cột thứ hai")),
                    (Reckoning.SUM.value, _("tổng các cột")),
                    (Reckoning.PART.value, _("tỷ trọng % của cột thứ nhất trong hàng tổng cộng")),
                ],
            ),
            (pgettext_lazy("columns", "Nhóm"), [(_GROUP, _("tiêu đề chung của các cột con"))]),
        ],
    )
    each = forms.ChoiceField(
        label=_("Mỗi giá trị một cột, của mục"),
        choices=[("", _("chỉ một cột")), *((name, one.label) for name, one in FIELDS.items())],
        required=False,
        help_text=_("Mỗi giá trị tìm thấy trong kỳ thành một cột, hoặc một nhóm nếu có cột con."),
    )
    first = forms.ChoiceField(label=_("Cột thứ nhất"), required=False)
    second = forms.ChoiceField(label=_("Cột thứ hai"), required=False)
    constant = DecimalField(
        label=_("Hoặc một số không đổi"), required=False, help_text=_("Thay cho cột thứ hai, ví dụ biên chế.")
    )
    summed = forms.MultipleChoiceField(
        label=_("Các cột cộng lại"), required=False, widget=forms.CheckboxSelectMultiple
    )
    decimals = forms.TypedChoiceField(
        label=_("Số chữ số thập phân"), choices=[(n, n) for n in range(7)], coerce=int,
    )  # fmt: skip
    rounding = forms.ChoiceField(
        label=_("Làm tròn"),
        choices=[
            (Rounding.HALF_UP.value, _("làm tròn số thường lệ")),
            (Rounding.CUT.value, _("cắt bỏ phần thừa")),
        ],
        required=False,
    )

    def __init__(
        self, posted: Any, part: Mapping[str, Any], taken: Sequence[str], others: Sequence[tuple[str, str]]
    ) -> None:
        super().__init__(posted, part, taken)
        for name in ("first", "second"):
            self.fields[name].choices = [("", gettext("– Chọn –")), *others]
        self.fields["summed"].choices = others
        self._has_parts = bool(part.get("parts"))

    def told(self, part: Mapping[str, Any]) -> dict[str, Any]:
        formulas = [one.value for one in Reckoning if one.value in part]
        content = formulas[0] if formulas else part.get("measure") or (_GROUP if part.get("parts") else "")
        of = list(part.get(content) or []) if formulas else []
        constant = of.pop() if len(of) == 2 and not isinstance(of[1], str) else None
        return super().told(part) | {
            "content": content,
            "each": part.get("each", ""),
            "first": of[0] if of else "",
            "second": of[1] if len(of) > 1 else "",
            "summed": of,
            "constant": None if constant is None else Decimal(str(constant)),
            "decimals": part.get("decimals", 2),
            "rounding": part.get("rounding", Rounding.HALF_UP.value),
        }

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        content = str(given.get("content", ""))
        is_reckoned = content in {one.value for one in Reckoning}
        if self._has_parts and content not in ("", _GROUP):
            self.add_error("content", _("Cột này đang có cột con. Chuyển hoặc bỏ các cột con trước."))
        if given.get("each") and is_reckoned:
            self.add_error("each", _("Cột tính từ cột khác thì chỉ một cột. Đặt nó trong nhóm cột ấy."))
        if not given.get("each") and not given.get("label") and "label" not in self.errors:
            self.add_error("label", _("Chưa nhập. Nhập mục này."))
        if is_reckoned:
            self._check_operands(given, Reckoning(content))
        return given

    def _check_operands(self, given: Mapping[str, Any], reckoning: Reckoning) -> None:
        if reckoning is Reckoning.SUM:
            if not given.get("summed"):
                self.add_error("summed", _("Chưa chọn. Chọn ít nhất một cột."))
            return
        if not given.get("first"):
            self.add_error("first", _("Chưa chọn. Chọn một mục."))
        is_one = bool(given.get("second")) is not (given.get("constant") is not None)
        if reckoning is not Reckoning.PART and not is_one:
            self.add_error("second", _("Chọn cột thứ hai hoặc ghi một số không đổi, chỉ một trong hai."))

    def as_data(self, where: Mapping[str, Any]) -> dict[str, Any]:
        """The column as a definition keeps it, without what stands below it."""
        given = self.cleaned_data
        column = self.common() | ({"each": given["each"]} if given["each"] else {})
        content = given["content"]
        if content in MEASURES:
            column["measure"] = content
        elif content != _GROUP:
            column[content] = self._operands(Reckoning(content))
            column |= {"decimals": given["decimals"], "rounding": given["rounding"] or Rounding.HALF_UP.value}
        return {**column, **({"where": dict(where)} if where else {})}

    def _operands(self, reckoning: Reckoning) -> list[Any]:
        given = self.cleaned_data
        constant = given["constant"]
        if reckoning is Reckoning.SUM:
            return list(given["summed"])
        if reckoning is Reckoning.PART:
            return [given["first"]]
        if constant is None:
            return [given["first"], given["second"]]
        whole = constant == constant.to_integral_value()
        return [given["first"], int(constant) if whole else float(constant)]


_LINES = ("header", "notes")
_TEXTS = (
    "name",
    "title",
    "question",
    "row_heading",
    "unit_of_count",
    "source",
    "author",
    "stated_on",
    "form_code",
)
_SWITCHES = ("exclusive", "change", "reconstructed")


def _lines(label: Any, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=False, max_length=4000, help_text=help_text,
        widget=forms.Textarea(attrs={"rows": 3}),
    )  # fmt: skip


class AboutForm(VunForm):
    """What the whole report is."""

    title = forms.CharField(label=_("Tiêu đề"), max_length=250)
    name = forms.RegexField(
        r"^[a-z0-9][a-z0-9-]{1,58}$",
        label=_("Tên mẫu"),
        help_text=_("Chữ thường không dấu, chữ số, gạch nối; là địa chỉ của báo cáo."),
        error_messages={
            "invalid": _("Chỉ dùng chữ thường không dấu, chữ số và gạch nối, từ 2 đến 59 ký tự.")
        },
    )
    question = forms.CharField(label=_("Trả lời câu hỏi gì"), max_length=500, required=False)
    row_heading = forms.CharField(label=_("Tiêu đề cột đầu"), max_length=250, required=False)
    unit_of_count = forms.CharField(label=_("Đơn vị tính"), max_length=60, required=False)
    rule = forms.ChoiceField(
        label=_("Tính người"), choices=[(rule.value, words) for rule, words in RULES.items()]
    )
    units = forms.ChoiceField(
        label=_("Tính theo đơn vị"),
        choices=[(units.value, words) for units, words in UNITS.items()],
        help_text=_("Người xem vẫn đổi được."),
    )
    years = forms.TypedChoiceField(
        label=_("Số năm đặt cạnh nhau"), choices=[(n, n) for n in range(1, 11)], coerce=int
    )
    change = forms.BooleanField(label=_("Thêm cột tăng, giảm so với năm trước"), required=False)
    twins = forms.BooleanField(label=_("Cạnh số lượt có số người, cạnh số người có số lượt"), required=False)
    exclusive = forms.BooleanField(label=_("Các hàng ngoài cùng không được đếm trùng nhau"), required=False)
    source = forms.CharField(label=_("Căn cứ, nguồn của mẫu"), max_length=500, required=False)
    author = forms.CharField(label=_("Nơi lập báo cáo"), max_length=200, required=False)
    stated_on = forms.CharField(label=_("Ngày báo cáo"), max_length=60, required=False)
    reconstructed = forms.BooleanField(label=_("Mẫu dựng lại, chưa có phụ lục chính thức"), required=False)
    notes = _lines(_("Ghi chú dưới bảng"), _("Mỗi dòng một ghi chú."))
    words_before = _lines(_("Các mục lời trước bảng"), _("Mỗi dòng một mục, ví dụ Kết quả."))
    words_after = _lines(_("Các mục lời sau bảng"), _("Mỗi dòng một mục, ví dụ Hạn chế."))
    form_code = forms.CharField(
        label=_("Số hiệu biểu mẫu"), max_length=100, required=False,
        help_text=_("Có số hiệu thì in theo lối biểu thống kê."),
    )  # fmt: skip
    header = _lines(_("Cơ quan ở góc trái biểu"), _("Mỗi dòng một cơ quan, cơ quan lập biểu ở dòng cuối."))
    place_and_date = forms.CharField(label=_("Địa danh, ngày tháng"), max_length=200, required=False)
    left = forms.CharField(label=_("Người ký bên trái"), max_length=200, required=False)
    left_note = forms.CharField(label=_("Chú thích dưới người ký bên trái"), max_length=200, required=False)
    right = forms.CharField(label=_("Người ký bên phải"), max_length=200, required=False)
    right_note = forms.CharField(label=_("Chú thích dưới người ký bên phải"), max_length=200, required=False)

    def __init__(self, posted: Any, data: Mapping[str, Any]) -> None:
        around = data.get("words") or {}
        super().__init__(
            posted,
            initial={
                **{name: data.get(name, "") for name in _TEXTS},
                **{name: data.get(name, False) for name in _SWITCHES},
                **{name: "\n".join(data.get(name) or ()) for name in _LINES},
                **(data.get("footer") or {}),
                "words_before": "\n".join(around.get("before") or ()),
                "words_after": "\n".join(around.get("after") or ()),
                "rule": data.get("rule", CountingRule.ADMITTED.value),
                "units": data.get("units", Units.THEN.value),
                "years": data.get("years", 1),
                "twins": data.get("twins", True),
            },
        )

    def as_data(self, where: Mapping[str, Any]) -> dict[str, Any]:
        """What a definition says beside rows and columns."""
        given = self.cleaned_data
        around = {
            place: _listed(given[f"words_{place}"])
            for place in ("before", "after")
            if given[f"words_{place}"]
        }
        footer = {name: given[name] for name in Footer.__dataclass_fields__ if given[name]}
        return {
            **{name: given[name] for name in _TEXTS if given[name]},
            "rule": given["rule"],
            **({"units": given["units"]} if given["units"] != Units.THEN else {}),
            **({"years": given["years"]} if given["years"] > 1 else {}),
            **{name: True for name in _SWITCHES if given[name]},
            **({} if given["twins"] else {"twins": False}),
            **{name: _listed(given[name]) for name in _LINES if given[name]},
            **({"words": around} if around else {}),
            **({"footer": footer} if footer else {}),
            **({"where": dict(where)} if where else {}),
        }


def _listed(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
