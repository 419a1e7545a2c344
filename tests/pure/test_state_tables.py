"""The tables of states written down a second time, by hand: a row changed in one place alone is found.

The tests of each context see that operations do what its table says; these see that the tables say what is meant. One
line for each verb: from which states, to which, by which roles, and whether a reason is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from vun.common.actor import Permission
from vun.records.abroad import domain as abroad
from vun.records.accounts.domain import PERMISSIONS, Role
from vun.records.admission.domain import rounds
from vun.records.approvals import domain as approvals
from vun.records.commitments import domain as commitments
from vun.records.sending import domain as sending

UNIT, ABOVE, MONEY = "planner unit_officer", "planner", "accountant planner"

NOMINATIONS = f"""
accept    | asked                                           | proposed   | {UNIT}
decline   | asked                                           | declined   | {UNIT}  | reason
waitlist  | asked proposed                                  | waitlisted | {UNIT}
promote   | waitlisted                                      | proposed   | {UNIT}
return    | proposed                                        | returned   | {ABOVE} | reason
resubmit  | returned                                        | proposed   | {UNIT}
approve   | proposed                                        | approved   | {ABOVE}
reject    | proposed                                        | rejected   | {ABOVE} | reason
withdraw  | asked waitlisted proposed returned approved     | withdrawn  | {UNIT}
cancel    | approved                                        | cancelled  | {ABOVE} | reason
complete  | approved                                        | completed  | {ABOVE}
"""
TRIPS = f"""
submit    | draft returned           | submitted | {UNIT}
recall    | submitted                | draft     | {UNIT}
return    | submitted                | returned  | {ABOVE} | reason
permit    | submitted                | permitted | {ABOVE}
reject    | submitted                | rejected  | {ABOVE} | reason
change    | permitted                | permitted | {ABOVE}
come_back | permitted                | back      | {UNIT}
close     | back                     | closed    | {ABOVE}
withdraw  | draft returned submitted | withdrawn | {UNIT}
cancel    | permitted                | cancelled | {ABOVE} | reason
"""
COMMITMENTS = f"""
graduate  | studying         | serving  | {UNIT}
close     | serving          | served   | {UNIT}
release   | studying serving | released | {ABOVE}
break     | studying serving | broken   | {ABOVE}
resume       | broken        | serving  | {ABOVE}
resume_study | broken        | studying | {ABOVE}
"""
CLAIMS = f"""
decide    | computed | decided | {ABOVE}
waive     | computed | waived  | {ABOVE}
pay       | decided  | paid    | {MONEY}
unpay     | decided paid | decided | {MONEY}
"""
OFFERS = f"""
close     | open        | closed    | {ABOVE}
reopen    | closed      | open      | {ABOVE}
cancel    | open closed | cancelled | {ABOVE} | reason
"""
REQUESTS = f"""
agree     | asked | agreed    | {ABOVE}
decline   | asked | declined  | {ABOVE} | reason
withdraw  | asked | withdrawn | {UNIT}
"""
ROUNDS = f"""
decide    | open | decided   | {ABOVE}
cancel    | open | cancelled | {ABOVE} | reason
"""
CANDIDATES = f"""
admit        | entered                  | admitted     | {ABOVE}
keep_waiting | entered                  | waiting      | {ABOVE}
refuse       | entered                  | not_admitted | {ABOVE}
promote      | waiting                  | admitted     | {ABOVE}
fall_out     | entered admitted waiting | fallen_out   | {ABOVE} | reason
"""
# Whose turn it is, no role tells: the step of the route does.
MATTERS = """
submit    | waiting returned | waiting   |
pass      | waiting          |           | turn
approve   | waiting          | approved  | turn
step_back | waiting          |           | turn | reason
return    | waiting          | returned  | turn | reason
reject    | waiting          | rejected  | turn | reason
withdraw  | waiting returned | withdrawn |
comment   | waiting returned |           |      | reason
"""

TABLES = [
    (NOMINATIONS, sending.TRANSITIONS),
    (TRIPS, abroad.TRANSITIONS),
    (COMMITMENTS, commitments.TRANSITIONS),
    (CLAIMS, commitments.CLAIM_TRANSITIONS),
    (OFFERS, rounds.OFFER_STEPS),
    (REQUESTS, rounds.REQUEST_STEPS),
    (ROUNDS, rounds.ROUND_STEPS),
    (CANDIDATES, rounds.CANDIDATE_STEPS),
    (MATTERS, approvals.TRANSITIONS),
]
Row = tuple[frozenset[str], str, str, bool]


def roles_with(permission: Permission) -> str:
    return " ".join(sorted(role.value for role in Role if permission in PERMISSIONS[role]))


def meant(table: str) -> dict[str, Row]:
    rows = {}
    for line in table.strip().splitlines():
        verb, sources, target, who, *reason = [cell.strip() for cell in line.split("|")]
        rows[verb] = (frozenset(sources.split()), target, who, reason == ["reason"])
    return rows


def said(table: Mapping[Any, Any]) -> dict[str, Row]:
    return {
        str(verb.value): (
            frozenset(str(state.value) for state in move.sources),
            str(move.target.value) if move.target else "",
            _who(move),
            getattr(move, "needs_reason", False),
        )
        for verb, move in table.items()
    }


def _who(move: Any) -> str:
    if hasattr(move, "permission"):
        return roles_with(move.permission)
    return "turn" if move.is_turn else ""


@pytest.mark.parametrize(("table", "code"), TABLES)
def test_a_table_says_what_is_meant(table: str, code: Mapping[Any, Any]) -> None:
    assert said(code) == meant(table)
