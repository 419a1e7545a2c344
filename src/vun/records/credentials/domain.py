"""What is said about a credential when it is recorded, and how many are at standard: values without a database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from vun.common.numbers import percent


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialDetails:
    """A degree, certificate or confirmation as its document says; the columns of tables 32.1 to 32.6.

    ``valid_until`` is the first day it no longer counts, None: it counts for good. ``file_id`` is of a stored file.
    ``is_day_unknown``: it was held by ``earned_on`` as a list says, which does not say since when.
    """

    level_id: int
    name: str
    earned_on: date
    valid_until: date | None = None
    issuer: str = ""
    document_number: str = ""
    major: str = ""
    mode: str = ""
    studied_from: date | None = None
    score: str = ""
    programme_id: int | None = None
    file_id: int | None = None
    is_day_unknown: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CredentialRow(CredentialDetails):
    """One of many to be recorded. ``host_id``: who held the class whose certificate brought it; it follows that one."""

    person_id: int
    host_id: int | None = None


@dataclass(slots=True)
class Share:
    """People of one title, group or unit, each counted once, under the primary post of the day.

    ``people`` are those to whom a standard applies; ``at_standard`` of them are at standard. Those whose posts no
    clause applies to are in ``without_standard`` and in neither: nothing was asked of them, so they can neither raise
    nor lower the share. ``people + without_standard`` is the headcount.
    """

    code: str
    name: str
    unit_id: int | None = None
    people: int = 0
    at_standard: int = 0
    without_standard: int = 0

    @property
    def below_standard(self) -> int:
        return self.people - self.at_standard

    @property
    def headcount(self) -> int:
        return self.people + self.without_standard

    @property
    def share(self) -> Decimal | None:
        """At standard in per cent of ``people``, to two decimals; None when no standard applies to anybody."""
        return percent(self.at_standard, self.people)

    def count(self, *, has_standard: bool, is_at_standard: bool) -> None:
        """Add one person."""
        if not has_standard:
            self.without_standard += 1
            return
        self.people += 1
        self.at_standard += is_at_standard


@dataclass(frozen=True, slots=True)
class UnitCompliance:
    """The share at standard of a unit with everything below it on a day (``unit_id`` None: of everybody).

    ``by_title`` and ``by_group`` are in the order of the catalogue of titles. ``by_unit`` has the people posted in the
    unit itself first, then each unit directly below with its whole subtree; rows without anybody are left out.
    """

    on: date
    unit_id: int | None
    total: Share
    by_title: tuple[Share, ...]
    by_group: tuple[Share, ...]
    by_unit: tuple[Share, ...]

    @property
    def people(self) -> int:
        return self.total.people

    @property
    def at_standard(self) -> int:
        return self.total.at_standard

    @property
    def without_standard(self) -> int:
        return self.total.without_standard

    @property
    def share(self) -> Decimal | None:
        return self.total.share
