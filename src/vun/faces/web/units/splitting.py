"""One unit into several: which, and who of its people goes on where."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.errors import NotFound, Problem
from vun.common.text import fold
from vun.faces.web import formats
from vun.faces.web.forms import WholeNumberField
from vun.faces.web.request import Request
from vun.faces.web.units.forms import ChangeForm
from vun.records.orgs import queries
from vun.records.orgs.domain import NewUnit
from vun.records.people import queries as people

ENDS, GOES_ON = "ends", "goes_on"


class SplitForm(ChangeForm):
    """The units a unit is divided into, a line for each, and the line each of its people goes to."""

    fate = forms.ChoiceField(
        label=_("Đơn vị cũ"),
        choices=[
            (ENDS, _("kết thúc hoạt động (chia)")),
            (GOES_ON, _("tiếp tục hoạt động, một phần ra thành đơn vị khác (tách)")),
        ],
        widget=forms.RadioSelect,
        initial=ENDS,
    )
    into = forms.CharField(
        label=_("Các đơn vị sau khi chia, tách"),
        widget=forms.Textarea({"rows": 4}),
        help_text=_(
            "Mỗi dòng một đơn vị: mã, dấu chấm phẩy, tên. Đơn vị đang có thì chỉ ghi mã. "
            "Khi chia, đơn vị ở dòng đầu là đơn vị kế tục chính."
        ),
    )
    persons = forms.CharField(
        label=_("Riêng từng người"),
        required=False,
        widget=forms.Textarea({"rows": 4}),
        help_text=_(
            "Mỗi dòng một người: họ tên, dấu chấm phẩy, số dòng của đơn vị ở trên. Trùng tên thì ghi thêm ngày sinh: "
            "Nguyễn Văn An, 01/02/1980; 2. Ai có tên ở đây không theo chức danh."
        ),
    )

    def __init__(self, request: Request, unit_id: int) -> None:
        self._unit_id = unit_id
        titles = Counter(post.title for post in _posts(unit_id, request.on))
        own = {f"title_{title.pk}": _line_field(title.name, count) for title, count in titles.items()}
        super().__init__(request)
        self.add_fields(own)
        self.order_fields(("fate", "into", *own, "persons", "on", "decision", "note"))

    def clean_into(self) -> list[tuple[str, str]]:
        """(code, name) of each line; the name is empty for a unit that exists."""
        lines = [line.partition(";") for line in self.cleaned_data["into"].splitlines() if line.strip()]
        return [(code.strip(), name.strip()) for code, _mark, name in lines]

    def clean(self) -> dict[str, Any]:
        """Adds ``staff``: by person id the place of the unit they go to; whoever is not named is not in it."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "into" in data and "on" in data:
            data["staff"] = self._staff(data, len(data["into"]))
        return data

    def _staff(self, data: dict[str, Any], lines: int) -> dict[int, int]:
        posts = _posts(self._unit_id, data["on"])
        places: dict[int, int] = {}
        for post in posts:
            line = data.get(f"title_{post.title_id}")
            if line is None:
                continue
            if line > lines:
                self.add_error(f"title_{post.title_id}", _no_line(line, lines))
                return {}
            places.setdefault(post.person_id, line - 1)
        try:
            return places | self._named(data.get("persons", ""), posts, lines)
        except ValidationError as error:
            self.add_error("persons", error)
            return {}

    def _named(self, text: str, posts: list[Any], lines: int) -> dict[int, int]:
        known: dict[str, set[int]] = defaultdict(set)
        for post in posts:
            name = fold(post.person.full_name)
            known[name].add(post.person_id)
            known[f"{name},{formats.day(post.person.birth_on)}"].add(post.person_id)
        found: dict[int, int] = {}
        for row in filter(str.strip, text.splitlines()):
            who, _mark, line = row.rpartition(";")
            name, _comma, born = who.partition(",")
            people_named = known.get(f"{fold(name)},{born.strip()}" if born.strip() else fold(name), set())
            if len(people_named) != 1:
                raise ValidationError(_not_one(row, len(people_named)))
            if not line.strip().isdecimal() or not 1 <= int(line) <= lines:
                raise ValidationError(_no_line(line.strip(), lines))
            found[people_named.pop()] = int(line) - 1
        return found


def _posts(unit_id: int, on: date) -> list[Any]:
    """The posts held in the unit itself on the day, primary ones first."""
    rows = people.appointments_on(on, [unit_id]).select_related("title", "person")
    return list(rows.order_by("-is_primary", "title__order", "title_id", "pk"))


def _line_field(name: str, count: int) -> WholeNumberField:
    return WholeNumberField(
        label=_("%(title)s (%(count)s người) sang đơn vị ở dòng") % {"title": name, "count": count},
        min_value=1,
        max_value=100,
        required=False,
    )


def _no_line(line: object, lines: int) -> str:
    return gettext("Không có đơn vị ở dòng “%(line)s”. Ghi một số từ 1 đến %(lines)s.") % {
        "line": line,
        "lines": lines,
    }


def _not_one(row: str, count: int) -> str:
    if count:
        return gettext("“%(row)s”: có %(count)s người trùng tên. Ghi thêm ngày sinh sau dấu phẩy.") % {
            "row": row,
            "count": count,
        }
    return gettext("“%(row)s”: không có ai tên này giữ chức vụ ở đơn vị. Sửa họ tên hoặc ngày sinh.") % {
        "row": row
    }


def told_of_staff(data: dict[str, Any], names: Sequence[str]) -> str:
    """How many people go where by name or title, for whoever is about to sign; empty when nobody is named."""
    counts = Counter(data.get("staff", {}).values())
    return "; ".join(
        gettext("%(count)s người sang %(unit)s")
        % {"count": formats.number(counts[place]), "unit": names[place]}
        for place in sorted(counts)
    )


def successors_of_split(lines: Sequence[tuple[str, str]], like: NewUnit) -> list[Any]:
    """The units named by the lines; new ones hang where the divided unit hangs. Raises Problem for an unknown code."""
    found: list[Any] = []
    for code, name in lines:
        if name:
            found.append(
                NewUnit(
                    code=code,
                    name=name,
                    level=like.level,
                    block=like.block,
                    parent_id=like.parent_id,
                    zone=like.zone,
                )
            )
            continue
        try:
            found.append(queries.get_unit(code))
        except NotFound:
            raise Problem("orgs.code_unknown", field="into", unit_code=code) from None
    return found
