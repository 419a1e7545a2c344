"""Defining reports, writing their words and relations, signing."""

from vun.records.publishing.operations.definitions import (
    remove_definition,
    remove_relation,
    save_definition,
    write_relation,
)
from vun.records.publishing.operations.drafts import begin_draft, change_draft, put_to_use, throw_draft_away
from vun.records.publishing.operations.layouts import keep_layout, use_layout, use_shipped
from vun.records.publishing.operations.signing import sign
from vun.records.publishing.operations.submitting import give_back, sign_submitted, submit_report, turn_down
from vun.records.publishing.operations.words import require_over, write_words

__all__ = [
    "begin_draft",
    "change_draft",
    "give_back",
    "keep_layout",
    "put_to_use",
    "remove_definition",
    "remove_relation",
    "require_over",
    "save_definition",
    "sign",
    "sign_submitted",
    "submit_report",
    "throw_draft_away",
    "turn_down",
    "use_layout",
    "use_shipped",
    "write_relation",
    "write_words",
]
