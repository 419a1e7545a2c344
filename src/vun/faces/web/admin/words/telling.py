"""An action, a field, a value or a kind of job, told in words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from functools import cache
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.faces.web import formats, jobs
from vun.faces.web.admin.words.actions import ACTIONS
from vun.faces.web.admin.words.fields import FIELDS
from vun.faces.web.labels import labels
from vun.faces.web.pages import Text

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")

JOBS: dict[str, Text] = {
    "import_check": _("Kiểm tra tệp bảng tính"),
    "import_apply": _("Nhập tệp bảng tính"),
    "exchange_export": _("Xuất dữ liệu ra bảng tính"),
    jobs.LIST_EXPORT: _("Lập tệp Excel của một danh sách dài"),
    "sending_papers_issue": _("Ban hành nhiều văn bản"),
    "sending_papers_write": _("Lập tệp nhiều văn bản"),
    "allocation_solve": _("Tìm phương án mở lớp"),
    "allocation_repair": _("Sửa phương án sau việc phát sinh"),
    "allocation_curve": _("Vẽ đường kinh phí của phương án"),
}
"""By kind of job; one without words goes by its kind."""


def action_text(action: str) -> Text:
    """What was done, in words; a test sees to it that every action has some."""
    return ACTIONS.get(action, action)


def field_text(key: str) -> Text:
    """What a value of an audit line is; one without a word goes by its name."""
    return FIELDS.get(key, key)


def job_text(kind: str) -> Text:
    """What a job does, in words."""
    return JOBS.get(kind, kind)


def outcome_text(kind: str, result: Mapping[str, Any]) -> str:
    """What a finished job came to, in words; nothing where its file says it all."""
    if kind != "sending_papers_issue":
        return ""
    issued = gettext("Đã ban hành %(papers)s văn bản, từ số %(first)s đến số %(last)s.") % {
        **result,
        "papers": formats.number(result["papers"]),
    }
    if "not_written" not in result:
        return issued
    not_written = gettext("Chưa lập được tệp: %(reason)s Tải từng bản ở thẻ Văn bản.")
    return f"{issued} {not_written % {'reason': result['not_written']}}"


@cache
def _words() -> dict[str, set[Text]]:
    """For every stored value of an enum the words it may stand for."""
    words: dict[str, set[Text]] = defaultdict(set)
    for members in labels().values():
        for member, word in members.items():
            words[str(member.value)].add(word)
    return words


def value_text(value: Any) -> str:
    """A value of an audit line as people write it: days, states and kinds in words, lists with signs between."""
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return str(_("có") if value else _("không"))
    if isinstance(value, list):
        return "; ".join(value_text(item) for item in value)
    if isinstance(value, dict):
        return "; ".join(f"{field_text(key)}: {value_text(item)}" for key, item in value.items())
    if isinstance(value, str):
        return _written(value)
    return str(value)


def _written(text: str) -> str:
    if _DAY.fullmatch(text):
        return formats.day(date.fromisoformat(text))
    words = _words().get(text, set())
    # A value of several enums with different words is left as it is stored: a guess would be worse.
    return str(next(iter(words))) if len({str(word) for word in words}) == 1 else text
