"""Drafts of reports by their table in full: every state, every verb, every role."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import pytest
from django.db import transaction

from tests.factories.plans import SYSTEM
from tests.factories.roles import refused_to_all_without, those_who_may
from vun.common.actor import EVERYWHERE, Actor, Permission
from vun.common.errors import Problem
from vun.records.audit.models import AuditEntry
from vun.records.publishing import operations
from vun.records.publishing.models import DefinitionDraft, ReportDefinition

pytestmark = pytest.mark.django_db
MAY = Permission.REPORT_DEFINE
DATA = {"name": "cua-toi", "title": "Biểu của tôi", "rows": [], "columns": []}
OTHERS = {**DATA, "title": "Của người khác"}


class State(StrEnum):
    """The draft as it stands for whoever read it: as read, changed by somebody since, taken away or put to use.

    NAME_TAKEN: as read, while another report has its name by now.
    """

    READ = "read"
    MOVED_ON = "moved on"
    NAME_TAKEN = "name taken"
    GONE = "gone"
    IN_USE = "in use"


S = State
Act = Callable[[DefinitionDraft, Actor], object]


def _change(draft: DefinitionDraft, by: Actor) -> None:
    operations.change_draft(draft=draft, data={**DATA, "title": "Đổi"}, by=by)


def _throw_away(draft: DefinitionDraft, by: Actor) -> None:
    operations.throw_draft_away(draft=draft, by=by)


def _put_to_use(draft: DefinitionDraft, by: Actor) -> None:
    operations.put_to_use(draft=draft, by=by)


OVER = dict.fromkeys((S.MOVED_ON, S.GONE, S.IN_USE), "publishing.draft_moved_on")
VERBS: dict[str, tuple[str, Act, dict[State, tuple[int, int]], dict[State, str]]] = {
    "change": ("report.draft_changed", _change, {S.READ: (1, 0), S.NAME_TAKEN: (1, 1)}, OVER),
    "throw away": ("report.draft_thrown_away", _throw_away, {S.READ: (0, 0), S.NAME_TAKEN: (0, 1)}, OVER),
    "put to use": (
        "report.defined",
        _put_to_use,
        {S.READ: (0, 1)},
        OVER | {S.NAME_TAKEN: "publishing.name_taken"},
    ),
}
"""As the audit calls it, how, how many drafts and reports there are then by state, and as what it is refused."""


def there() -> tuple[int, int]:
    return DefinitionDraft.objects.count(), ReportDefinition.objects.count()


def draft_in(state: State) -> DefinitionDraft:
    """The draft as its reader has it, and what has become of it since."""
    draft = operations.begin_draft(data=DATA, by=SYSTEM)
    read = DefinitionDraft.objects.get()
    {
        S.READ: lambda: None,
        S.MOVED_ON: lambda: operations.change_draft(draft=draft, data=OTHERS, by=SYSTEM),
        S.NAME_TAKEN: lambda: operations.save_definition(data=OTHERS, by=SYSTEM),
        S.GONE: lambda: operations.throw_draft_away(draft=draft, by=SYSTEM),
        S.IN_USE: lambda: operations.put_to_use(draft=draft, by=SYSTEM),
    }[state]()
    return read


def whoever_defines() -> list[Actor]:
    return [by for by in those_who_may(MAY) if by.unit_ids(MAY) is EVERYWHERE]


@pytest.mark.parametrize("state", list(State))
def test_a_verb_does_to_a_draft_what_the_table_says(state: State) -> None:
    draft = draft_in(state)
    before = there()
    for action, act, moves, refused in VERBS.values():
        refused_to_all_without(MAY, lambda by, act=act: act(draft, by))
        assert there() == before
        for by in whoever_defines():
            with transaction.atomic():
                told = AuditEntry.objects.filter(action=action)
                known = told.count()
                if state in moves:
                    act(DefinitionDraft.objects.get(), by)
                else:
                    with pytest.raises(Problem) as caught:
                        act(DefinitionDraft(pk=draft.pk, data=draft.data, revision=draft.revision), by)
                    assert caught.value.code == refused[state]
                assert there() == moves.get(state, before)
                assert told.count() - known == (state in moves)
                transaction.set_rollback(True)


def test_a_draft_is_begun_by_every_role_that_defines_reports_and_no_other() -> None:
    refused_to_all_without(MAY, lambda by: operations.begin_draft(data=DATA, by=by))
    for by in whoever_defines():
        operations.begin_draft(data=DATA, by=by)
    assert there() == (len(whoever_defines()), 0)
