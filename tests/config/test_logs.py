"""Logs tell what went wrong without anybody's data."""

from __future__ import annotations

import io
import logging

import pytest


def test_a_line_that_cannot_be_written_does_not_print_the_exception_under_way(
    capfd: pytest.CaptureFixture[str],
) -> None:
    stream = io.StringIO()
    stream.close()
    log = logging.Logger("gone")  # noqa: LOG001 - one of its own, so that the process keeps none of it
    log.addHandler(logging.StreamHandler(stream))
    try:
        raise ValueError("Nguyễn Thị Bí Mật")
    except ValueError:
        log.error("job.broke")
    assert capfd.readouterr().err == ""
