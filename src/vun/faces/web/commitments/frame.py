"""What the pages of commitments share."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.faces.web.pages import Text

COMMITMENTS: tuple[Text, str] = (_("Cam kết phục vụ"), "commitments:list")
SEES = (Permission.COMMITMENT_VIEW, Permission.OWN_RECORD)
