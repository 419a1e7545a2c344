"""Definitions being changed: kept step by step, so that nothing typed is lost, until they are put to use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone

from vun.common.actor import Actor, Permission
from vun.common.errors import Problem
from vun.records.audit import operations as audit
from vun.records.publishing.models import DefinitionDraft, ReportDefinition
from vun.records.publishing.operations.definitions import save_definition


@transaction.atomic
def begin_draft(*, data: Mapping[str, Any], based_on: str = "", by: Actor) -> DefinitionDraft:
    """Keep a copy of a definition to be changed. Raises Refused."""
    by.require_everywhere(Permission.REPORT_DEFINE)
    draft = DefinitionDraft.objects.create(
        data=dict(data), based_on=based_on, author=by.name, changed_at=timezone.now()
    )
    audit.record(by, "report.draft_begun", draft, after={"based_on": based_on})
    return draft


@transaction.atomic
def change_draft(*, draft: DefinitionDraft, data: Mapping[str, Any], by: Actor) -> DefinitionDraft:
    """Keep the next step, whether or not it can be counted by yet.

    Raises Refused, and Problem when somebody else changed the draft since it was read.
    """
    by.require_everywhere(Permission.REPORT_DEFINE)
    changed = DefinitionDraft.objects.filter(pk=draft.pk, revision=draft.revision).update(
        data=dict(data), revision=draft.revision + 1, author=by.name, changed_at=timezone.now()
    )
    if not changed:
        raise Problem("publishing.draft_moved_on")
    moved = [key for key in {*draft.data, *data} if draft.data.get(key) != data.get(key)]
    audit.record(
        by,
        "report.draft_changed",
        draft,
        before={key: draft.data.get(key) for key in moved},
        after={key: data.get(key) for key in moved},
    )
    return DefinitionDraft.objects.get(pk=draft.pk)


@transaction.atomic
def throw_draft_away(*, draft: DefinitionDraft, by: Actor) -> None:
    """Change nothing after all. Raises Refused, and Problem as `change_draft`."""
    by.require_everywhere(Permission.REPORT_DEFINE)
    _take_away(draft)
    audit.record(by, "report.draft_thrown_away", draft, before={"data": draft.data})


@transaction.atomic
def put_to_use(*, draft: DefinitionDraft, by: Actor) -> ReportDefinition:
    """Make a report of the draft. The caller has checked what it says. Raises as `change_draft` and
    `save_definition`.
    """
    by.require_everywhere(Permission.REPORT_DEFINE)
    _take_away(draft)
    return save_definition(data=draft.data, based_on=draft.based_on, by=by)


def _take_away(draft: DefinitionDraft) -> None:
    """The draft as it was read: what somebody else made of it since is neither lost nor put to use unseen."""
    if not DefinitionDraft.objects.filter(pk=draft.pk, revision=draft.revision).delete()[0]:
        raise Problem("publishing.draft_moved_on")
