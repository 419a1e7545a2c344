"""The words for what the audit and the worker call by short names: actions, fields, kinds of jobs."""

from vun.faces.web.admin.words.actions import ACTIONS
from vun.faces.web.admin.words.fields import FIELDS
from vun.faces.web.admin.words.telling import (
    JOBS,
    action_text,
    field_text,
    job_text,
    outcome_text,
    value_text,
)

__all__ = [
    "ACTIONS",
    "FIELDS",
    "JOBS",
    "action_text",
    "field_text",
    "job_text",
    "outcome_text",
    "value_text",
]
