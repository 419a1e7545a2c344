"""The province's own templates: tried, versioned, put to use, an earlier one put back."""

from __future__ import annotations

import pytest

from tests.factories.accounts import clerk_of, inspector
from tests.factories.orgs import make_tree
from tests.factories.plans import SYSTEM
from vun.common.errors import NotFound, Problem, Refused
from vun.engines.documents import Templates, to_begin_with
from vun.records.audit.queries import entries_of
from vun.records.publishing import operations
from vun.records.publishing.models import LayoutTemplate
from vun.records.publishing.queries import get_layout_template, layout_templates, templates_in_use

pytestmark = pytest.mark.django_db
ONE, TWO = b'#heading("a")', b'#heading("b")'


def keep(content: bytes = ONE, name: str = "party.typ") -> LayoutTemplate:
    return operations.keep_layout(name=name, file_name="mau.typ", content=content, by=SYSTEM)


def test_a_version_is_kept_but_not_used_until_it_is_put_to_use() -> None:
    first = keep()
    assert templates_in_use() == Templates()

    operations.use_layout(template=first, by=SYSTEM)
    second = keep(TWO)
    assert (second.version, templates_in_use()) == (2, Templates({"party.typ": ONE}))

    operations.use_layout(template=second, by=SYSTEM)
    assert templates_in_use() == Templates({"party.typ": TWO})
    operations.use_layout(template=first, by=SYSTEM)
    assert templates_in_use() == Templates({"party.typ": ONE})
    entry = entries_of(first)[0]
    assert (entry.action, entry.before, entry.after) == (
        "layout_template.used",
        {"version": 2},
        {"version": 1},
    )


def test_the_shipped_one_comes_back_and_versions_stay() -> None:
    operations.use_layout(template=keep(), by=SYSTEM)
    operations.use_shipped(name="party.typ", by=SYSTEM)

    assert templates_in_use() == Templates()
    assert [one.version for one in layout_templates()] == [1]
    with pytest.raises(Problem) as refused:
        operations.use_shipped(name="party.typ", by=SYSTEM)
    assert refused.value.code == "publishing.layout_shipped_already"


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("party.typ", b"#data.khong_co", "publishing.layout_unknown_field"),
        ("party.typ", b"#heading(", "publishing.layout_unfit"),
        ("party.docx", b"PK", "publishing.layout_unfit"),
        ("party.typ", b"a" * (4 * 1024 * 1024 + 1), "publishing.layout_too_big"),
    ],
    ids=["field", "typst", "docx", "size"],
)
def test_what_cannot_be_used_is_not_kept(name: str, content: bytes, code: str) -> None:
    with pytest.raises(Problem) as refused:
        keep(content, name)
    assert refused.value.code == code
    assert not LayoutTemplate.objects.exists()


def test_there_are_no_other_templates_than_those_used() -> None:
    for wrong in ("../settings.py", "state.html", ""):
        with pytest.raises(NotFound):
            keep(name=wrong)
    with pytest.raises(NotFound):
        get_layout_template(1)
    assert keep(to_begin_with("state.docx"), "state.docx").version == 1


def test_only_who_issues_documents_for_the_province_changes_them() -> None:
    template = keep()
    for actor in (clerk_of(make_tree().commune), inspector()):
        with pytest.raises(Refused):
            operations.keep_layout(name="party.typ", file_name="x", content=ONE, by=actor)
        with pytest.raises(Refused):
            operations.use_layout(template=template, by=actor)
        with pytest.raises(Refused):
            operations.use_shipped(name="party.typ", by=actor)
