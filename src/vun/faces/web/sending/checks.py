"""The sentence for every check of a nomination."""

from __future__ import annotations

from datetime import date

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.faces.web import formats
from vun.faces.web.findings import finding_text
from vun.faces.web.labels import label
from vun.records.people.domain import AbsenceKind
from vun.records.sending.domain import STATUS_OF_VERDICT, Check, CheckCode, CheckStatus
from vun.records.sending.queries import Judgement

SENTENCES = {
    CheckCode.CLOSES_GAP: _("Còn thiếu tiêu chuẩn mà chương trình này đáp ứng"),
    CheckCode.NEED: _("Nhu cầu đã đăng ký, ưu tiên %(priority)s"),
    CheckCode.WAITED: _("Đã xin hoặc chờ từ %(since)s"),
    CheckCode.NOTHING_AGAINST: _("Không vướng điều kiện nào"),
    CheckCode.NOT_IN_UNIT: _("Không có chức vụ ở đơn vị này ngày %(on)s"),
    CheckCode.HOLDS_ALREADY: _("Đã có %(level)s (%(law)s)"),
    CheckCode.LACKS_PREREQUISITE: _("Chưa có %(level)s là điều kiện đầu vào (%(law)s)"),
    CheckCode.NOMINATED_ALREADY: _("Đã được %(unit)s đề cử ngày %(on)s"),
    CheckCode.ENROLLED_ALREADY: _("Đang học lớp “%(name)s” cùng chương trình"),
    CheckCode.CLASH: _("Trùng lịch lớp “%(name)s” (%(start)s – %(end)s)"),
    CheckCode.MAY_CLASH: _("Có thể trùng lịch lớp “%(name)s” (%(start)s – %(end)s)"),
    CheckCode.SENT_ELSEWHERE: _("Đã được đề cử “%(name)s” cùng thời gian (%(start)s – %(end)s)"),
    CheckCode.ABROAD: _("Đi nước ngoài “%(name)s” (%(start)s – %(end)s) trùng thời gian học"),
    CheckCode.MAY_BE_ABROAD: _("Đi nước ngoài “%(name)s” (%(start)s – %(end)s), có thể trùng thời gian học"),
    CheckCode.ABSENT: _("%(kind)s (%(start)s – %(end)s) trùng thời gian học"),
    CheckCode.MAY_BE_ABSENT: _("%(kind)s (%(start)s – %(end)s), có thể trùng thời gian học"),
    CheckCode.OWES_SERVICE: _("Còn %(left)s tháng cam kết phục vụ sau “%(name)s”, đến %(due_on)s"),
    CheckCode.MANY_AWAY: _(
        "Tháng %(month)s đơn vị có %(away)s người đi học hoặc nghỉ dài, mức cho phép %(percent)s%% là %(most)s người"
    ),
    CheckCode.OVER_YEAR: _(
        "Năm %(year)s đơn vị đã có %(sent)s lượt cử đi học, giới hạn đã đặt là %(most)s lượt"
    ),
    CheckCode.OVER_RELEASE: _(
        "Tháng %(month)s đơn vị có %(away)s người đi học hoặc nghỉ dài, giới hạn đã đặt là %(most)s người"
    ),
}


def sentence(check: Check) -> str:
    """What the check found, in the reader's language; of a rule, with its clause and law."""
    if check.finding is not None:
        return finding_text(check.finding)
    shown = {name: _shown(name, value) for name, value in check.params.items()}
    return str(SENTENCES[check.code]) % shown


def _shown(name: str, value: object) -> object:
    if name == "kind":
        return label(value, AbsenceKind)
    return formats.day(value) if value is None or isinstance(value, date) else value


def post_text(judgement: Judgement) -> str:
    """The post somebody held on the day they are judged by: it tells which rules are about them."""
    post = judgement.post
    if post is None:
        return gettext("Không giữ chức vụ nào trong ngày này, nên ít quy định nào xét đến.")
    return gettext("Chức vụ trong ngày này: %(title)s, %(unit)s.") % {"title": post.title, "unit": post.unit}


_VERDICTS = {status: verdict for verdict, status in STATUS_OF_VERDICT.items()}


def status_text(status: CheckStatus) -> str:
    """What a status says of somebody judged by the rules of a day, where nothing is asked of the reader."""
    return label(_VERDICTS[status])
