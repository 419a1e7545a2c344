"""How movements of places read."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from vun.faces.web import formats
from vun.records.plans.domain import MoveKind

_SENTENCES = {
    MoveKind.GIVEN: _("%(giver)s giao %(taker)s %(learners)s chỉ tiêu"),
    MoveKind.CUT: _("%(taker)s rút của %(giver)s %(learners)s chỉ tiêu"),
    MoveKind.ADDED: _("%(giver)s giao bổ sung %(taker)s %(learners)s chỉ tiêu"),
    MoveKind.PASSED_ON: _("%(giver)s chia cho %(taker)s %(learners)s chỉ tiêu"),
    MoveKind.TAKEN_BACK: _("%(taker)s lấy lại của %(giver)s %(learners)s chỉ tiêu"),
    MoveKind.LENT: _("%(giver)s trả lại %(learners)s chỉ tiêu"),
    MoveKind.GIVEN_AGAIN: _("%(learners)s chỉ tiêu %(giver)s trả lại được giao cho %(taker)s"),
}


def move_text(move: Any) -> str:
    """Who gave how many to whom."""
    return str(_SENTENCES[MoveKind(move.kind)]) % {
        "giver": move.from_unit,
        "taker": move.to_unit or "",
        "learners": formats.number(move.learners),
    }
