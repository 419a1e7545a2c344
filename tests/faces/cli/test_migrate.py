"""``vun migrate``: says in the reader's words that it is done, and on a new machine what comes next."""

from __future__ import annotations

import pytest
from django.utils import translation

from tests.factories.orgs import make_unit
from vun.faces.cli.main import main

pytestmark = pytest.mark.django_db


def said(capsys: pytest.CaptureFixture[str]) -> str:
    with translation.override("vi"):
        assert main(["migrate"]) == 0
    return capsys.readouterr().out


def test_it_says_that_all_is_ready_and_what_comes_next_where_nothing_is(
    capsys: pytest.CaptureFixture[str],
) -> None:
    first = said(capsys)
    assert "Applying" not in first
    assert "đã ở phiên bản này" in first
    assert "vun account" in first
    make_unit("Tỉnh Mẫu")
    assert "vun account" not in said(capsys)
