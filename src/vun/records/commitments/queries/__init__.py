"""Readers of service owed, of the laws it rests on, and of what is claimed back."""

from vun.records.commitments.queries.reading import (
    as_law,
    cost_by_source,
    cost_of,
    find_claim,
    find_law,
    get_commitment,
    get_instalment,
    get_law,
    law_for,
    law_of,
    laws,
    open_on,
    overdue,
    visible_to,
)
from vun.records.commitments.queries.serving import (
    Standing,
    drafted_claim,
    leaving_early,
    posts_by_person,
    served_out,
    standings,
)

__all__ = [
    "Standing",
    "as_law",
    "cost_by_source",
    "cost_of",
    "drafted_claim",
    "find_claim",
    "find_law",
    "get_commitment",
    "get_instalment",
    "get_law",
    "law_for",
    "law_of",
    "laws",
    "leaving_early",
    "open_on",
    "overdue",
    "posts_by_person",
    "served_out",
    "standings",
    "visible_to",
]
