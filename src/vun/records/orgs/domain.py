"""Levels, blocks and zones of units, and the ancestry of a unit over time."""

from __future__ import annotations

from enum import StrEnum


class UnitLevel(StrEnum):
    """Levels of government. Districts end on 1 July 2025; their past stays."""

    CENTRAL = "central"
    PROVINCE = "province"
    DISTRICT = "district"
    COMMUNE = "commune"


class Block(StrEnum):
    """Khối: who leads the unit, and so whose plan its people are in."""

    PARTY = "party"
    STATE = "state"
    FRONT = "front"
    SERVICE = "service"


class Zone(StrEnum):
    """Khu vực I, II, III: how difficult the place is."""

    I = "I"
    II = "II"
    III = "III"


class ChangeKind(StrEnum):
    """What a decision does to units."""

    ESTABLISHED = "established"
    RENAMED = "renamed"
    MOVED = "moved"
    MERGED = "merged"
    SPLIT = "split"
    DISSOLVED = "dissolved"
