"""What the pages of offers and rounds share."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from vun.common.actor import Permission
from vun.faces.web.pages import Text
from vun.faces.web.request import Request
from vun.faces.web.sending.frame import CRUMBS

SEES = (Permission.NOMINATION_VIEW, Permission.OWN_RECORD)
OFFERS: tuple[Text, str] = (_("Thông báo chiêu sinh"), "admission:offers")
ROUNDS: tuple[Text, str] = (_("Xét tuyển"), "admission:rounds")


def area(request: Request) -> list[tuple[Text, str]]:
    """The step of the path above, for whoever may open it: a learner comes here from their own page."""
    return CRUMBS if request.actor.may_anywhere(Permission.NOMINATION_VIEW) else []
