"""The steps of a matter as its pages show them: what is done, whose turn it is, what the reader can do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from vun.common.actor import Actor
from vun.common.errors import NotFound
from vun.faces.web.labels import label
from vun.faces.web.pages import Action
from vun.faces.web.request import Request, find_id
from vun.records.approvals import queries
from vun.records.approvals.domain import MatterKind, MatterState, Place, Quorum, Step

NAMES_SHOWN = 5


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of the route. ``who`` by role and place; ``names`` of those who hold it, for the step in hand."""

    number: int
    name: str
    who: str
    is_done: bool
    is_current: bool
    names: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A matter as one reader sees it. ``standing`` says why they may or may not sign, empty when it is over."""

    matter: Any
    lines: list[StepLine]
    history: Sequence[Any]
    turn: Any
    standing: str
    is_overdue: bool
    is_stuck: bool
    passes_on: Action | None
    comments: str

    @property
    def is_mine(self) -> bool:
        return self.turn is not None and self.turn.is_mine

    @property
    def completes(self) -> bool:
        """Whether the reader's is the last signature, which the page of the thing itself takes."""
        return self.is_mine and self.turn.completes

    @property
    def returns(self) -> bool:
        return self.is_mine and self.turn.step.returns_to is not None

    @property
    def waits_for(self) -> str:
        """Who is next, as the state of the thing tells."""
        current = next((line for line in self.lines if line.is_current), None)
        return current.names or current.who if current else ""


def panel_of(request: Request, kind: MatterKind, subject_id: int) -> Panel | None:
    """The panel of a thing's latest matter; None where it was never submitted."""
    matter = queries.last_matter(kind, subject_id)
    return panel_for(request, matter) if matter else None


def panel_for(request: Request, matter: Any) -> Panel:
    """The panel of a matter the reader may read."""
    desk = queries.Desk([matter], request.today)
    is_waiting = matter.state == MatterState.WAITING
    turn = desk.turn(matter, request.actor) if is_waiting else None
    names = _names([holder.name for holder in desk.holders(matter)]) if is_waiting else ""
    lines = [
        StepLine(
            number,
            step.name or gettext("Duyệt"),
            seat_words(step),
            is_done=number < matter.step or matter.state == MatterState.APPROVED,
            is_current=is_waiting and number == matter.step,
            names=names if is_waiting and number == matter.step else "",
        )
        for number, step in enumerate(desk.steps(matter), start=1)
    ]
    is_open = is_waiting or matter.state == MatterState.RETURNED
    return Panel(
        matter,
        lines,
        queries.history_of(matter),
        turn,
        _standing(turn),
        desk.is_overdue(matter),
        desk.is_stuck(matter),
        passing(matter) if turn and turn.is_mine and not turn.completes else None,
        reverse("approvals:comment", args=[matter.pk]) if is_open else "",
    )


def passing(matter: Any) -> Action:
    """Signing a step others sign after."""
    return Action(_("Đồng ý, chuyển tiếp…"), reverse("approvals:pass", args=[matter.pk]))


def _standing(turn: Any) -> str:
    if turn is None:
        return ""
    words = label(turn.standing)
    if turn.is_mine and turn.in_place_of:
        return gettext("%(standing)s, duyệt thay %(name)s") % {"standing": words, "name": turn.in_place_of}
    return words


def _names(names: Sequence[str]) -> str:
    if not names:
        return gettext("chưa có tài khoản nào giữ bước này")
    shown = ", ".join(names[:NAMES_SHOWN])
    left = len(names) - NAMES_SHOWN
    return gettext("%(names)s và %(left)s người khác") % {"names": shown, "left": left} if left > 0 else shown


def seat_words(step: Step, units: dict[int, str] | None = None) -> str:
    """``Lãnh đạo, tại đơn vị có hồ sơ; tất cả phải ký``."""
    seat = step.seat
    place = label(seat.place)
    if seat.place is Place.NAMED and units and seat.unit_id in units:
        place = units[seat.unit_id]
    words = (
        f"{label(seat.role)}, {place[:1].lower()}{place[1:]}"
        if seat.place is not Place.NAMED
        else (f"{label(seat.role)}, {place}")
    )
    if step.quorum is Quorum.NUMBER:
        words += "; " + gettext("đủ %(count)s người ký") % {"count": step.signers}
    elif step.quorum is Quorum.ALL:
        words += "; " + gettext("tất cả phải ký")
    return words


def require_last_signature(request: Request, kind: MatterKind, subject_id: int) -> None:
    """Return quietly where the reader may give the last signature now. Raises NotFound, Refused, Problem as signing."""
    matter = queries.open_matter(kind, subject_id)
    if matter is None:
        raise NotFound("matter")
    queries.require_turn(matter, request.actor, request.today, completing=True)


def require_turn(request: Request, kind: MatterKind, subject_id: int) -> None:
    """Return quietly where it is the reader's turn. Raises NotFound, Refused, Problem as signing."""
    matter = queries.open_matter(kind, subject_id)
    if matter is None:
        raise NotFound("matter")
    queries.require_turn(matter, request.actor, request.today)


_PAGES = {
    MatterKind.NOMINATION: ("sending", "nomination_id"),
    MatterKind.PLAN: ("plans", "version_id"),
    MatterKind.REPORT: ("reports", "report_id"),
    MatterKind.TRIP: ("abroad", "trip_id"),
}
"""Where the pages of a thing stand, and under what name its key stands in their addresses."""


def reader_on_page(request: Request, actor: Actor) -> Actor:
    """The actor with what it takes to read this page, where its thing is at a step of theirs and the address says so.

    Nothing else of the unit is opened thereby: the same address with another thing's key is not a page of the matter.
    """
    match = request.resolver_match
    if not lent(request) or match is None:
        return actor
    # A plan's own page is of the version its address asks for.
    keys = {"version_id": find_id(request.GET.get("version", ""))} | match.kwargs
    for kind, (area, name) in _PAGES.items():
        if match.app_name == area and (subject_id := keys.get(name)) is not None:
            return queries.reader_for(actor, kind, [subject_id], request.today)
    return actor


def lent(request: Request) -> str:
    """What the address of a further page carries on so that it, too, may be read while it is the reader's turn."""
    asked = request.GET.get("matter", "")
    return f"matter={asked}" if asked.isdecimal() else ""
