"""Loads the sample province's decisions, units and changes."""

from __future__ import annotations

from vun.common.actor import Actor
from vun.records.orgs.domain import Block, ChangeKind, ChangeRow, UnitLevel, UnitRow, Zone
from vun.records.orgs.models import Unit
from vun.records.orgs.operations import load_units
from vun.records.registers.domain import DecisionKind
from vun.records.registers.operations import register_decision
from vun.samples.province.geography import Geography


def load_organisation(geography: Geography, *, by: Actor) -> dict[str, Unit]:
    """Every unit of the province by code, with its history and the decisions that made it."""
    decisions = {
        row["id"]: register_decision(
            kind=DecisionKind(row["kind"]),
            number=row["number"],
            issued_on=row["issued_on"],
            issuer=row["issuer"],
            subject=row["subject"],
            by=by,
        )
        for row in geography.decisions
    }
    rows = [
        UnitRow(
            code=row["code"],
            name=row["name"],
            short_name=row["short_name"],
            level=UnitLevel(row["level"]),
            block=Block(row["block"]),
            zone=Zone(row["zone"]) if "zone" in row else None,
            parent=row.get("parent"),
            start_on=row["established_on"],
            end_on=row.get("dissolved_on"),
            successors=tuple(row.get("successors", ())),
        )
        for row in geography.units
    ]
    changes = [
        ChangeRow(
            kind=ChangeKind(row["kind"]),
            on=row["effective_on"],
            units=tuple(row["from"]),
            into=tuple(row["into"]),
            name=row.get("name", ""),
            short_name=row.get("short_name", ""),
            parent=row.get("parent"),
            decision_id=decisions[row["decision"]].pk,
        )
        for row in geography.changes
    ]
    return load_units(rows, changes, by=by)
