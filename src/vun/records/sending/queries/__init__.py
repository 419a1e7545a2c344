"""Readers of nominations and places: whom an actor sees, and what stands for and against sending somebody."""

from vun.records.sending.queries.appointing import debts_visible_to, get_debt, lacking_for
from vun.records.sending.queries.candidates import Candidate, candidates
from vun.records.sending.queries.checking import (
    checks_for,
    people_of_unit,
    policy_on,
    rule_findings,
    study_facts,
)
from vun.records.sending.queries.papers import (
    current_templates,
    document_of,
    filling_of,
    find_template,
    get_paper,
    get_template,
    papers_visible_to,
)
from vun.records.sending.queries.quotas import (
    Places,
    due_on,
    get_quota,
    live_of_quota,
    months_of,
    open_to,
    places_left,
    quota_board,
)
from vun.records.sending.queries.reading import (
    approved_of_line,
    get_nomination,
    listed,
    own_nominations,
    requests_of,
    title_of_line,
    visible_to,
    waiting_for_approval,
    waiting_list,
)

__all__ = [
    "Candidate",
    "Places",
    "approved_of_line",
    "candidates",
    "checks_for",
    "current_templates",
    "debts_visible_to",
    "document_of",
    "due_on",
    "filling_of",
    "find_template",
    "get_debt",
    "get_nomination",
    "get_paper",
    "get_quota",
    "get_template",
    "lacking_for",
    "listed",
    "live_of_quota",
    "months_of",
    "open_to",
    "own_nominations",
    "papers_visible_to",
    "people_of_unit",
    "places_left",
    "policy_on",
    "quota_board",
    "requests_of",
    "rule_findings",
    "study_facts",
    "title_of_line",
    "visible_to",
    "waiting_for_approval",
    "waiting_list",
]
