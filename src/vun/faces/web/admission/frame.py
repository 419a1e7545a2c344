"""What the pages of offers and rounds share."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.faces.web.pages import Text

SEES = (Permission.NOMINATION_VIEW, Permission.OWN_RECORD)
OFFERS: tuple[Text, str] = (_("Thông báo chiêu sinh"), "admission:offers")
ROUNDS: tuple[Text, str] = (_("Xét tuyển"), "admission:rounds")
