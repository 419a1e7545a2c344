"""What the pages of trips share: the path above, and what each step is called and does."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.faces.web.pages import Text
from vun.records.abroad import operations
from vun.records.abroad.domain import Verb

ABROAD: tuple[Text, str] = (_("Đi nước ngoài"), "abroad:list")
SEES = (Permission.NOMINATION_VIEW, Permission.OWN_RECORD)
LABELS: dict[Verb, Text] = {
    Verb.SUBMIT: _("Trình duyệt"),
    Verb.RECALL: _("Rút lại để sửa"),
    Verb.RETURN: _("Trả lại…"),
    Verb.PERMIT: _("Duyệt theo quyết định…"),
    Verb.REJECT: _("Không duyệt…"),
    Verb.CHANGE: _("Điều chỉnh theo quyết định đã có…"),
    Verb.COME_BACK: _("Ghi ngày về nước"),
    Verb.CLOSE: _("Đóng hồ sơ đoàn"),
    Verb.WITHDRAW: _("Rút hồ sơ"),
    Verb.CANCEL: _("Huỷ chuyến đi…"),
}
SAID: dict[Verb, Text] = {
    Verb.SUBMIT: _("Đã trình. Chờ cấp có thẩm quyền duyệt."),
    Verb.RECALL: _("Đã rút về. Sửa rồi trình lại."),
    Verb.RETURN: _("Đã trả lại để sửa."),
    Verb.REJECT: _("Đã ghi không duyệt."),
    Verb.CLOSE: _("Đã đóng hồ sơ đoàn."),
    Verb.WITHDRAW: _("Đã rút hồ sơ."),
    Verb.CANCEL: _("Đã huỷ chuyến đi."),
}
AT_ONCE: dict[Verb, Callable[..., None]] = {
    Verb.SUBMIT: operations.submit,
    Verb.RECALL: operations.recall,
    Verb.CLOSE: operations.close,
    Verb.WITHDRAW: operations.withdraw,
}
CONFIRMED: dict[Verb, Text] = {
    Verb.RECALL: _("Rút lại để sửa. Các chữ ký đã có không còn giá trị, trình lại từ bước đầu."),
    Verb.WITHDRAW: _("Hồ sơ đoàn kết thúc ở đây, không trình lại được."),
}
"""What a step done by its button does, where that is not plain from its name."""
BACKWARD = (Verb.CHANGE, Verb.RECALL, Verb.WITHDRAW, Verb.CANCEL)
"""The steps that change a trip, take it back or end it: they stand behind what is usually done next."""
WRITTEN: dict[Verb, tuple[Text, str]] = {
    Verb.CHANGE: (_("Ban hành quyết định điều chỉnh…"), "abroad:issue-change"),
    Verb.CANCEL: (_("Ban hành quyết định huỷ…"), "abroad:issue-cancel"),
}
"""The steps of a trip decided on whose decision can be written here, and where."""
DECIDED = (Verb.PERMIT, Verb.RETURN, Verb.REJECT)
"""The steps for whoever's turn it is on the way of approval."""
WITH_REASON: dict[Verb, Callable[..., None]] = {
    Verb.RETURN: operations.send_back,
    Verb.REJECT: operations.reject,
    Verb.CANCEL: operations.cancel,
}
