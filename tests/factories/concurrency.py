"""Two and more at once, each in a thread with a connection of its own."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection

from vun.common.errors import Problem
from vun.records.audit import operations as audit

Step = Callable[[], object]
MOMENT = 0.15
"""Seconds; where the second step needs longer than this without waiting for the first, a test passes unseen."""


def at_once(*steps: Step) -> list[str]:
    """Run the steps in threads that start together; returns "done" or the code of the problem of each."""
    barrier = threading.Barrier(len(steps))
    answers: list[str] = [""] * len(steps)

    def run(place: int, step: Step) -> None:
        barrier.wait()
        try:
            step()
            answers[place] = "done"
        except Problem as refused:
            answers[place] = refused.code
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(steps)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sorted(answers)


def meanwhile(patch: pytest.MonkeyPatch, action: str, first: Step, second: Step) -> list[str]:
    """`at_once`, with the second step begun when the first writes ``action`` into the audit: done, not committed.

    The first goes on when the second has ended or, where that waits for the first, after a moment.
    """
    is_done, ended = threading.Event(), threading.Event()
    really = audit.record

    def record(*told: Any, **more: Any) -> Any:
        if told[1] == action and not is_done.is_set():
            is_done.set()
            ended.wait(MOMENT)
        return really(*told, **more)

    def lead() -> None:
        try:
            first()
        finally:
            is_done.set()

    def follow() -> None:
        is_done.wait()
        try:
            second()
        finally:
            ended.set()

    patch.setattr(audit, "record", record)
    return at_once(lead, follow)
