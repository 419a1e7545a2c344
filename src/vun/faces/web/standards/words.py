"""Rules said in words: whom one is about, what it asks for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from vun.faces.web import formats
from vun.faces.web.labels import label
from vun.records.orgs.domain import Block, UnitLevel, Zone
from vun.records.people.domain import StaffKind


def scope_text(scope: Any, groups: Mapping[str, str]) -> str:
    """Whom a scope row is about. ``groups``: the names of the groups of titles by code."""
    parts = [
        scope.title.name if scope.title else "",
        groups.get(scope.title_group, scope.title_group),
        label(scope.kind, StaffKind).lower(),
        _("ngạch %(rank)s") % {"rank": scope.rank.name.lower()} if scope.rank else "",
        _("khối %(block)s") % {"block": label(scope.block, Block)} if scope.block else "",
        _("cấp %(level)s") % {"level": label(scope.level, UnitLevel).lower()} if scope.level else "",
        label(scope.zone, Zone).lower(),
        _leader_text(scope.is_leader),
    ]
    said = ", ".join(part for part in parts if part)
    return said[:1].upper() + said[1:] if said else _("Mọi người")


def _leader_text(is_leader: bool | None) -> str:
    if is_leader is None:
        return ""
    return _("giữ chức vụ lãnh đạo, quản lý") if is_leader else _("không giữ chức vụ lãnh đạo, quản lý")


def scopes_text(scopes: Iterable[Any], groups: Mapping[str, str]) -> str:
    """Whom a requirement is about: any of its scopes."""
    return "; ".join(scope_text(scope, groups) for scope in scopes)


def options_text(options: Iterable[Any]) -> str:
    """What a requirement asks for: any of its options."""
    return _(" hoặc ").join(option.level.name for option in options)


def conditions_text(exemption: Any) -> str:
    """The conditions of an exemption, all of which must hold."""
    parts = [
        _("sinh trước ngày %(day)s") % {"day": formats.day(exemption.born_before)}
        if exemption.born_before
        else "",
        _("đã ở ngạch đó trước ngày %(day)s") % {"day": formats.day(exemption.in_rank_before)}
        if exemption.in_rank_before
        else "",
        _held(exemption.holds.name, exemption.held_before) if exemption.holds else "",
    ]
    return "; ".join(part for part in parts if part)


def _held(level: str, before: Any) -> str:
    if before is None:
        return _("có %(level)s") % {"level": level}
    return _("có %(level)s cấp trước ngày %(day)s") % {"level": level, "day": formats.day(before)}


def grace_text(grace: Any) -> str:
    """How long a grace period runs and from when."""
    return _("%(months)s tháng, tính %(since)s") % {
        "months": formats.number(grace.months),
        "since": label(grace.counted_from, "GraceFrom"),
    }


def counts_as_text(equivalence: Any) -> str:
    """What counts as what."""
    words = {"held": equivalence.held.name, "counts_as": equivalence.counts_as.name}
    if equivalence.earned_before is None:
        return _("%(held)s được tính là %(counts_as)s") % words
    return _("%(held)s cấp trước ngày %(day)s được tính là %(counts_as)s") % {
        **words,
        "day": formats.day(equivalence.earned_before),
    }
