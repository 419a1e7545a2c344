"""Definitions being changed: each step is kept, two people cannot overwrite each other, use ends the draft."""

from __future__ import annotations

import pytest

from tests.factories.accounts import leader, planner
from tests.factories.plans import SYSTEM
from vun.common.errors import NotFound, Problem, Refused
from vun.records.audit.queries import entries_of
from vun.records.publishing import operations
from vun.records.publishing.models import DefinitionDraft, ReportDefinition
from vun.records.publishing.queries import drafts, get_draft

pytestmark = pytest.mark.django_db
DATA = {"name": "cua-toi", "title": "Biểu của tôi", "rows": [{"key": "a"}], "columns": []}


def begin() -> DefinitionDraft:
    return operations.begin_draft(data=DATA, based_on="bieu-10-btctw", by=SYSTEM)


def test_a_draft_keeps_each_step_even_one_that_cannot_be_counted_by() -> None:
    draft = operations.change_draft(draft=begin(), data={**DATA, "rows": []}, by=planner())

    assert (get_draft(draft.pk).data, draft.revision) == ({**DATA, "rows": []}, 1)
    entry = entries_of(draft)[0]
    assert (entry.action, entry.before, entry.after) == (
        "report.draft_changed",
        {"rows": [{"key": "a"}]},
        {"rows": []},
    )


def test_a_step_upon_an_older_state_is_refused() -> None:
    draft = begin()
    operations.change_draft(draft=draft, data={**DATA, "title": "Một"}, by=SYSTEM)

    with pytest.raises(Problem) as refused:
        operations.change_draft(draft=draft, data={**DATA, "title": "Hai"}, by=SYSTEM)
    assert refused.value.code == "publishing.draft_moved_on"
    assert get_draft(draft.pk).data["title"] == "Một"


def test_a_draft_put_to_use_is_a_report_and_a_draft_no_more() -> None:
    operations.put_to_use(draft=begin(), by=SYSTEM)

    [definition] = ReportDefinition.objects.all()
    assert (definition.name, definition.based_on, definition.data) == ("cua-toi", "bieu-10-btctw", DATA)
    assert not drafts().exists()


def test_a_draft_thrown_away_changes_nothing() -> None:
    draft = begin()
    operations.throw_draft_away(draft=draft, by=SYSTEM)

    with pytest.raises(NotFound):
        get_draft(draft.pk or 1)
    assert not ReportDefinition.objects.exists()


def test_only_who_may_define_reports_has_drafts() -> None:
    draft = begin()
    for deed in (
        lambda: operations.begin_draft(data=DATA, by=leader()),
        lambda: operations.change_draft(draft=draft, data={}, by=leader()),
        lambda: operations.throw_draft_away(draft=draft, by=leader()),
        lambda: operations.put_to_use(draft=draft, by=leader()),
    ):
        with pytest.raises(Refused):
            deed()
    assert get_draft(draft.pk).data == DATA
