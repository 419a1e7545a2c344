"""States of a survey of needs and where a need comes from."""

from __future__ import annotations

from enum import StrEnum


class RoundState(StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class SheetState(StrEnum):
    """A unit's sheet: filled, signed off, and either accepted by the unit above or returned to be mended."""

    FILLING = "filling"
    SIGNED = "signed"
    RETURNED = "returned"
    ACCEPTED = "accepted"


class NeedOrigin(StrEnum):
    """Who says that it is needed."""

    GAP = "gap"
    UNIT = "unit"
    PERSON = "person"


class NeedReason(StrEnum):
    """Why, in the words of the survey form."""

    BELOW_STANDARD = "below_standard"
    SUCCESSION = "succession"
    POST = "post"
    WISH = "wish"


class FieldKind(StrEnum):
    """What a question of a round's own form is answered with."""

    TEXT = "text"
    NUMBER = "number"
    CHOICE = "choice"
    YES_NO = "yes_no"
